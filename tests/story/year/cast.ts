import { lunarDaysOf2027 } from '../../support/lunar-2027';

export interface CastDate {
  kind: 'birthday' | 'wedding' | 'child-birthday' | 'parent-birthday' | 'other';
  label?: string;
  forWhom?: string;
  calendar: 'solar' | 'lunar';
  year?: number;
  month: number;
  day: number;
  leapMonth?: boolean;
  confirmed?: boolean;
}

export interface Person {
  index: number;
  name: string;
  rep: string;
  /** Follows the customer too, since a little later. */
  secondRep: string | null;
  /** Adds the rep on this day, with a callback and a welcome; null: a friend from before. */
  joinsOn: string | null;
  birthday: CastDate | null;
  otherDates: CastDate[];
}

/** What a rep makes of the day. */
export interface Habit {
  /** The stops of the clock at which the rep looks at the list. */
  at: readonly string[];
  /** Shares of the touches that are skipped, put off, and sent by hand. */
  skips: number;
  postpones: number;
  byHand: number;
  /** Every so many days only; 1: every day. */
  everyDays: number;
  /** Leaves tasks in 群发助手 unsent on odd days. */
  forgets: boolean;
  joinsOn?: string;
  leavesOn?: string;
}

const diligent: Habit = { at: ['10:05'], skips: 0, postpones: 0, byHand: 0, everyDays: 1, forgets: false };

export const reps: Record<string, { name: string; habit: Habit }> = {
  'rep.lin': { name: '林晓', habit: diligent },
  'rep.gao': { name: '高远', habit: { ...diligent, at: ['15:05'], byHand: 0.3 } },
  'rep.tang': { name: '唐宁', habit: { ...diligent, at: ['19:05'] } },
  'rep.zhou': { name: '周敏', habit: { ...diligent, at: ['10:05', '15:05'], skips: 0.15, postpones: 0.15 } },
  'rep.qian': { name: '钱进', habit: { ...diligent, everyDays: 3, forgets: true } },
  'rep.sun': { name: '孙悦', habit: { ...diligent, leavesOn: '2027-07-01' } },
  'rep.wu': { name: '吴桐', habit: { ...diligent, byHand: 0.5 } },
  'rep.bai': { name: '白露', habit: { ...diligent, at: ['15:05'], joinsOn: '2027-03-01' } },
};

/** Friends from the beginning; those of the year come on top. */
const friends = 180;
const newcomers = 20;

const lunar = (month: number, day: number, more: Partial<CastDate> = {}): CastDate => ({
  kind: 'birthday',
  calendar: 'lunar',
  month,
  day,
  ...more,
});
const solar = (month: number, day: number, more: Partial<CastDate> = {}): CastDate => ({
  ...lunar(month, day, more),
  calendar: 'solar',
});
const leap = (year: number | undefined, month: number, day: number) => lunar(month, day, { year, leapMonth: true });

/** The ends of the lunar year, months that lack 三十, and births in leap months. */
const awkwardLunar: CastDate[] = [
  lunar(1, 1),
  lunar(1, 2, { year: 1990 }),
  lunar(1, 15),
  lunar(1, 30),
  lunar(12, 1),
  lunar(12, 3),
  lunar(12, 4, { year: 1968 }),
  lunar(12, 5),
  lunar(12, 8),
  lunar(12, 23, { year: 1975 }),
  lunar(12, 29),
  lunar(12, 30),
  lunar(12, 30, { year: 1984 }),
  lunar(11, 22),
  lunar(11, 23),
  lunar(11, 24),
  lunar(11, 30),
  lunar(3, 30),
  lunar(5, 30),
  lunar(6, 30),
  lunar(8, 30),
  lunar(9, 30),
  lunar(8, 15),
  lunar(7, 15, { year: 1988 }),
  lunar(7, 7),
  lunar(5, 5),
  lunar(9, 9),
  leap(2020, 4, 8),
  leap(2001, 4, 29),
  leap(undefined, 4, 30),
  leap(1987, 6, 12),
  leap(2017, 6, 1),
  leap(undefined, 6, 30),
  leap(1990, 5, 3),
  leap(2009, 5, 20),
  leap(2004, 2, 2),
  leap(2006, 7, 14),
  leap(1995, 8, 15),
  leap(1993, 3, 3),
  leap(1984, 10, 10),
  leap(2014, 9, 9),
  leap(undefined, 11, 24),
];
const awkwardSolar: CastDate[] = [
  solar(2, 29, { year: 1988 }),
  solar(2, 29),
  solar(2, 28, { year: 1991 }),
  solar(1, 1),
  solar(12, 31, { year: 1980 }),
  solar(4, 5),
  solar(8, 16, { year: 1979 }),
  solar(12, 13),
];

