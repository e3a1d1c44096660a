import { DIGITS, NAMED_DAYS, ZERO_DIGITS, readCalendar, readMonth, readNumber, readYear, simplify } from './date-words';
import { type Calendar, type YearlyDate, validateDate } from './yearly-date';

/** A date found in what somebody wrote. */
export interface ParsedDate extends YearlyDate {
  /** 1900..2100, of the date's own calendar; null when not said. */
  year: number | null;
  leapMonth: boolean;
  /** False: a fair reader could take it otherwise (solar or lunar, which of two dates), so ask. */
  sure: boolean;
  /** The words that were read as the date, as they stand in the text. */
  matched: string;
}

interface Reading {
  date: YearlyDate & { year: number | null; leapMonth: boolean };
  sure: boolean;
}

interface Found extends Reading {
  start: number;
  end: number;
}

/** One of the dates of a text, and where it stands. */
export interface PlacedDate extends ParsedDate {
  start: number;
  end: number;
}

/** The reading, or null when there is no such date. */
function reading(
  calendar: Calendar,
  parts: { year: number | null; month: number; day: number; leapMonth?: boolean },
  sure: boolean,
): Reading | null {
  const date = { calendar, year: parts.year, month: parts.month, day: parts.day, leapMonth: parts.leapMonth === true };
  return validateDate(date) === null ? { date, sure } : null;
}

// ---------------------------------------------------------------------------------------------------------------
// Grammar: each form has a pattern and a way to read its match; more telling forms come first.

interface Form {
  pattern: RegExp;
  read(groups: Record<string, string | undefined>): Reading | null;
}

const CALENDAR = '[农阴旧老夏古]历|[阳公新西国]历';
const BEFORE = `(?:(?<before>${CALENDAR})\\s*(?:生日)?[的是:]?\\s*)?`;
const BETWEEN = `(?:(?<between>${CALENDAR})的?\\s*)?`;
/** A calendar after the date belongs to it unless another date follows. */
const AFTER = `(?:\\s*[(,]?\\s*(?<after>${CALENDAR})(?!\\s*(?:生日)?[的是:]?\\s*[\\d闰正元冬腊${DIGITS}十]))?`;
const NOT_IN_NUMBER = `(?<![\\d第百千${ZERO_DIGITS}十])`;
const WORDED_YEAR = `(?:(?<year>(?:19|20)\\d{2}|\\d{2}|[一二][${ZERO_DIGITS}零]{3}|[${ZERO_DIGITS}零]{2})\\s*年\\s*的?)`;

function calendarOf(groups: Record<string, string | undefined>): Calendar | null {
  return readCalendar(groups.before ?? groups.between ?? groups.after);
}

/** 二月三十: only the lunar calendar has it. */
function isNeverSolar(parts: { month: number; day: number }): boolean {
  return parts.month === 2 && parts.day === 30;
}

/** Dates of folk festivals that are said like that and never meant as solar. */
const FOLK_DAYS = new Set(['2-2', '8-15', '9-9']);

/**
 * Chinese numerals throughout and no 日: the way lunar dates are said, but not only they. 一月 is never said of the
 * lunar calendar (正月), nor is there a lunar 31st.
 */
function readSpelt(parts: { year: number | null; month: number; day: number }, monthWord: string): Reading | null {
  const solarOnly = parts.day === 31;
  if (solarOnly || monthWord === '一' || monthWord === '元') return reading('solar', parts, solarOnly);
  const folk = parts.year === null && FOLK_DAYS.has(`${parts.month}-${parts.day}`);
  return reading('lunar', parts, folk || isNeverSolar(parts)) ?? reading('solar', parts, true);
}

/** 八月十五, 8月15日, 1990年闰五月初三, 农历1990年8月15, 腊月三十. */
const worded: Form = {
  pattern: new RegExp(
    `${NOT_IN_NUMBER}${BEFORE}${WORDED_YEAR}?${BETWEEN}${NOT_IN_NUMBER}` +
      `(?<leap>闰)?(?<month>[正元冬腊]|十[一二]?|[${DIGITS}]|\\d{1,2})\\s*(?:月份?\\s*)的?` +
      `(?<day>初(?:十|[${DIGITS}]|\\d{1,2})|廿[${DIGITS}]?|卅一?|三十一?|[一二]?十[${DIGITS}]?|[${DIGITS}]|半|\\d{1,2})` +
      `(?![\\d${DIGITS}十天个多几来年月元块])\\s*(?<suffix>[日号])?${AFTER}`,
    'g',
  ),
  read(groups) {
    const { month: monthWord = '', day: dayWord = '', suffix } = groups;
    const { year, sure } = readYear(groups.year);
    const leapMonth = groups.leap !== undefined;
    const parts = { year, month: readMonth(monthWord), day: readNumber(dayWord), leapMonth };
    const early = dayWord.startsWith('初');
    if (early && parts.day > 10) return null;
    const lunarWords = leapMonth || /[正冬腊]/.test(monthWord) || early || /廿|卅$|半/.test(dayWord);

    const calendar = calendarOf(groups);
    if (calendar === 'solar') return reading('solar', parts, sure && !lunarWords);
    if (calendar === 'lunar') return reading('lunar', parts, sure);
    if (lunarWords) return reading('lunar', parts, sure && !(early && suffix !== undefined));
    const digits = { month: /\d/.test(monthWord), day: /\d/.test(dayWord) };
    if (suffix !== undefined || digits.day) {
      if (isNeverSolar(parts)) return reading('lunar', parts, false);
      return reading('solar', parts, sure && (suffix !== undefined || digits.month));
    }
    const spelt = readSpelt(parts, digits.month ? '' : monthWord);
    return spelt && { ...spelt, sure: spelt.sure && sure && !digits.month };
  },
};

