import { addDays, dayParts, makeCivilDay, weekday } from './calendar';
import { parseDateText } from './date-text';
import { simplify } from './date-words';
import { lunarOf } from './lunar';
import type { CivilDay } from './ports';
import { occurrencesIn, type YearlyDate } from './yearly-date';

const daysAgo = new Map(Object.entries({ 今天: 0, 今日: 0, 昨天: 1, 昨日: 1, 前天: 2, 大前天: 3 }));
const weeksAgo = new Map(Object.entries({ 本: 0, 这: 0, 上: 1, 上上: 2 }));
const daysOfWeek = '一二三四五六日';
const ofWeek = /^(?<weeks>上上|上|本|这)个?(?:周|星期|礼拜)(?<day>[一二三四五六日天])$/;
/** 昨天买的: what says no more than that it was then. */
const bought = /(?:购买|买|下单|下|付款|付|成交)?的?$/;

/**
 * The day that words name, seen from `today`: 昨天, 上周五, 3月1日 (the last one, where no year is said). Null: they name
 * none for sure, or say more than a day. It may lie ahead where the words say so.
 */
export function readPastDay(words: string, today: CivilDay): CivilDay | null {
  const said = simplify(words).replace(/\s/g, '').replace(bought, '');
  const ago = daysAgo.get(said);
  if (ago !== undefined) return addDays(today, -ago);
  const { weeks = '', day = '' } = ofWeek.exec(said)?.groups ?? {};
  const back = weeksAgo.get(weeks);
  if (back !== undefined) return addDays(mondayOf(today), daysOfWeek.indexOf(day.replace('天', '日')) - 7 * back);
  const date = parseDateText(words);
  const rest = date && simplify(words.replace(date.matched, '')).replace(/\s/g, '').replace(bought, '');
  return date?.sure && rest === '' ? lastOf(date, today) : null;
}

function mondayOf(day: CivilDay): CivilDay {
  return addDays(day, -((weekday(day) + 6) % 7));
}

function lastOf(date: YearlyDate, today: CivilDay): CivilDay | null {
  const { year } = dayParts(today);
  const years = date.year ? [date.year, date.year + 1] : [year - 1, year];
  const days = years
    .flatMap((each) => daysIn(date, each))
    .filter((day) => !date.year || yearOf(day, date) === date.year);
  return days.filter((day) => day <= today).at(-1) ?? days[0] ?? null;
}

/** A purchase, unlike a birthday, is on no other day where the year lacks its own. */
function daysIn(date: YearlyDate, year: number): CivilDay[] {
  if (date.calendar === 'lunar') return occurrencesIn(date, year);
  const day = makeCivilDay(year, date.month, date.day);
  return day === null ? [] : [day];
}

function yearOf(day: CivilDay, { calendar }: YearlyDate): number {
  return calendar === 'lunar' ? lunarOf(day).year : dayParts(day).year;
}