function birthdayOf(index: number): CastDate | null {
  if (index < 120) {
    const plain = lunar(((index * 5) % 12) + 1, ((index * 7) % 29) + 1, index % 2 ? {} : { year: 1950 + (index % 50) });
    return awkwardLunar[index] ?? plain;
  }
  if (index < 145) {
    const plain = solar((index % 12) + 1, ((index * 11) % 28) + 1, index % 2 ? {} : { year: 1960 + (index % 40) });
    return awkwardSolar[index - 120] ?? plain;
  }
  if (index < 160) {
    const month = (index % 12) + 1;
    return { ...(index % 2 ? lunar(month, 10) : solar(month, 10)), confirmed: false };
  }
  return null;
}

function otherDatesOf(index: number): CastDate[] {
  const dates: CastDate[] = [];
  const month = ((index * 3) % 12) + 1;
  const day = ((index * 13) % 28) + 1;
  if (index % 8 === 0) dates.push(solar(month, day, { kind: 'wedding', year: 2000 + (index % 20) }));
  if (index % 8 === 3) dates.push(solar(month, day, { forWhom: '女儿', year: 2015 }));
  if (index % 8 === 5) dates.push(lunar(month, day, { forWhom: '妈妈' }));
  if (index % 16 === 7) dates.push(solar(month, day, { forWhom: '先生', confirmed: false }));
  return dates;
}

const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'];
const givenNames = ['安然', '博文', '晨曦', '丹青', '恩慈', '凤仪', '光启', '海棠', '佳音', '可心'];
const steadyReps = ['rep.lin', 'rep.gao', 'rep.tang', 'rep.zhou', 'rep.qian', 'rep.sun', 'rep.wu', 'rep.wu', 'rep.wu'];

function personOf(index: number): Person {
  const isNew = index % 10 === 9;
  const rep = isNew ? (index % 20 === 9 ? 'rep.bai' : 'rep.lin') : steadyReps[(index * 4 + (index >> 3)) % 9]!; // nine of them
  const nth = Math.floor(index / 10);
  const joinsOn = isNew ? `2027-${String((nth % 9) + 3).padStart(2, '0')}-${String(nth + 5).padStart(2, '0')}` : null;
  return {
    index,
    name: `${surnames[index % 20]}${givenNames[Math.floor(index / 20)]}`,
    rep,
    secondRep: rep === 'rep.sun' && index % 2 === 0 ? 'rep.lin' : null,
    joinsOn,
    birthday: birthdayOf(index),
    otherDates: otherDatesOf(index),
  };
}

/** 200 customers of eight reps; every tenth comes in the course of the year. */
export const cast: readonly Person[] = Array.from({ length: friends + newcomers }, (_, index) => personOf(index));

/** The days of 2027 on which this birthday is greeted, by the tests' own calendar. */
export function birthdaysIn2027({ calendar, month, day }: CastDate): string[] {
  if (calendar === 'lunar') return lunarDaysOf2027(month, day);
  if (month === 2 && day === 29) return ['2027-02-28'];
  return [`2027-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`];
}
