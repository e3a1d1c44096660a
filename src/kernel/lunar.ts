import { LunarYear } from 'tyme4ts';
import { dayParts, fromEpochDay, toEpochDay } from './calendar';
import { CareError } from './errors';
import type { CivilDay } from './ports';

/**
 * A day of the Chinese calendar (农历). `year` is the lunar year, which begins in January or February of the solar
 * year of that number and ends in the next: 腊月 of lunar 2026 lies in 2027.
 */
export interface LunarDay {
  year: number;
  /** 1..12; a leap month has the number of the month before it. */
  month: number;
  /** 1..30. */
  day: number;
  leap: boolean;
}

interface LunarMonth {
  month: number;
  leap: boolean;
  /** 29 or 30. */
  length: number;
  /** Epoch day of 初一. */
  first: number;
}

/** Beyond these nobody's birthday lies, and astronomy's tables are extrapolation. */
const lunarYears = { first: 1800, last: 2200 } as const;

const JULIAN_DAY_OF_EPOCH = 2_440_587.5;
const tables = new Map<number, LunarMonth[]>();

/** The 12 or 13 months of a lunar year, computed at first use: tyme4ts takes a millisecond, the table none. */
function monthsOf(year: number): LunarMonth[] {
  const known = tables.get(year);
  if (known) return known;
  if (!Number.isInteger(year) || year < lunarYears.first || year > lunarYears.last) {
    throw new CareError(
      'lunar_year_out_of_range',
      `lunar year ${year} is outside ${lunarYears.first}..${lunarYears.last}`,
    );
  }
  const months = LunarYear.fromYear(year)
    .getMonths()
    .map((month) => ({
      month: month.getMonth(),
      leap: month.isLeap(),
      length: month.getDayCount(),
      first: Math.floor(month.getFirstJulianDay().getDay() - JULIAN_DAY_OF_EPOCH),
    }));
  tables.set(year, months);
  return months;
}

function findMonth(year: number, month: number, leap: boolean): LunarMonth | undefined {
  return monthsOf(year).find((candidate) => candidate.month === month && candidate.leap === leap);
}

/** The Chinese calendar's date of a civil day, solar years 1801..2200. */
export function lunarOf(day: CivilDay): LunarDay {
  const epochDay = toEpochDay(day);
  const solarYear = dayParts(day).year;
  // every lunar year has a first month
  const year = epochDay < monthsOf(solarYear)[0]!.first ? solarYear - 1 : solarYear;
  const months = monthsOf(year);
  // the months of a lunar year cover it without gaps, so one began last
  const month = months.findLast((candidate) => candidate.first <= epochDay)!;
  return { year, month: month.month, day: epochDay - month.first + 1, leap: month.leap };
}

/** The civil day of a lunar date, or null when that year has no such leap month or that month no 三十. */
export function lunarToSolar(year: number, month: number, day: number, leap: boolean): CivilDay | null {
  const found = findMonth(year, month, leap);
  if (!found || !Number.isInteger(day) || day < 1 || day > found.length) return null;
  return fromEpochDay(found.first + day - 1);
}

/** Days of a lunar month, 29 or 30; null when that year has no such month. */
export function lunarMonthLength(year: number, month: number, leap: boolean): number | null {
  return findMonth(year, month, leap)?.length ?? null;
}

/** Which month of the lunar year is doubled, or null. */
export function leapMonthOf(year: number): number | null {
  return monthsOf(year).find((month) => month.leap)?.month ?? null;
}

const MONTH_NAMES = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'];
const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** 正月 … 冬月, 腊月; 闰六月. */
export function lunarMonthText(month: number, leap: boolean): string {
  return `${leap ? '闰' : ''}${MONTH_NAMES[month - 1]}月`;
}

/** 初一 … 初十, 十一 … 二十, 廿一 … 三十. */
export function lunarDayText(day: number): string {
  if (day <= 10) return `初${DIGITS[day]}`;
  if (day < 20) return `十${DIGITS[day - 10]}`;
  if (day === 20) return '二十';
  return day === 30 ? '三十' : `廿${DIGITS[day - 20]}`;
}

/** A civil day in the words of the Chinese calendar, without the year: 农历八月十五, 农历闰六月初一. */
export function lunarText(day: CivilDay): string {
  const lunar = lunarOf(day);
  return `农历${lunarMonthText(lunar.month, lunar.leap)}${lunarDayText(lunar.day)}`;
}
