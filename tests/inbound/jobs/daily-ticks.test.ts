import { DailyTicks } from '../../../src/inbound/jobs/daily-ticks';
import { schedule } from '../../../src/inbound/jobs/schedule';

/** The last tick up to an instant, as UTC without seconds. */
function latest(cron: string, now: string, zone = 'Asia/Shanghai'): string {
  return new Date(new DailyTicks(cron, zone).latest(Date.parse(now))).toISOString().slice(0, 16);
}

describe('the latest tick of a line', () => {
  test.each([
    ['* * * * *', '2027-03-01T10:00:59+08:00', '2027-03-01T02:00'],
    ['*/15 2-23 * * *', '2027-03-01T10:14:00+08:00', '2027-03-01T02:00'],
    ['*/15 2-23 * * *', '2027-03-01T01:59:00+08:00', '2027-02-28T15:45'],
    ['31-44 8 * * *', '2027-03-01T08:44:00+08:00', '2027-03-01T00:44'],
    ['31-44 8 * * *', '2027-03-01T08:30:59+08:00', '2027-02-28T00:44'],
    ['17 11,16,19 * * *', '2027-03-01T18:00:00+08:00', '2027-03-01T08:17'],
    ['1,16,31,46 * * * *', '2027-03-01T00:00:30+08:00', '2027-02-28T15:46'],
    ['5 0 * * *', '2027-03-01T00:05:00+08:00', '2027-02-28T16:05'],
  ])('%s at %s is %s', (cron, now, expected) => {
    expect(latest(cron, now)).toBe(expected);
  });

  test('that the clocks skip comes right after the gap', () => {
    expect(latest('20 2 * * *', '2027-03-28T03:10:00+02:00', 'Europe/Paris')).toBe('2027-03-28T01:00');
    expect(latest('20 2 * * *', '2027-03-28T01:59:00+01:00', 'Europe/Paris')).toBe('2027-03-27T01:20');
    expect(latest('15 2 * * *', '2027-10-03T05:00:00+11:00', 'Australia/Lord_Howe')).toBe('2027-10-02T15:30');
  });

  test('goes on through an hour that comes twice', () => {
    expect(latest('* * * * *', '2027-10-31T02:10:00+02:00', 'Europe/Paris')).toBe('2027-10-31T00:10');
    expect(latest('* * * * *', '2027-10-31T02:10:00+01:00', 'Europe/Paris')).toBe('2027-10-31T01:10');
    expect(latest('45 1 * * *', '2027-10-31T02:10:00+01:00', 'Europe/Paris')).toBe('2027-10-30T23:45');
  });

  test('of a certain hour that comes twice is the first', () => {
    expect(latest('20 2 * * *', '2027-10-31T02:30:00+02:00', 'Europe/Paris')).toBe('2027-10-31T00:20');
    expect(latest('20 2 * * *', '2027-10-31T02:30:00+01:00', 'Europe/Paris')).toBe('2027-10-31T00:20');
    expect(latest('*/15 1-2 * * *', '2027-10-31T02:10:00+01:00', 'Europe/Paris')).toBe('2027-10-31T00:45');
  });

  test.each([
    ['Asia/Shanghai', '2027-03-27', '2027-03-30'],
    ['Europe/Paris', '2027-03-27', '2027-03-30'],
    ['Europe/Paris', '2027-10-30', '2027-11-02'],
    ['Australia/Lord_Howe', '2027-10-02', '2027-10-05'],
    ['Australia/Lord_Howe', '2027-04-03', '2027-04-06'],
  ])('of any line never goes back nor waits longer than a day, in %s from %s', (zone, from, to) => {
    for (const { cron } of schedule) {
      const ticks = new DailyTicks(cron, zone);
      let last = 0;
      for (let at = Date.parse(from); at < Date.parse(to); at += 37 * 60_000) {
        const tick = ticks.latest(at);
        expect([cron, at, tick >= last && tick <= at && tick > at - 25 * 3_600_000]).toEqual([cron, at, true]);
        last = tick;
      }
    }
  });
});

test.each(['5 0 * * 1', '60 0 * * *', '5', '5-1 * * * *', '*/0 * * * *', 'a * * * *', ' * * * *'])(
  'a line that is not of every day is refused: %s',
  (cron) => {
    expect(() => new DailyTicks(cron, 'Asia/Shanghai')).toThrow(/^not a/);
  },
);
