import type { FoundDay } from '../../src/features/replies/dates';
import type { DayFact } from '../../src/features/replies/day-facts';
import type { Entities } from '../../src/features/replies/entity-reader';
import type { Case, ExpectedDay, ExpectedFact } from './cases';
import { type Counts, countFound, noCounts } from './figures';

export const entityKinds = ['people', 'dates', 'products', 'amounts', 'day facts', 'life facts'] as const;
export type EntityCounts = Record<(typeof entityKinds)[number], Counts>;

export function noEntityCounts(): EntityCounts {
  return Object.fromEntries(entityKinds.map((kind) => [kind, noCounts()])) as EntityCounts; // one entry a kind
}

function isSameYearly(
  expected: ExpectedDay | ExpectedFact,
  yearly: NonNullable<FoundDay['yearly']> | DayFact,
): boolean {
  return (
    expected.calendar === yearly.calendar &&
    expected.month === yearly.month &&
    expected.day === yearly.day &&
    (expected.year ?? null) === yearly.year &&
    (expected.leapMonth ?? false) === yearly.leapMonth
  );
}

function isSameDay(expected: ExpectedDay, { yearly, on, month }: FoundDay): boolean {
  if (yearly !== null) return isSameYearly(expected, yearly);
  return on !== null ? expected.on === on : expected.day === undefined && expected.month === month;
}

const lifeKinds = ['interest', 'household', 'scene'];

type Fact = Entities['dayFacts'][number] | Entities['lifeFacts'][number];

/** Ours says birthday for whoever's birthday; the cases say `other` of those who are neither child nor parent. */
function isSameFact(expected: ExpectedFact, fact: Fact): boolean {
  if ('value' in fact) return lifeKinds.includes(expected.kind) && expected.value === fact.value;
  const kind = expected.kind === 'other' && expected.forWhom ? 'birthday' : expected.kind;
  return kind === fact.kind && (expected.forWhom ?? '') === fact.forWhom && isSameYearly(expected, fact);
}

/** Of what may be read in two ways, the calendar and the year are free. */
function isMaybeSame(expected: ExpectedDay | ExpectedFact, found: FoundDay | Fact): boolean {
  if ('value' in found) return 'kind' in expected && lifeKinds.includes(expected.kind);
  const day = 'yearly' in found ? found.yearly : found;
  return day === null ? false : expected.month === day.month && expected.day === day.day;
}

const isSure = ({ sure }: { sure?: boolean }) => sure !== false;
const isUnsure = ({ sure }: { sure?: boolean }) => sure === false;

/** Adds one message's entities to the counts; returns what was not as expected, in words. */
export function countEntities(counts: EntityCounts, expected: Case, found: Entities): string[] {
  const faults: string[] = [];
  const tell = (kind: string, { missed, wrong }: { missed: unknown[]; wrong: unknown[] }) => {
    if (missed.length + wrong.length > 0) faults.push(`${kind} -${JSON.stringify(missed)} +${JSON.stringify(wrong)}`);
  };
  const texts = (list: readonly { text: string }[]) => list.map(({ text }) => text);
  const same = (one: string, other: string) => one === other;
  tell('people', countFound(counts.people, { expected: expected.people, found: texts(found.people) }, same));
  tell('products', countFound(counts.products, { expected: expected.products, found: texts(found.products) }, same));
  tell(
    'amounts',
    countFound(
      counts.amounts,
      { expected: expected.amounts, found: found.amounts },
      (one, other) => one.value === other.value && one.unit === other.unit,
    ),
  );
  const dates = { expected: expected.dates.filter(isSure), optional: expected.dates.filter(isUnsure) };
  tell('dates', countFound(counts.dates, { ...dates, found: found.days }, isSameDay, isMaybeSame));
  for (const [kind, isOfKind, list] of [
    ['day facts', (fact: ExpectedFact) => fact.value === undefined, found.dayFacts],
    ['life facts', (fact: ExpectedFact) => fact.value !== undefined, found.lifeFacts],
  ] as const) {
    const ofKind = expected.facts.filter(isOfKind);
    const facts = { expected: ofKind.filter(isSure), optional: ofKind.filter(isUnsure), found: list };
    tell(kind, countFound<ExpectedFact, Fact>(counts[kind], facts, isSameFact, isMaybeSame));
  }
  return faults;
}