const NUMERIC_END = '(?![\\dA-SU-Za-z:%％‰元块折天个次件年月周点时分位人杯盒瓶只台倍斤米度岁万千]|[-/.:]\\d)';

/** 1990-08-15, 1990/8/15, 1990.8.15, 90-08-15. */
const dashedWithYear: Form = {
  pattern: new RegExp(
    `(?<![\\w./¥$-]|\\d:)${BEFORE}(?<year>(?:19|20)\\d{2}|\\d{2})(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})` +
      `${NUMERIC_END}\\s*[日号]?${AFTER}`,
    'g',
  ),
  read(groups) {
    const { year } = readYear(groups.year);
    const parts = { year, month: Number(groups.month), day: Number(groups.day) };
    return reading(calendarOf(groups) ?? 'solar', parts, groups.year?.length === 4);
  },
};

/** 8-15, 08/15, 8.15: sure but for the dot, which also writes prices, and for 8-15号, which also means a span. */
const dashed: Form = {
  pattern: new RegExp(
    `(?<![\\w./¥$-]|\\d:)${BEFORE}(?<month>\\d{1,2})(?<mark>[-/.])(?<day>\\d{1,2})${NUMERIC_END}\\s*(?<suffix>[日号])?${AFTER}`,
    'g',
  ),
  read(groups) {
    const calendar = calendarOf(groups);
    const parts = { year: null, month: Number(groups.month), day: Number(groups.day) };
    const sure = calendar !== null || (groups.mark !== '.' && groups.suffix === undefined);
    return reading(calendar ?? 'solar', parts, sure);
  },
};

/** 19900815. */
const compact: Form = {
  pattern: new RegExp(
    `(?<![\\w-])${BEFORE}(?<year>(?:19|20)\\d{2})(?<month>0[1-9]|1[0-2])(?<day>[0-3]\\d)(?![\\w-])${AFTER}`,
    'g',
  ),
  read(groups) {
    const parts = { year: Number(groups.year), month: Number(groups.month), day: Number(groups.day) };
    return reading(calendarOf(groups) ?? 'solar', parts, true);
  },
};

/** 大年初五, 年三十. */
const newYearDays: Form = {
  pattern: new RegExp(`大年初(?<day>十|[${DIGITS}])|大?年三十|除夕夜?`, 'g'),
  read(groups) {
    if (groups.day === undefined) return reading('lunar', { year: null, month: 12, day: 30 }, true);
    return reading('lunar', { year: null, month: 1, day: readNumber(groups.day) }, true);
  },
};

/** 中秋, 六一, 1990年国庆. */
const named: Form = {
  pattern: new RegExp(
    `(?:${NOT_IN_NUMBER}${WORDED_YEAR})?(?:${NOT_IN_NUMBER}|(?![${DIGITS}十]))(?<name>${Object.keys(NAMED_DAYS)
      .sort((one, other) => other.length - one.length)
      .join('|')})(?![\\d百千${ZERO_DIGITS}十月日号点岁个路街村中粥轻])`,
    'g',
  ),
  read(groups) {
    // the pattern is made of the table's keys
    const [calendar, month, day, certain] = NAMED_DAYS[groups.name!]!;
    const { year, sure } = readYear(groups.year);
    return reading(calendar, { year, month, day }, sure && certain);
  },
};

const forms: Form[] = [dashedWithYear, compact, worded, dashed, newYearDays, named];

function findAll(text: string): Found[] {
  const found: Found[] = [];
  for (const form of forms) {
    for (const match of text.matchAll(form.pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const read = form.read(match.groups ?? {});
      if (read) found.push({ ...read, start, end });
    }
  }
  return found;
}

function isSameDay(one: YearlyDate, other: YearlyDate): boolean {
  return (
    one.calendar === other.calendar &&
    one.month === other.month &&
    one.day === other.day &&
    one.leapMonth === other.leapMonth &&
    (one.year === other.year || one.year === null || other.year === null)
  );
}

/**
 * Reads the yearly date in a Chinese text: 农历八月十五, 阴历腊月初八, 8月15日, 08/15, 1990-08-15, 一九九〇年八月十五日,
 * 大年三十, 六一. It may stand in a sentence. Null when there is none, or none that can exist (2月31日).
 *
 * Solar: Arabic digits, or numerals with 日 or 号. Lunar: a calendar word (农历), lunar words (正月, 腊月, 闰, 初八,
 * 廿三), or Chinese numerals throughout (八月十五); the last is not `sure`, nor is a text with two different dates.
 * 除夕 and 大年三十 are lunar 12/30, which recurs on the last day of the year. Relative days (明天) are not dates here.
 */
export function parseDateText(text: string): ParsedDate | null {
  const found = findAll(simplify(text));
  const [first] = found;
  if (!first) return null;
  const { date, start, end } = first;
  const agreed = found.every((other) => isSameDay(date, other.date));
  const sure = agreed && found.some((other) => other.sure);
  return { ...date, sure, matched: text.slice(start, end).trim() };
}

/** Every yearly date of a text, in the order in which they stand; the same grammar, each judged by itself. */
export function findDates(text: string): PlacedDate[] {
  return findAll(simplify(text))
    .map(({ date, sure, start, end }) => {
      const matched = text.slice(start, end).trimEnd();
      return { ...date, sure, matched, start, end: start + matched.length };
    })
    .sort((one, other) => one.start - other.start);
}
