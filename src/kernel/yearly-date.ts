import { dayParts, isLeapYear, makeCivilDay } from './calendar';
import { leapMonthOf, lunarDayText, lunarMonthLength, lunarMonthText, lunarToSolar } from './lunar';
import type { CivilDay } from './ports';

export const calendars = ['solar', 'lunar'] as const;
export type Calendar = (typeof calendars)[number];

/** A day that returns every year: a birthday, a wedding day. `month` 1..12, `day` 1..31 (lunar 1..30). */
export interface YearlyDate {
  calendar: Calendar;
  /** The year of the first one, of its own calendar; null or absent: unknown. */
  year?: number | null;
  month: number;
  day: number;
  /** Lunar only: the month is the leap month (闰月) of that number. */
  leapMonth?: boolean;
}

export const leapMonthRules = ['regular', 'leap-when-present'] as const;
export const feb29Rules = ['feb-28', 'mar-1'] as const;

/** How days that some years lack are kept; the defaults are the first of each. */
export interface RecurrenceOptions {
  /** Born in a leap month: the month of that number that is not leap, or the leap month in the years that have it. */
  leapMonthRule?: (typeof leapMonthRules)[number];
  /** 29 February in common years. */
  feb29?: (typeof feb29Rules)[number];
}

function solarOccurrence(date: YearlyDate, year: number, options: RecurrenceOptions): CivilDay | null {
  if (date.month !== 2 || date.day !== 29 || isLeapYear(year)) return makeCivilDay(year, date.month, date.day);
  return options.feb29 === 'mar-1' ? makeCivilDay(year, 3, 1) : makeCivilDay(year, 2, 28);
}

function lunarOccurrence(date: YearlyDate, lunarYear: number, options: RecurrenceOptions): CivilDay | null {
  const wantsLeap = date.leapMonth === true && options.leapMonthRule === 'leap-when-present';
  const leap = wantsLeap && leapMonthOf(lunarYear) === date.month;
  const length = lunarMonthLength(lunarYear, date.month, leap);
  if (length === null || date.day > 30) return null;
  return lunarToSolar(lunarYear, date.month, Math.min(date.day, length), leap);
}

/**
 * The days in a solar year on which the date returns, earliest first: for a solar date one; for a lunar one none, one
 * or two, since 冬月 and 腊月 fall now in December, now in January. An impossible date has none.
 */
export function occurrencesIn(date: YearlyDate, solarYear: number, options: RecurrenceOptions = {}): CivilDay[] {
  const days =
    date.calendar === 'solar'
      ? [solarOccurrence(date, solarYear, options)]
      : [lunarOccurrence(date, solarYear - 1, options), lunarOccurrence(date, solarYear, options)];
  return days.filter((day) => day !== null && dayParts(day).year === solarYear) as CivilDay[];
}

/**
 * The first return of the date on `onOrAfter` or later; the year it began in plays no part.
 * 三十 in a month of 29 days is 廿九, 29 February in a common year 28 February (option), and a date of a leap month
 * returns in the regular month (option). Throws a plain Error for dates that `validateDate` refuses.
 */
export function nextOccurrence(date: YearlyDate, onOrAfter: CivilDay, options: RecurrenceOptions = {}): CivilDay {
  const { year } = dayParts(onOrAfter);
  for (const candidate of [year, year + 1, year + 2]) {
    const next = occurrencesIn(date, candidate, options).find((day) => day >= onOrAfter);
    if (next !== undefined) return next;
  }
  throw new Error(`no such yearly date: ${date.calendar} ${date.month}-${date.day}`);
}

/** The years in which a customer, or somebody dear to one, may have been born or married. */
const YEARS = { first: 1900, last: 2100 };

function isWhole(value: number, first: number, last: number): boolean {
  return Number.isInteger(value) && value >= first && value <= last;
}

function solarFault(date: YearlyDate): string | null {
  if (date.leapMonth) return '公历没有闰月，闰月请选农历';
  if (makeCivilDay(2000, date.month, date.day) === null) return `公历${date.month}月没有${date.day}日`;
  if (date.year && makeCivilDay(date.year, date.month, date.day) === null) return `${date.year}年没有2月29日`;
  return null;
}

function leapFault(date: YearlyDate, year: number | null): string | null {
  // 闰正月 comes next in 2262, 闰腊月 in 3358
  if (date.month === 1 || date.month === 12) return `1900–2100年间没有${lunarMonthText(date.month, true)}`;
  if (year === null) return null;
  const leapMonth = leapMonthOf(year);
  if (leapMonth === date.month) return null;
  const instead = leapMonth === null ? '那年没有闰月' : `那年是${lunarMonthText(leapMonth, true)}`;
  return `农历${year}年没有${lunarMonthText(date.month, true)}，${instead}`;
}

function lunarFault(date: YearlyDate): string | null {
  const year = date.year ?? null;
  const leap = date.leapMonth === true;
  if (date.day > 30) return '农历每月最多三十天';
  const fault = leap ? leapFault(date, year) : null;
  if (fault !== null) return fault;
  // people say 大年三十 for the last day of the year, also when it is 廿九
  if (year === null || date.day < 30 || date.month === 12) return null;
  return lunarMonthLength(year, date.month, leap) === 29
    ? `农历${year}年${lunarMonthText(date.month, leap)}只有廿九天，没有三十`
    : null;
}

/** Why there can be no such date, for the person who entered it (zh-CN); null when there can. Years 1900..2100. */
export function validateDate(date: YearlyDate): string | null {
  if (!isWhole(date.month, 1, 12)) return '月份应为1–12';
  if (!isWhole(date.day, 1, 31)) return '日期应为1–31';
  const year = date.year ?? null;
  if (year !== null && !isWhole(year, YEARS.first, YEARS.last)) return `年份应为${YEARS.first}–${YEARS.last}`;
  return date.calendar === 'solar' ? solarFault(date) : lunarFault(date);
}

/** The date as people write it: 6月1日, 1990年6月1日, 农历八月十五, 1990年农历闰五月初三. */
export function formatDate(date: YearlyDate): string {
  const year = date.year ? `${date.year}年` : '';
  if (date.calendar === 'solar') return `${year}${date.month}月${date.day}日`;
  return `${year}农历${lunarMonthText(date.month, date.leapMonth === true)}${lunarDayText(date.day)}`;
}
