import { dayParts } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import { lunarOf } from '../../kernel/lunar';
import type { CivilDay } from '../../kernel/ports';
import { formatDate, nextOccurrence, occurrencesIn, type YearlyDate } from '../../kernel/yearly-date';
import type { DateKind } from '../../model/important-date';
import type { CustomerFacts, DateFacts } from './play';
import { dateKindNames } from './texts';

/** A day on which one customer is greeted: their birthday, or an anniversary. */
export interface GreetingDay {
  play: 'birthday' | 'anniversary';
  on: CivilDay;
  /** Occasion key. */
  key: string;
  /** zh-CN: 客户生日, 女儿的生日, 结婚纪念日, 首购周年. */
  label: string;
  kind: DateKind | 'first-purchase';
  /** Null: the anniversary of the first purchase. */
  date: DateFacts | null;
  /** 农历八月十五, 9月25日. */
  dayText: string;
  /** Anniversaries only, and only where the year is known; never an age. */
  years: number | null;
}

type Rules = CareSettings['birthdays'];

/** The customer's greeting days from `from` to `to`, both included, by day, a birthday before what shares its day. */
export function greetingDays(facts: CustomerFacts, from: CivilDay, to: CivilDay, rules: Rules): GreetingDay[] {
  const found = facts.dates.flatMap((date) => ofDate(date, from, to, rules));
  const first = ofFirstPurchase(facts.firstOrderOn, from, to, rules);
  if (first && facts.orderCount > 0) found.push(first);
  return found.sort(
    (one, other) => compare(one.on, other.on) || -compare(one.play, other.play) || compare(one.key, other.key),
  );
}

/** A birthday of somebody else is an anniversary, never the customer's own birthday. */
export function isOwnBirthday(date: Pick<DateFacts, 'kind' | 'forWhom'>): boolean {
  return date.kind === 'birthday' && date.forWhom === '';
}

function ofDate(date: DateFacts, from: CivilDay, to: CivilDay, rules: Rules): GreetingDay[] {
  const on = nextOccurrence(date, from, recurrence(rules));
  if (on > to) return [];
  const own = isOwnBirthday(date);
  const year = `${dayParts(on).year}${nthInYear(date, on, rules)}`;
  const greeting: GreetingDay = {
    play: own ? 'birthday' : 'anniversary',
    on,
    key: own ? `birthday:${year}` : `anniversary:${date.id}:${year}`,
    label: labelOf(date),
    kind: date.kind,
    date,
    dayText: formatDate({ ...date, year: null }),
    years: date.kind === 'wedding' || date.kind === 'other' ? yearsSince(date, on) : null,
  };
  return [greeting];
}

/** A lunar day of 冬月 or 腊月 may come twice in one solar year: the second has a number. */
function nthInYear(date: YearlyDate, on: CivilDay, rules: Rules): string {
  if (date.calendar === 'solar') return '';
  const nth = occurrencesIn(date, dayParts(on).year, recurrence(rules)).indexOf(on);
  return nth > 0 ? `:${nth + 1}` : '';
}

function ofFirstPurchase(
  firstOrderOn: CivilDay | null,
  from: CivilDay,
  to: CivilDay,
  rules: Rules,
): GreetingDay | null {
  if (firstOrderOn === null || firstOrderOn >= from) return null;
  // Cheap for the many who have none near: most days are told apart by their text.
  if (from === to && !mayFallOn(firstOrderOn, from)) return null;
  const { year, month, day } = dayParts(firstOrderOn);
  const on = nextOccurrence({ calendar: 'solar', month, day }, from, recurrence(rules));
  const years = dayParts(on).year - year;
  if (on > to || years < 1) return null;
  return {
    play: 'anniversary',
    on,
    key: `anniversary:first-purchase:${dayParts(on).year}`,
    label: dateKindNames['first-purchase'],
    kind: 'first-purchase',
    date: null,
    dayText: formatDate({ calendar: 'solar', month, day }),
    years,
  };
}

function mayFallOn(firstOrderOn: CivilDay, day: CivilDay): boolean {
  return firstOrderOn.endsWith('-02-29') || firstOrderOn.slice(5) === day.slice(5);
}

function labelOf(date: DateFacts): string {
  if (isOwnBirthday(date)) return '客户生日';
  if (date.label !== '') return date.label;
  const name = dateKindNames[date.kind];
  return date.forWhom !== '' && (date.kind === 'birthday' || date.kind === 'other') ? `${date.forWhom}的${name}` : name;
}

function yearsSince(date: DateFacts, on: CivilDay): number | null {
  if (date.year === null) return null;
  const years = (date.calendar === 'lunar' ? lunarOf(on).year : dayParts(on).year) - date.year;
  return years > 0 ? years : null;
}

function recurrence(rules: Rules) {
  return { leapMonthRule: rules.leapMonth, feb29: rules.feb29 };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
