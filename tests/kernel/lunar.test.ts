import { addDays, fromEpochDay, toEpochDay } from '../../src/kernel/calendar';
import { CareError } from '../../src/kernel/errors';
import { leapMonthOf, lunarMonthLength, lunarOf, lunarText, lunarToSolar } from '../../src/kernel/lunar';

const told = (day: string) => {
  const lunar = lunarOf(day);
  return `${lunar.year} ${lunar.leap ? 'leap ' : ''}${lunar.month}/${lunar.day}`;
};

describe('the lunar date', () => {
  // the platform's own Chinese calendar errs on every one of these
  test.each([
    ['1954-02-03', '1954 1/1'],
    ['1955-02-22', '1955 2/1'],
    ['1987-07-26', '1987 leap 6/1'],
    ['1987-09-22', '1987 7/30'],
    ['1999-01-17', '1998 12/1'],
    ['1999-02-15', '1998 12/30'],
    ['2012-08-17', '2012 7/1'],
    ['2018-11-07', '2018 9/30'],
    ['2018-11-08', '2018 10/1'],
    ['2027-02-06', '2027 1/1'],
    ['2030-02-02', '2029 12/30'],
    ['2030-02-03', '2030 1/1'],
    ['2070-03-12', '2070 2/1'],
  ])('of %s is %s', (day, lunar) => {
    expect(told(day)).toBe(lunar);
  });

  test.each([
    ['1949-10-01', '1949 8/10'],
    ['2000-01-01', '1999 11/25'],
    ['2020-05-23', '2020 leap 4/1'],
    ['2025-07-25', '2025 leap 6/1'],
    ['2026-01-01', '2025 11/13'],
    ['2026-02-16', '2025 12/29'],
    ['2026-02-17', '2026 1/1'],
    ['2026-09-25', '2026 8/15'],
    ['2027-09-15', '2027 8/15'],
    ['2033-12-22', '2033 leap 11/1'],
    ['2034-02-19', '2034 1/1'],
  ])('of %s is %s', (day, lunar) => {
    expect(told(day)).toBe(lunar);
  });

  test('goes to its day and back, each day from 1950 to 2100, one by one', () => {
    let before = lunarOf('1949-12-31');
    for (let epochDay = toEpochDay('1950-01-01'); epochDay <= toEpochDay('2100-12-31'); epochDay += 1) {
      const day = fromEpochDay(epochDay);
      const lunar = lunarOf(day);
      const back = lunarToSolar(lunar.year, lunar.month, lunar.day, lunar.leap);
      const follows = lunar.day === before.day + 1 || (lunar.day === 1 && before.day >= 29);
      if (back !== day || !follows || lunar.day > 30) throw new Error(`${day} is ${told(day)}, back ${back}`);
      before = lunar;
    }
  });

  test('of a month or day that the year lacks is no day', () => {
    expect(lunarToSolar(2025, 6, 1, true)).toBe('2025-07-25');
    expect(lunarToSolar(2026, 6, 1, true)).toBeNull();
    expect(lunarToSolar(2025, 12, 30, false)).toBeNull();
    expect(lunarToSolar(2026, 1, 31, false)).toBeNull();
    expect(lunarToSolar(2026, 1, 0, false)).toBeNull();
    expect(lunarToSolar(2026, 13, 1, false)).toBeNull();
  });

  test('out of the tables is refused', () => {
    expect(() => lunarToSolar(1500, 1, 1, false)).toThrow(CareError);
    expect(() => lunarOf('2300-01-01')).toThrow(CareError);
  });
});

describe('leap months', () => {
  test.each([
    [1900, 8],
    [1984, 10],
    [1987, 6],
    [1990, 5],
    [2001, 4],
    [2004, 2],
    [2006, 7],
    [2009, 5],
    [2012, 4],
    [2014, 9],
    [2017, 6],
    [2020, 4],
    [2023, 2],
    [2025, 6],
    [2028, 5],
    [2031, 3],
    [2033, 11],
    [2036, 6],
    [2024, null],
    [2026, null],
    [2027, null],
  ])('in %i: %s', (year, month) => {
    expect(leapMonthOf(year)).toBe(month);
  });

  test('are never the first nor the twelfth from 1900 to 2100', () => {
    const leaps = Array.from({ length: 201 }, (_, index) => leapMonthOf(1900 + index));
    expect(leaps).not.toContain(1);
    expect(leaps).not.toContain(12);
    expect(leaps.filter((month) => month !== null)).toHaveLength(74);
  });

  test('have a length of their own', () => {
    expect(lunarMonthLength(2025, 6, false)).toBe(30);
    expect(lunarMonthLength(2025, 6, true)).toBe(29);
    expect(lunarMonthLength(2026, 6, true)).toBeNull();
  });
});

test.each([
  ['2026-09-25', '农历八月十五'],
  ['2025-07-25', '农历闰六月初一'],
  ['2027-02-06', '农历正月初一'],
  ['2027-02-05', '农历腊月廿九'],
  ['2030-02-02', '农历腊月三十'],
  [addDays('2026-09-25', 5), '农历八月二十'],
  [addDays('2026-09-25', 6), '农历八月廿一'],
  ['2026-12-09', '农历冬月初一'],
])('%s is said %s', (day, text) => {
  expect(lunarText(day)).toBe(text);
});
