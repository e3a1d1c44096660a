import fc from 'fast-check';
import {
  addDays,
  civilDay,
  civilMinutes,
  dayParts,
  daysBetween,
  fromEpochDay,
  instantAt,
  isZone,
  makeCivilDay,
  parseCivilDay,
  parseMinutes,
  toEpochDay,
  weekday,
} from '../../src/kernel/calendar';
import { CareError } from '../../src/kernel/errors';

const at = (iso: string) => Date.parse(iso);
const zones = [
  'Asia/Shanghai',
  'Europe/Paris',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
];

describe('a civil day', () => {
  test.each(['2026-02-28', '2024-02-29', '2000-02-29', '1999-12-31', '0001-01-01'])('%s exists', (text) => {
    expect(parseCivilDay(text)).toBe(text);
  });

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '2026/01/01',
    '20260101',
    ' 2026-01-01',
    '2026-01-01\n',
    '2026-01-01T00:00:00Z',
    '+2026-01-01',
    '',
  ])('%j does not', (text) => {
    expect(parseCivilDay(text)).toBeNull();
  });

  test('is made of whole numbers only', () => {
    expect(makeCivilDay(2026, 8, 15)).toBe('2026-08-15');
    expect(makeCivilDay(2026, 2, 29)).toBeNull();
    expect(makeCivilDay(2026, 8, 1.5)).toBeNull();
    expect(makeCivilDay(NaN, 8, 1)).toBeNull();
    expect(makeCivilDay(10_000, 1, 1)).toBeNull();
  });

  test('that is no day is a bug and told at once', () => {
    expect(() => dayParts('2026-02-29')).toThrow('2026-02-29');
    expect(() => addDays('today', 1)).toThrow('not a civil day');
    expect(() => addDays('9999-12-31', 1)).toThrow();
  });

  test('counts over month, year and leap day', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addDays('1969-12-31', 1)).toBe('1970-01-01');
    expect(daysBetween('2024-02-01', '2024-03-01')).toBe(29);
    expect(daysBetween('2026-03-01', '2026-02-01')).toBe(-28);
    expect(daysBetween('2026-03-01', '2026-03-01')).toBe(0);
  });

  test('knows its weekday, Sunday 0', () => {
    expect(weekday('1970-01-01')).toBe(4);
    expect(weekday('2026-09-25')).toBe(5);
    expect(weekday('2027-05-09')).toBe(0);
    expect(weekday('1900-01-01')).toBe(1);
  });

  test('agrees with the platform over four centuries', () => {
    for (let day = toEpochDay('1800-01-01'); day <= toEpochDay('2200-12-31'); day += 1) {
      const date = new Date(day * 86_400_000);
      const civil = fromEpochDay(day);
      if (
        civil !== date.toISOString().slice(0, 10) ||
        weekday(civil) !== date.getUTCDay() ||
        toEpochDay(civil) !== day
      ) {
        throw new Error(`${civil} disagrees`);
      }
    }
  });
});

describe('a zone', () => {
  test.each([
    'Asia/Shanghai',
    'UTC',
    'Etc/UTC',
    'Europe/Paris',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'Asia/Urumqi',
    'America/Argentina/Buenos_Aires',
    'America/Port-au-Prince',
    'Australia/Lord_Howe',
  ])('%s is one', (name) => {
    expect(isZone(name)).toBe(true);
  });

  test.each([
    'GMT+8',
    'UTC+8',
    '+08:00',
    '+8',
    'Etc/GMT-8',
    'Etc/GMT+8',
    'EST5EDT',
    'EST',
    'CST',
    'PRC',
    'GMT',
    'Beijing',
    'Asia/Beijing',
    'asia/shanghai',
    'Asia/shanghai',
    'ASIA/SHANGHAI',
    'Asia/',
    'Asia',
    ' Asia/Shanghai',
    '',
  ])('%j is none', (name) => {
    expect(isZone(name)).toBe(false);
  });

  test('that is none is refused by every question', () => {
    expect(() => civilDay(0, 'GMT+8')).toThrow(CareError);
    expect(() => instantAt('2026-01-01', '09:00', 'EST5EDT')).toThrow(CareError);
  });
});

