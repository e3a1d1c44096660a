import { addDays, dayParts } from '../../kernel/calendar';
import { findDates, type PlacedDate } from '../../kernel/date-text';
import { type Festival, festivalDays } from '../../kernel/festivals';
import type { CivilDay } from '../../kernel/ports';
import type { YearlyDate } from '../../kernel/yearly-date';
import { type FoundWords, onceEach } from './found';
import { findRelativeDays } from './relative-days';

/** A day that a message names. */
export interface FoundDay extends FoundWords {
  /** Returns every year: a birthday, a festival. */
  yearly: (YearlyDate & { year: number | null; leapMonth: boolean }) | null;
  /** One day only: 下周三. */
  on: CivilDay | null;
  /** No day is said: 五月. */
  month: number | null;
  /** False: a fair reader could take it otherwise. */
  sure: boolean;
}

const years: Record<string, number> = { 前年: -2, 去年: -1, 今年: 0, 明年: 1 };
/** Others are words for the weather too: 大雪. */
const saidSolarTerms = ['清明', '冬至'];
const lunarWord = /[农阴旧老]历/;
const solarWord = /[阳公新]历/;

/** A calendar said apart from the date (八月十五生的 阴历) is that of the message's only date. */
function withCalendarOf(text: string, dates: PlacedDate[]): PlacedDate[] {
  const [only] = dates;
  if (dates.length !== 1 || only === undefined || only.day > 30) return dates;
  if (lunarWord.test(text) && !solarWord.test(text)) return [{ ...only, calendar: 'lunar', sure: true }];
  return dates;
}

function yearBefore(text: string, start: number, today: CivilDay): { year: number; start: number } | null {
  const said = /(?<word>前年|去年|今年|明年)的?$/.exec(text.slice(0, start));
  const shift = years[said?.groups?.word ?? ''];
  return said && shift !== undefined ? { year: dayParts(today).year + shift, start: said.index } : null;
}

/** Finds days in evened text. Festivals whose day moves with the year (母亲节, 清明) are told as their next day. */
export class DayFinder {
  private readonly moving: Festival[];

  constructor(festivals: readonly Festival[]) {
    this.moving = festivals.filter(({ name, rule }) => rule.kind === 'nth-weekday' || saidSolarTerms.includes(name));
  }

  find(even: string, written: string, today: CivilDay): FoundDay[] {
    const yearly = withCalendarOf(even, findDates(even)).map((date): FoundDay => {
      const said = yearBefore(even, date.start, today);
      const start = said?.start ?? date.start;
      const { calendar, month, day, leapMonth } = date;
      return {
        ...{ text: '', start, end: date.end, on: null, month: null, sure: date.sure },
        yearly: { calendar, month, day, leapMonth, year: date.year ?? said?.year ?? null },
      };
    });
    const others = [...this.festivals(even, today), ...findRelativeDays(even, today)].map((each): FoundDay => ({
      ...each,
      text: '',
      yearly: null,
      sure: true,
    }));
    const apart = others.filter((each) => !yearly.some((date) => each.start < date.end && date.start < each.end));
    const all = [...yearly, ...apart].sort((one, other) => one.start - other.start);
    return onceEach(all.map((each) => ({ ...each, text: written.slice(each.start, each.end).trim() })));
  }

  private festivals(even: string, today: CivilDay): { start: number; end: number; on: CivilDay; month: null }[] {
    return this.moving.flatMap(({ name, rule }) => {
      const start = even.indexOf(name);
      if (start < 0 || /^(?:[前后]茶|的?茶)/.test(even.slice(start + name.length))) return [];
      const { year } = dayParts(today);
      const on = [year, year + 1].flatMap((each) => festivalDays(rule, each)).find((day) => day >= addDays(today, -7));
      return on === undefined ? [] : [{ start, end: start + name.length, on, month: null }];
    });
  }
}
