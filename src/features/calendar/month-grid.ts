import { addDays, weekday } from '../../kernel/calendar';
import { type Festival, type FestivalDay, festivalsBetween, solarTermsBetween } from '../../kernel/festivals';
import { lunarDayText, lunarMonthText, lunarOf } from '../../kernel/lunar';
import type { CivilDay } from '../../kernel/ports';
import { type StatutoryDay, statutoryDay } from '../../kernel/statutory-days';

/** One day of the sky and the law. */
export interface GridDay {
  day: CivilDay;
  inMonth: boolean;
  /** 初九; on the first of a month its name, 正月, 闰六月. */
  lunar: string;
  solarTerm: string | null;
  statutory: StatutoryDay | null;
  festivals: FestivalDay[];
  /** Festivals whose planning starts on the day. */
  planned: FestivalDay[];
}

/** Longest that a festival is planned ahead. */
const farthestPlan = 120;

/** A month in whole weeks, Monday first. @param month `2027-02` */
export function monthGrid(month: string, festivals: readonly Festival[]): GridDay[] {
  const days = weeksOf(month);
  const [from, to] = [days[0]!, days.at(-1)!]; // a month has days
  const terms = solarTermsBetween(from, to);
  const coming = festivalsBetween(festivals, from, addDays(to, farthestPlan));
  return days.map((day) => ({
    day,
    inMonth: day.startsWith(month),
    lunar: lunarWord(day),
    solarTerm: terms.get(day) ?? null,
    statutory: statutoryDay(day),
    festivals: coming.filter((each) => each.day === day),
    planned: coming.filter((each) => planStart(each) === day),
  }));
}

function weeksOf(month: string): CivilDay[] {
  const first: CivilDay = `${month}-01`;
  const next: CivilDay = `${addDays(first, 31).slice(0, 7)}-01`;
  const start = addDays(first, -((weekday(first) + 6) % 7));
  const days: CivilDay[] = [];
  for (let day = start; day < next || days.length % 7 > 0; day = addDays(day, 1)) days.push(day);
  return days;
}

function lunarWord(day: CivilDay): string {
  const lunar = lunarOf(day);
  return lunar.day === 1 ? lunarMonthText(lunar.month, lunar.leap) : lunarDayText(lunar.day);
}

/** Only where it starts before customers hear of it. */
function planStart({ festival: { on, planDays, leadDays }, day }: FestivalDay): CivilDay | null {
  return on && planDays !== null && planDays !== leadDays ? addDays(day, -planDays) : null;
}
