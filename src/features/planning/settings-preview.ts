import type { DataSource } from 'typeorm';
import { addDays } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import { playTitle } from '../../kernel/play-titles';
import type { CivilDay } from '../../kernel/ports';
import type { CustomerPlanner } from './customer-planner';
import { chunks } from './customer-slice';
import type { FactsReader } from './facts-reader';
import type { PlanRun } from './plan-run';
import { crowdOut, type Judged, judgeWeek, replayedStates } from './replay-week';
import { previewWords } from './texts';
import { isQuiet } from './touch-hours';

/** What other numbers would have done to the touches of the last seven days. */
export interface SettingsPreview {
  from: CivilDay;
  to: CivilDay;
  /** Customers with touches in these days, and how many of them were judged again. */
  customers: number;
  sampled: number;
  touches: number;
  heldMore: number;
  letGoMore: number;
  /** Planned for hours that would be quiet: they move to the next open hour. */
  moved: number;
  byReason: { reason: string; words: string; touches: number }[];
  examples: { externalUserId: string; customerName: string; playTitle: string; on: CivilDay; why: string }[];
}

const mostCustomers = 10_000;
const mostExamples = 10;

interface Deps {
  dataSource: DataSource;
  facts: FactsReader;
  customers: CustomerPlanner;
}

/**
 * Judges last week's touches again, once by the rules that hold and once by the new ones, so that the difference is
 * of the rules alone. It asks the rules of measure; which days are due by other birthdays, cycles and leads is not asked.
 */
export async function previewSettings(next: CareSettings, run: PlanRun, deps: Deps): Promise<SettingsPreview> {
  const [from, to] = [addDays(run.day.day, -7), addDays(run.day.day, -1)];
  const ids = await customersOf(deps.dataSource, from, to);
  const [now, then]: [Judged[], Judged[]] = [[], []];
  const week = { ...run, day: { ...run.day, day: from } };
  const sampled = ids.slice(0, mostCustomers);
  for (const some of chunks(sampled)) {
    const facts = await deps.facts.some(some, week.day, run.day.day);
    for (const customer of await deps.customers.takeInHand(facts, week)) {
      now.push(...judgeWeek(customer, run, run.settings, { from, to }));
      then.push(...judgeWeek(customer, run, next, { from, to }));
    }
  }
  crowdOut(now, run.settings);
  crowdOut(then, next);
  const counts = { customers: ids.length, sampled: sampled.length, touches: now.length };
  return { from, to, ...counts, ...difference(now, then, { now: run.settings, next }) };
}

function difference(now: Judged[], then: Judged[], rules: { now: CareSettings; next: CareSettings }) {
  const heldBefore = new Set(now.filter(({ why }) => why !== '').map(({ touch }) => touch.id));
  const held = then.filter(({ why, touch }) => why !== '' && !heldBefore.has(touch.id));
  const letGo = then.filter(({ why, touch }) => why === '' && heldBefore.has(touch.id));
  const isNewlyQuiet = ({ touch, customer: { zone } }: Judged) =>
    isQuiet(touch.notBefore, zone, rules.next.quietHours) && !isQuiet(touch.notBefore, zone, rules.now.quietHours);
  return {
    heldMore: held.length,
    letGoMore: letGo.length,
    moved: then.filter((each) => each.why === '' && isNewlyQuiet(each)).length,
    byReason: countByReason(held),
    examples: held.slice(0, mostExamples).map(exampleOf),
  };
}

function exampleOf({ touch, why, customer }: Judged): SettingsPreview['examples'][number] {
  const { externalUserId, play, dueOn: on } = touch;
  return { externalUserId, customerName: customer.name, playTitle: playTitle(play), on, why };
}

/** In order of id, which WeCom makes at random: a part of them is a fair sample. */
async function customersOf(dataSource: DataSource, from: CivilDay, to: CivilDay): Promise<string[]> {
  const states = replayedStates.map((state) => `'${state}'`).join(', ');
  const rows: { externalUserId: string }[] = await dataSource.query(
    `select distinct externalUserId from touches where state in (${states}) and dueOn >= ? and dueOn <= ?
      order by externalUserId`,
    [from, to],
  );
  return rows.map(({ externalUserId }) => externalUserId);
}

function countByReason(held: Judged[]): SettingsPreview['byReason'] {
  const counts = new Map<string, number>();
  for (const { reason } of held) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, touches]) => ({ reason, words: previewWords.reasons[reason] ?? reason, touches }))
    .sort((one, other) => other.touches - one.touches);
}
