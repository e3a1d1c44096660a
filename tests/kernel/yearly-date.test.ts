import fc from 'fast-check';
import { daysBetween, fromEpochDay, toEpochDay } from '../../src/kernel/calendar';
import { lunarOf } from '../../src/kernel/lunar';
import {
  type RecurrenceOptions,
  type YearlyDate,
  feb29Rules,
  formatDate,
  leapMonthRules,
  nextOccurrence,
  occurrencesIn,
  validateDate,
} from '../../src/kernel/yearly-date';

const solar = (month: number, day: number, year?: number): YearlyDate => ({ calendar: 'solar', year, month, day });
const lunar = (month: number, day: number, year?: number): YearlyDate => ({ calendar: 'lunar', year, month, day });
const leap = (month: number, day: number, year?: number): YearlyDate => ({
  ...lunar(month, day, year),
  leapMonth: true,
});

describe('a date that returns each year', () => {
  const cases: [YearlyDate, from: string, next: string, RecurrenceOptions?][] = [
    [solar(6, 1), '2026-06-01', '2026-06-01'],
    [solar(6, 1), '2026-06-02', '2027-06-01'],
    [solar(1, 1), '2026-12-31', '2027-01-01'],
    [solar(2, 29), '2026-01-01', '2026-02-28'],
    [solar(2, 29), '2026-03-01', '2027-02-28'],
    [solar(2, 29), '2028-02-28', '2028-02-29'],
    [solar(2, 29), '2028-01-01', '2028-02-29', { feb29: 'mar-1' }],
    [solar(2, 29), '2026-01-01', '2026-03-01', { feb29: 'mar-1' }],
    [solar(2, 29), '2026-03-01', '2026-03-01', { feb29: 'mar-1' }],
    [lunar(8, 15), '2026-01-01', '2026-09-25'],
    [lunar(8, 15), '2026-09-25', '2026-09-25'],
    [lunar(8, 15), '2026-09-26', '2027-09-15'],
    // 腊月 falls in the next solar year
    [lunar(12, 8), '2026-01-01', '2026-01-26'],
    [lunar(12, 8), '2026-01-27', '2027-01-15'],
    [lunar(12, 8), '2024-01-19', '2025-01-07'],
    [lunar(12, 8), '2025-01-08', '2026-01-26'],
    // 冬月 and 腊月 may come twice in a solar year, or not at all
    [lunar(11, 20), '2025-01-01', '2026-01-08'],
    [lunar(11, 20), '2026-01-09', '2026-12-28'],
    // 三十 in a month of 29 days
    [lunar(12, 30), '2026-01-01', '2026-02-16'],
    [lunar(12, 30), '2026-02-17', '2027-02-05'],
    [lunar(12, 30), '2030-01-01', '2030-02-02'],
    [lunar(1, 1), '2027-01-01', '2027-02-06'],
    // born in a leap month
    [leap(6, 3), '2025-01-01', '2025-06-27'],
    [leap(6, 3), '2025-06-28', '2026-07-16'],
    [leap(6, 3), '2025-01-01', '2025-07-27', { leapMonthRule: 'leap-when-present' }],
    [leap(6, 3), '2026-01-01', '2026-07-16', { leapMonthRule: 'leap-when-present' }],
    [leap(6, 30), '2025-01-01', '2025-08-22', { leapMonthRule: 'leap-when-present' }],
    [leap(11, 1), '2033-12-01', '2033-12-22', { leapMonthRule: 'leap-when-present' }],
    [leap(11, 29), '2033-12-25', '2034-01-19', { leapMonthRule: 'leap-when-present' }],
    // the regular date is not moved by a leap month of the same number
    [lunar(6, 3), '2025-06-28', '2026-07-16', { leapMonthRule: 'leap-when-present' }],
    // the year it began in plays no part
    [lunar(8, 15, 1990), '2026-01-01', '2026-09-25'],
    [solar(8, 15, 2030), '2026-01-01', '2026-08-15'],
  ];
  test.each(cases)('%j from %s on comes on %s', (...[date, from, next, options]) => {
    expect(nextOccurrence(date, from, options)).toBe(next);
  });

  test('of the twelfth month comes twice, once or not in a solar year', () => {
    expect(occurrencesIn(lunar(12, 8), 2024)).toEqual(['2024-01-18']);
    expect(occurrencesIn(lunar(12, 1), 2024)).toEqual(['2024-01-11', '2024-12-31']);
    expect(occurrencesIn(lunar(12, 1), 2025)).toEqual([]);
    expect(occurrencesIn(lunar(12, 1), 2026)).toEqual(['2026-01-19']);
  });

  test('but cannot be, is a bug and told at once', () => {
    expect(() => nextOccurrence(solar(2, 30), '2026-01-01')).toThrow('no such yearly date');
    expect(() => nextOccurrence(lunar(13, 1), '2026-01-01')).toThrow('no such yearly date');
    expect(() => nextOccurrence(lunar(1, 31), '2026-01-01')).toThrow('no such yearly date');
  });

  const anyDate: fc.Arbitrary<YearlyDate> = fc
    .record({
      calendar: fc.constantFrom('solar' as const, 'lunar' as const),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
      leapMonth: fc.boolean(),
    })
    .filter((date) => validateDate(date) === null);
  const anyDay = fc.integer({ min: toEpochDay('1950-01-01'), max: toEpochDay('2100-12-31') }).map(fromEpochDay);
  const anyOptions = fc.record({
    leapMonthRule: fc.constantFrom(...leapMonthRules),
    feb29: fc.constantFrom(...feb29Rules),
  });

  test('comes on the day asked or later, within 14 months, and not in between', () => {
    fc.assert(
      fc.property(anyDate, anyDay, anyOptions, (date, from, options) => {
        const next = nextOccurrence(date, from, options);
        expect(daysBetween(from, next)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(from, next)).toBeLessThan(30 * 14);
        expect(nextOccurrence(date, next, options)).toBe(next);
        const later = nextOccurrence(date, fromEpochDay(toEpochDay(next) + 1), options);
        expect(daysBetween(next, later)).toBeGreaterThanOrEqual(353 - 30);
      }),
      { numRuns: 500 },
    );
  });

  test('comes in the month and on the day that were said, or on the month’s last', () => {
    fc.assert(
      fc.property(
        anyDate.filter((date) => date.calendar === 'lunar'),
        anyDay,
        (date, from) => {
          const day = lunarOf(nextOccurrence(date, from));
          expect([day.month, day.leap]).toEqual([date.month, false]);
          expect(day.day).toBe(date.day === 30 ? Math.max(day.day, 29) : date.day);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a date that is told', () => {
  test.each<[YearlyDate]>([
    [solar(2, 29)],
    [solar(2, 29, 2024)],
    [solar(12, 31, 1990)],
    [lunar(8, 15)],
    [lunar(12, 30)],
    // people say 大年三十 when it was 廿九
    [lunar(12, 30, 2025)],
    [lunar(2, 30)],
    [leap(6, 3)],
    [leap(6, 3, 2025)],
    [leap(5, 3, 1990)],
    [{ calendar: 'solar', year: null, month: 6, day: 1, leapMonth: false }],
  ])('%j can be', (date) => {
    expect(validateDate(date)).toBeNull();
  });

  test.each<[YearlyDate, string]>([
    [solar(13, 1), '月份'],
    [solar(0, 1), '月份'],
    [solar(1.5, 1), '月份'],
    [solar(1, 0), '日期'],
    [solar(1, 32), '日期'],
    [solar(4, 31), '4月没有31日'],
    [solar(2, 30), '2月没有30日'],
    [solar(2, 29, 1990), '1990年没有2月29日'],
    [solar(8, 15, 1890), '年份'],
    [solar(8, 15, 2101), '年份'],
    [solar(8, 15, 0), '年份'],
    [{ ...solar(6, 1), leapMonth: true }, '公历没有闰月'],
    [lunar(8, 31), '三十天'],
    [leap(6, 3, 2026), '农历2026年没有闰六月，那年没有闰月'],
    [leap(6, 3, 1990), '农历1990年没有闰六月，那年是闰五月'],
    [leap(1, 3), '没有闰正月'],
    [leap(12, 3), '没有闰腊月'],
    [leap(6, 30, 2025), '农历2025年闰六月只有廿九天'],
    [lunar(5, 30, 2026), '农历2026年五月只有廿九天'],
  ])('%j cannot: %s', (date, reason) => {
    expect(validateDate(date)).toContain(reason);
  });

  test.each<[YearlyDate, string]>([
    [lunar(8, 15), '农历八月十五'],
    [lunar(12, 8), '农历腊月初八'],
    [lunar(11, 29, 1985), '1985年农历冬月廿九'],
    [solar(6, 1), '6月1日'],
    [solar(2, 29), '2月29日'],
    [solar(6, 1, 1990), '1990年6月1日'],
    [leap(5, 3, 1990), '1990年农历闰五月初三'],
    [{ ...leap(6, 20), year: null }, '农历闰六月二十'],
  ])('%j is written %s', (date, text) => {
    expect(formatDate(date)).toBe(text);
  });
});
