import { isQuiet, touchHours } from '../../../src/features/planning/touch-hours';
import { instantAt } from '../../../src/kernel/calendar';

const zone = 'Asia/Shanghai';
const quiet = { from: '21:30', to: '09:00' };
const day = '2027-03-15';
const hours = (more: Partial<Parameters<typeof touchHours>[0]>, now = '02:00', rules = quiet, where = zone) =>
  touchHours(
    { from: '10:00', until: '21:30', lastOn: '2027-03-18', ...more },
    day,
    where,
    rules,
    instantAt(day, now, where),
  );

test.each([
  ['21:29', false],
  ['21:30', true],
  ['00:30', true],
  ['08:59', true],
  ['09:00', false],
])('at %s quiet is %s', (time, expected) => {
  expect(isQuiet(instantAt(day, time, zone), zone, quiet)).toBe(expected);
});

test('quiet hours that do not cross midnight', () => {
  const small = { from: '01:00', to: '06:00' };
  expect(isQuiet(instantAt(day, '00:30', zone), zone, small)).toBe(false);
  expect(isQuiet(instantAt(day, '01:00', zone), zone, small)).toBe(true);
  expect(isQuiet(instantAt(day, '23:59', zone), zone, small)).toBe(false);
});

test('a touch has its hour on its day, and ends with the quiet hours of its last', () => {
  expect(hours({})).toEqual({
    notBefore: instantAt(day, '10:00', zone),
    notAfter: instantAt('2027-03-18', '21:30', zone),
    window: 'open',
  });
});

test('nothing begins in quiet hours: it is moved to the next open hour', () => {
  const long = { from: '20:00', to: '11:00' };
  expect(hours({}, '02:00', long)).toEqual({
    notBefore: instantAt(day, '11:00', zone),
    notAfter: instantAt('2027-03-18', '20:00', zone),
    window: 'open',
  });
  expect(hours({ from: '20:30' }, '02:00', long).window).toBe('tomorrow');
  expect(hours({ from: '20:30', lastOn: day }, '02:00', long).window).toBe('passed');
});

test.each([
  ['21:29', '2027-03-18', 'open'],
  ['21:30', '2027-03-18', 'tomorrow'],
  ['21:30', day, 'passed'],
])('planned at %s with the last day %s: %s', (now, lastOn, window) => {
  expect(hours({ lastOn }, now).window).toBe(window);
});

test.each(['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe'])(
  '%s: the wall clock counts, on days of change too',
  (where) => {
    for (const on of ['2027-03-14', '2027-03-28', '2027-10-31', '2027-11-07', '2027-04-04', '2027-10-03']) {
      const { notBefore, notAfter } = touchHours({ from: '09:00', until: '24:00', lastOn: on }, on, where, quiet, 0);
      expect([notBefore, notAfter]).toEqual([instantAt(on, '09:00', where), instantAt(on, '21:30', where)]);
      expect([isQuiet(notBefore, where, quiet), isQuiet(notBefore - 1, where, quiet)]).toEqual([false, true]);
    }
  },
);
