import type { DataSource } from 'typeorm';
import type { Clock, Instant } from '../../kernel/ports';
import { Customer } from '../../model/customer';
import type { AttachmentRef } from '../../model/template-asset';
import { Touch } from '../../model/touch';
import type { Hours } from './mass-send-end';
import { contentHash } from './mass-send-record';
import type { AttachmentSource } from './needs';
import { isQuiet, nextTime } from './quiet-hours';

/** WeCom's limit of one call. */
const mostRecipients = 10_000;
const pageSize = 2_000;

export interface MassSendGroup {
  repUserId: string;
  text: string;
  attachments: AttachmentRef[];
  touchIds: string[];
  customers: Set<string>;
  notAfter: Instant;
}

interface DueRow {
  id: string;
  externalUserId: string;
  repUserId: string;
  text: string;
  template: string;
  notAfter: number;
  zone: string | null;
}

/** Who is due for a mass-send now, folded into as few calls, and taps of reps, as WeCom allows. */
export class MassSendGrouping {
  constructor(
    private readonly options: { dataSource: DataSource; clock: Clock; hours: Hours; attachments: AttachmentSource },
  ) {}

  async dueGroups(): Promise<MassSendGroup[]> {
    const now = this.options.clock.now();
    const groups = new Map<string, MassSendGroup[]>();
    const { quiet, zone } = this.options.hours;
    for await (const row of this.due(now)) {
      const home = row.zone ?? zone;
      if (isQuiet(now, quiet, home) || isQuiet(now, quiet, zone)) continue;
      const notAfter = Math.min(row.notAfter, nextTime(now, quiet.from, home), nextTime(now, quiet.from, zone));
      const attachments = await this.options.attachments.of(row.template);
      addTo(groups, `${row.repUserId} ${contentHash(row.text, attachments)}`, { ...row, attachments, notAfter });
    }
    return [...groups.values()].flat();
  }

  private async *due(now: Instant): AsyncGenerator<DueRow> {
    for (let after = ''; ;) {
      const rows = await this.options.dataSource
        .createQueryBuilder(Touch, 'touch')
        .leftJoin(Customer, 'customer', 'customer.externalUserId = touch.externalUserId')
        .select('touch.id', 'id')
        .addSelect('touch.externalUserId', 'externalUserId')
        .addSelect('touch.repUserId', 'repUserId')
        .addSelect('touch.text', 'text')
        .addSelect('touch.template', 'template')
        .addSelect('touch.notAfter', 'notAfter')
        .addSelect('customer.zone', 'zone')
        .where("touch.path = 'mass-send' and touch.state = 'planned' and touch.massSendId is null")
        .andWhere("touch.repUserId is not null and touch.text <> ''")
        .andWhere('touch.notBefore <= :now and touch.notAfter > :now and touch.id > :after', { now, after })
        .orderBy('touch.id')
        .limit(pageSize)
        .getRawMany<DueRow>();
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < pageSize) return;
      after = last.id;
    }
  }
}

/** A customer is once in a task: a second touch of the same words waits until this one is through. */
function addTo(
  groups: Map<string, MassSendGroup[]>,
  key: string,
  row: DueRow & { attachments: AttachmentRef[] },
): void {
  const { repUserId, text, attachments, notAfter } = row;
  const known = groups.get(key) ?? [];
  groups.set(key, known);
  if (known.some((group) => group.customers.has(row.externalUserId))) return;
  let group = known.at(-1);
  if (group === undefined || group.touchIds.length >= mostRecipients) {
    group = { repUserId, text, attachments, touchIds: [], customers: new Set(), notAfter };
    known.push(group);
  }
  group.touchIds.push(row.id);
  group.customers.add(row.externalUserId);
  group.notAfter = Math.min(group.notAfter, notAfter);
}
