import { CareError } from '../../kernel/errors';
import type { CivilDay } from '../../kernel/ports';
import { touchStateTitles } from '../../kernel/touch-state-titles';
import type { Touch, TouchState } from '../../model/touch';
import type { People } from './people';
import { narrowed, type RepScope } from './scope-sql';

/** Of planning: decides a day for these customers and writes nothing. */
export type Rehearse = (
  day: CivilDay,
  options: { dryRun: true; only?: readonly string[] },
) => Promise<{ customers: number; lines(): AsyncIterable<Touch> }>;

export interface Rehearsal {
  customers: number;
  isSample: boolean;
  counts: { key: string; title: string; count: number }[];
  /** The first ones; what would go out before what would not. */
  lines: { touch: Touch; customerName: string }[];
  total: number;
  of: 'customer' | 'rep' | 'shop';
}

const mostCustomers = 10_000;
const mostLines = 200;
const customersSampled = 2_000;

/** 试算: what a day would bring, for one customer, one rep, or the shop; of a large shop, for a sample of it. */
export class Rehearsals {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: { people: People; rehearse: Rehearse }) {}

  /** @throws CareError `not_found` for a customer or rep that is not the member's to see */
  async run(
    wanted: { day: CivilDay; externalUserId?: string; repUserId?: string },
    reps: RepScope,
  ): Promise<Rehearsal> {
    const { ids, isSample } = await this.customersOf(wanted, reps);
    // One after the other: each holds the database for a moment.
    const mine = this.last.then(() => this.options.rehearse(wanted.day, { dryRun: true, only: ids }));
    this.last = mine.catch(() => undefined);
    const { customers, lines } = await mine;
    const touches: Touch[] = [];
    for await (const touch of lines()) touches.push(touch);
    touches.sort((one, other) => Number(other.state === 'planned') - Number(one.state === 'planned'));
    const shown = touches.slice(0, mostLines);
    const names = await this.options.people.customerNames([
      ...new Set(shown.map(({ externalUserId }) => externalUserId)),
    ]);
    return {
      customers,
      isSample,
      counts: byState(touches),
      lines: shown.map((touch) => ({ touch, customerName: names.get(touch.externalUserId) ?? '' })),
      total: touches.length,
      of: wanted.externalUserId ? 'customer' : wanted.repUserId ? 'rep' : 'shop',
    };
  }

  private async customersOf(
    { externalUserId, repUserId }: { externalUserId?: string; repUserId?: string },
    reps: RepScope,
  ): Promise<{ ids: string[]; isSample: boolean }> {
    const { people } = this.options;
    if (externalUserId !== undefined) {
      const customer = await people.customer(externalUserId, reps);
      if (!customer) throw new CareError('not_found', '没有这位客户，或不在你的范围内', { status: 404 });
      return { ids: [customer.id], isSample: false };
    }
    const scope = narrowed(reps, repUserId);
    if (scope?.length === 0) throw new CareError('not_found', '这位导购不在你的范围内', { status: 404 });
    const ids = await people.firstCustomers(scope, mostCustomers + 1);
    if (ids.length <= mostCustomers) return { ids, isSample: false };
    return { ids: ids.slice(0, customersSampled), isSample: true };
  }
}

function byState(touches: readonly Touch[]) {
  const counts = new Map<TouchState, number>();
  for (const { state } of touches) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ key, title: touchStateTitles[key], count }));
}