describe('the wall clock', () => {
  test.each([
    ['2026-08-14T15:59:59.999Z', 'Asia/Shanghai', '2026-08-14', 1439],
    ['2026-08-14T16:00:00Z', 'Asia/Shanghai', '2026-08-15', 0],
    ['2026-08-14T16:00:00Z', 'UTC', '2026-08-14', 960],
    ['2026-12-31T23:30:00Z', 'Europe/Paris', '2027-01-01', 30],
    ['2026-03-29T00:59:59Z', 'Europe/Paris', '2026-03-29', 119],
    ['2026-03-29T01:00:00Z', 'Europe/Paris', '2026-03-29', 180],
    ['2026-10-25T01:00:00Z', 'Europe/Paris', '2026-10-25', 120],
    ['2026-11-01T05:59:00Z', 'America/New_York', '2026-11-01', 119],
    ['2026-11-01T06:00:00Z', 'America/New_York', '2026-11-01', 60],
    ['2026-04-04T14:59:00Z', 'Australia/Lord_Howe', '2026-04-05', 119],
    ['2026-04-04T15:00:00Z', 'Australia/Lord_Howe', '2026-04-05', 90],
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29', 1439],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31', 0],
    // China had summer time from 1986 to 1991
    ['1988-07-01T15:30:00Z', 'Asia/Shanghai', '1988-07-02', 30],
    ['1965-05-01T00:00:00.500Z', 'Asia/Shanghai', '1965-05-01', 480],
  ])('at %s in %s shows %s, minute %i', (iso, zone, day, minutes) => {
    expect(civilDay(at(iso), zone)).toBe(day);
    expect(civilMinutes(at(iso), zone)).toBe(minutes);
  });

  test.each([
    ['2026-08-15', '09:00', 'Asia/Shanghai', '2026-08-15T01:00:00Z'],
    ['2026-08-15', 0, 'Asia/Shanghai', '2026-08-14T16:00:00Z'],
    ['2026-08-15', 1440, 'Asia/Shanghai', '2026-08-15T16:00:00Z'],
    ['2026-08-15', '24:00', 'Asia/Shanghai', '2026-08-15T16:00:00Z'],
    ['2026-03-28', '09:00', 'Europe/Paris', '2026-03-28T08:00:00Z'],
    ['2026-03-29', '09:00', 'Europe/Paris', '2026-03-29T07:00:00Z'],
    ['2026-03-29', '01:59', 'Europe/Paris', '2026-03-29T00:59:00Z'],
    ['2026-03-29', '02:00', 'Europe/Paris', '2026-03-29T01:00:00Z'],
    ['2026-03-29', '02:30', 'Europe/Paris', '2026-03-29T01:00:00Z'],
    ['2026-03-29', '03:00', 'Europe/Paris', '2026-03-29T01:00:00Z'],
    ['2026-10-25', '02:30', 'Europe/Paris', '2026-10-25T00:30:00Z'],
    ['2026-10-25', '03:00', 'Europe/Paris', '2026-10-25T02:00:00Z'],
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:00:00Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['2026-11-01', '09:00', 'America/New_York', '2026-11-01T14:00:00Z'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['2026-10-04', '02:30', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z'],
    ['2026-04-05', '02:00', 'Australia/Lord_Howe', '2026-04-04T15:30:00Z'],
    ['2007-11-04', '00:00', 'America/St_Johns', '2007-11-04T02:30:00Z'],
    ['2011-12-30', '12:00', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    // midnight itself is skipped
    ['2026-09-06', '00:00', 'America/Santiago', '2026-09-06T04:00:00Z'],
  ])('on %s at %s in %s is %s', (day, time, zone, iso) => {
    expect(new Date(instantAt(day, time, zone)).toISOString()).toBe(new Date(iso).toISOString());
  });

  test.each(['9:00', '09:60', '24:01', '25:00', '09:00:00', 'noon', ''])('never shows %j', (text) => {
    expect(parseMinutes(text)).toBeNull();
    expect(() => instantAt('2026-01-01', text, 'UTC')).toThrow(CareError);
  });

  test('never shows minute -1 or 1441', () => {
    expect(() => instantAt('2026-01-01', -1, 'UTC')).toThrow(CareError);
    expect(() => instantAt('2026-01-01', 1441, 'UTC')).toThrow(CareError);
    expect(() => instantAt('2026-01-01', NaN, 'UTC')).toThrow(CareError);
  });

  test.each(zones)('in %s: each instant lies on its day, between its midnights', (zone) => {
    fc.assert(
      fc.property(fc.integer({ min: at('1970-01-02T00:00:00Z'), max: at('2060-01-01T00:00:00Z') }), (instant) => {
        const day = civilDay(instant, zone);
        expect(instantAt(day, 0, zone)).toBeLessThanOrEqual(instant);
        expect(instantAt(addDays(day, 1), 0, zone)).toBeGreaterThan(instant);
        const formatted = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'short',
        }).format(instant);
        const minutes = civilMinutes(instant, zone);
        const clock = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
        expect(`${day} ${clock}`).toBe(formatted);
      }),
    );
  });

  test.each(zones)('in %s: a day and time come back, but for gaps', (zone) => {
    const days = fc.integer({ min: toEpochDay('1975-01-01'), max: toEpochDay('2060-01-01') }).map(fromEpochDay);
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 1439 }), (day, minutes) => {
        const instant = instantAt(day, minutes, zone);
        if (civilMinutes(instant, zone) === minutes) {
          expect(civilDay(instant, zone)).toBe(day);
          expect(civilMinutes(instant - 3_600_000, zone) === minutes).toBe(false);
        } else {
          // a gap: just before it the clock showed an earlier time
          const shown = civilDay(instant - 1, zone);
          expect(shown < day || (shown === day && civilMinutes(instant - 1, zone) < minutes)).toBe(true);
        }
      }),
    );
  });

  test('one 09:00 comes on each local day of a year', () => {
    for (const zone of zones) {
      const days = Array.from({ length: 365 }, (_, index) => addDays('2026-01-01', index));
      const told = days.map((day) => civilDay(instantAt(day, '09:00', zone), zone));
      expect(told).toEqual(days);
    }
  });
});
