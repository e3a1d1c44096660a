import type { Touch } from '../../model/touch';
import type { CustomerFacts } from '../plays/play';
import { type CustomerInHand, decideDay, type DueOccasion, dueOccasions } from './customer-day';
import type { CustomerSlice } from './customer-slice';
import type { PlanRun } from './plan-run';
import { changeFor, isUndecided, type TouchChange, touchOf, withdrawals } from './reconcile';
import type { TouchReader } from './touch-reader';

/** What a page of customers came to. */
export interface PlannedPage {
  changes: TouchChange[];
  /** The day's touches as they will be, losers too. */
  lines: Touch[];
  /** `planned`, `held.daily_cap`, `refused.opted_out` … */
  decisions: string[];
}

/** Plans pages of customers; nothing is written here. */
export class CustomerPlanner {
  constructor(private readonly options: { touches: TouchReader }) {}

  /** Most customers have nothing due, and of them no more is read. */
  async plan(customers: readonly CustomerFacts[], slice: CustomerSlice, run: PlanRun): Promise<PlannedPage> {
    const due = new Map(customers.map((facts) => [facts.externalUserId, dueOccasions(facts, run)]));
    const open = await this.options.touches.customersWithOpen(slice, run.day.day);
    const concerned = customers.filter(({ externalUserId: id }) => open.has(id) || due.get(id)!.length > 0); // one entry each
    const page: PlannedPage = { changes: [], lines: [], decisions: [] };
    for (const customer of await this.takeInHand(concerned, run)) {
      planCustomer(customer, due.get(customer.facts.externalUserId)!, run, page); // as above
    }
    return page;
  }

  /** Adds what planning must hold of a customer beside the facts. */
  async takeInHand(customers: readonly CustomerFacts[], run: PlanRun): Promise<CustomerInHand[]> {
    const ids = customers.map(({ externalUserId }) => externalUserId);
    const touches = await this.options.touches.around(ids, run.day.day);
    const relations = await this.options.touches.relations(ids);
    const segments = await run.segments.namesOf(run.templates.segments(), ids);
    return customers.map((facts) => {
      const relation = relations.get(facts.externalUserId);
      return {
        facts,
        remark: relation?.remark ?? null,
        repName: relation?.repName ?? '',
        touches: touches.get(facts.externalUserId) ?? [],
        segments: segments.get(facts.externalUserId) ?? [],
      };
    });
  }
}

function planCustomer(customer: CustomerInHand, due: readonly DueOccasion[], run: PlanRun, page: PlannedPage): void {
  const { facts, touches } = customer;
  const { day } = run.day;
  const known = new Map(touches.flatMap((touch) => (touch.occasionKey === null ? [] : [[touch.occasionKey, touch]])));
  const undecided = due.filter(({ occasion }) => isUndecided(known.get(occasion.key), run, touches));
  const touched = new Set<Touch>();

  const note = (before: Touch | undefined, change: TouchChange | null, line: Touch) => {
    if (before) touched.add(before);
    if (change) page.changes.push(change);
    page.lines.push(line);
  };
  for (const decided of decideDay(undecided, customer, run)) {
    const touch = touchOf(decided, facts, day, run.now);
    const before = known.get(touch.occasion);
    const change = changeFor(touch, before);
    note(before, change, after(change) ?? before ?? touch);
    page.decisions.push(touch.reason === '' ? touch.state : `${touch.state}.${touch.reason}`);
  }
  const dueKeys = new Set(due.map(({ occasion }) => occasion.key));
  for (const change of withdrawals(touches, dueKeys, run, facts)) {
    note(change.old, change, after(change)!); // an update has an outcome
    page.decisions.push('withdrawn');
  }
  page.lines.push(
    ...touches.filter((touch) => touch.dueOn === day && touch.occasionKey !== null && !touched.has(touch)),
  );
}

function after(change: TouchChange | null): Touch | null {
  if (change === null) return null;
  return change.kind === 'update' ? { ...change.old, ...change.set } : change.touch;
}
