import published from 'chinese-days/dist/chinese-days.json';
import type { CivilDay } from './ports';

/** 法定节假日与调休: a day off that the State Council declared, or a weekend day that is worked in its stead. */
export interface StatutoryDay {
  kind: 'holiday' | 'workday';
  /** Chinese: 国庆节. */
  name: string;
}

// Only what was declared is taken from this package; its lunar calendar is not without faults.
const holidays: Partial<Record<string, string>> = published.holidays;
const workdays: Partial<Record<string, string>> = published.workdays;
const years = new Set(Object.keys(holidays).map((day) => Number(day.slice(0, 4))));

/** What was declared of a day; null: an ordinary day, or nothing was declared for its year yet. */
export function statutoryDay(day: CivilDay): StatutoryDay | null {
  const [holiday, workday] = [holidays[day], workdays[day]];
  if (holiday !== undefined) return { kind: 'holiday', name: nameIn(holiday) };
  return workday === undefined ? null : { kind: 'workday', name: nameIn(workday) };
}

/** Whether the year's days are declared; the State Council does so in the autumn before. */
export function isStatutoryYearKnown(year: number): boolean {
  return years.has(year);
}

/** `National Day,国庆节,3`. */
function nameIn(entry: string): string {
  return entry.split(',')[1] ?? entry;
}
