import { addDays } from '../../src/kernel/calendar';

/**
 * The lunar months that touch 2027, written down by hand and independent of the product's own calendar: 初一 is the
 * civil day in UTC+8 (GB/T 33661) of the astronomical new moon, whose instant stands beside it (UTC, by Meeus,
 * Astronomical Algorithms, chapter 49). 正月 is the famous one: its new moon comes four minutes before midnight.
 * 2027 has no leap month: 冬至 of 2026 and of 2027 lie in the two 冬月 below, with twelve months between.
 */
const months: readonly { month: number; firstOn: string }[] = [
  { month: 11, firstOn: '2026-12-09' }, // 2026-12-09 00:52
  { month: 12, firstOn: '2027-01-08' }, // 2027-01-07 20:24
  { month: 1, firstOn: '2027-02-06' }, // 2027-02-06 15:56
  { month: 2, firstOn: '2027-03-08' }, // 2027-03-08 09:30
  { month: 3, firstOn: '2027-04-07' }, // 2027-04-06 23:51
  { month: 4, firstOn: '2027-05-06' }, // 2027-05-06 10:59
  { month: 5, firstOn: '2027-06-05' }, // 2027-06-04 19:40
  { month: 6, firstOn: '2027-07-04' }, // 2027-07-04 03:02
  { month: 7, firstOn: '2027-08-02' }, // 2027-08-02 10:05
  { month: 8, firstOn: '2027-09-01' }, // 2027-08-31 17:41
  { month: 9, firstOn: '2027-09-30' }, // 2027-09-30 02:36
  { month: 10, firstOn: '2027-10-29' }, // 2027-10-29 13:37
  { month: 11, firstOn: '2027-11-28' }, // 2027-11-28 03:24
  { month: 12, firstOn: '2027-12-28' }, // 2027-12-27 20:12
];
/** 正月初一 of 2028; new moon 2028-01-26 15:13. */
const end = '2028-01-26';

/**
 * The days of 2027 on which a birthday of this lunar month and day is kept: 三十 of a month of 29 days on 廿九. Born in
 * a leap month or not, it is the month of that number. 冬月 and 腊月 come at both ends of the year.
 */
export function lunarDaysOf2027(month: number, day: number): string[] {
  return months
    .flatMap((one, index) => {
      if (one.month !== month) return [];
      const last = addDays(months[index + 1]?.firstOn ?? end, -1);
      const on = addDays(one.firstOn, day - 1);
      return [on > last ? last : on];
    })
    .filter((on) => on.startsWith('2027-'));
}
