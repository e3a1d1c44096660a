import { addDays, dayParts, makeCivilDay, weekday } from '../../kernel/calendar';
import { readMonth, readNumber } from '../../kernel/date-words';
import type { CivilDay } from '../../kernel/ports';

/** A day told as seen from today (下周三, 明天, 15号), or only its month (五月, 下个月). */
export interface RelativeDay {
  start: number;
  end: number;
  on: CivilDay | null;
  month: number | null;
}

type Seen = { on: CivilDay } | { month: number } | null;

interface Form {
  pattern: RegExp;
  read(groups: Record<string, string | undefined>, today: CivilDay): Seen;
}

const ofDay: Record<string, number> = { 大前: -3, 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 };
const ofWeek: Record<string, number> = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 };
const numeral = '\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]';

const forms: Form[] = [
  {
    pattern: /(?<which>大前|前|昨|今|明|大后|后)(?:天(?!天)|日(?!常)|儿个?|晚上?|早上?|夜里)/g,
    read: ({ which = '' }, today) => ({ on: addDays(today, ofDay[which] ?? 0) }),
  },
  {
    pattern:
      /(?<![每逢\d一二两三四五六七八九十几]|一到|隔)(?<week>上上|下下|[上下这本])?个?(?:周|星期|礼拜)(?<day>[一二三四五六日天])(?![直起样次些般共个两天岁]|到|都)/g,
    read: ({ week = '这', day = '' }, today) => {
      const monday = addDays(today, -((weekday(today) + 6) % 7));
      return { on: addDays(monday, 7 * (ofWeek[week] ?? 0) + '一二三四五六日'.indexOf(day.replace('天', '日'))) };
    },
  },
  {
    pattern: new RegExp(
      `(?:(?<which>[上下这本])个?月的?|(?<![\\d一二三四五六七八九十廿月第]))(?<day>${numeral})[号日](?![楼线店链码机院门房桌线栋型库子常])`,
      'g',
    ),
    read: ({ which = '这', day = '' }, today) => {
      const { year, month } = monthFrom(today, ofWeek[which] ?? 0);
      const on = makeCivilDay(year, month, readNumber(day));
      return on === null ? null : { on };
    },
  },
  {
    pattern: /(?<which>[上下这本])个?月(?!底|初|子|亮|饼|球)/g,
    read: ({ which = '' }, today) => ({ month: monthFrom(today, ofWeek[which] ?? 0).month }),
  },
  {
    pattern:
      /(?<![\d个几两第一二三四五六七八九十闰])(?<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九腊冬]|正)月(?:份|(?!子|亮|饼|球|季|\d|[初一二三四五六七八九十廿]))/g,
    read: ({ month = '' }) => ({ month: readMonth(month) }),
  },
];

function monthFrom(today: CivilDay, months: number): { year: number; month: number } {
  const { year, month } = dayParts(today);
  const counted = year * 12 + month - 1 + months;
  return { year: Math.floor(counted / 12), month: (counted % 12) + 1 };
}

/** Every such day of the evened text, in order. */
export function findRelativeDays(text: string, today: CivilDay): RelativeDay[] {
  const found: RelativeDay[] = [];
  for (const form of forms) {
    for (const match of text.matchAll(form.pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const seen = form.read(match.groups ?? {}, today);
      if (seen === null) continue;
      found.push({ start, end, on: null, month: null, ...seen });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}
