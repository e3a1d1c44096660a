import { tally } from '../../src/features/outreach/tally';
import { lunarDayText, lunarOf } from '../../src/kernel/lunar';
import { Customer } from '../../src/model/customer';
import { Order } from '../../src/model/order';
import { TimelineEvent } from '../../src/model/timeline-event';
import { lunarDaysOf2027 } from '../support/lunar-2027';
import { startWorld, type World } from '../support/world';
import { cast, reps } from './year/cast';
import {
  afterOptOut,
  badTexts,
  booksAgree,
  commercialNearBirthday,
  countsOf,
  duringProblem,
  eliteSince,
  type Greetings,
  judgeGreetings,
  onSolemnDays,
  outsideHours,
  overCap,
  overCommercialCap,
  overCommercialShare,
  overDormantCap,
  overRepDay,
  signsOfLife,
  suggestionsByRepDay,
  wrongAnniversaries,
} from './year/invariants';
import { readYear, type YearRecord } from './year/record';
import { Year } from './year/year';

let world: World;
let year: Year;
let record: YearRecord;
let greetings: Greetings;

// Three minutes on two idle cores; many times that beside the other suites of a crowded machine.
jest.setTimeout(1_800_000);

beforeAll(async () => {
  world = await startWorld({ now: '2026-12-31 12:00' });
  year = new Year(world);
  await year.begin();
  await year.live('2027-01-01', '2027-12-31');
  record = await readYear(world, year.chronicle);
  greetings = judgeGreetings(record.deliveries, year.customers, year.chronicle);
  if (process.env.TEST_LOG) {
    const { due, sent, lunarSent } = greetings;
    const lines = { ...year.chronicle.counts, ...countsOf(record), due, sent, lunarSent };
    process.stderr.write(`${JSON.stringify(lines, null, 1)}\n`);
  }
});

afterAll(() => world.stop());

describe('the lunar calendar that the year is judged by', () => {
  test('and the product’s own agree on every day of it', () => {
    const days = (month: number) => Array.from({ length: 30 }, (_, index) => index + 1).map((day) => ({ month, day }));
    for (const { month, day } of Array.from({ length: 12 }, (_, index) => days(index + 1)).flat()) {
      for (const on of lunarDaysOf2027(month, day)) {
        const lunar = lunarOf(on);
        expect([on, lunar.month, lunarDayText(lunar.day), lunar.leap]).toEqual([
          on,
          month,
          lunarDayText(day === 30 && lunar.day === 29 ? 29 : day),
          false,
        ]);
      }
    }
  });
});

describe('in a year of 200 customers', () => {
  test('much happens', () => {
    expect(year.customers).toHaveLength(cast.length);
    const sent = (play: string) => record.deliveries.filter(({ touch }) => touch.play === play).length;
    expect({
      birthday: sent('birthday') > 100,
      anniversary: sent('anniversary') > 50,
      'usage-tip': sent('usage-tip') > 300,
      replenish: sent('replenish') > 50,
      holiday: sent('holiday') > 100,
      referral: sent('referral') > 10,
      welcome: sent('welcome') >= 20,
    }).toEqual({
      birthday: true,
      anniversary: true,
      'usage-tip': true,
      replenish: true,
      holiday: true,
      referral: true,
      welcome: true,
    });
    const reasons = new Set(record.touches.map(({ reason }) => reason));
    for (const reason of ['rep_skipped', 'not_acted', 'opted_out', 'reserved', 'free_day']) {
      expect([...reasons]).toContain(reason);
    }
  });

  test('every confirmed birthday, lunar or solar, is greeted on its day by the rep who acts', () => {
    expect(greetings.missed).toEqual([]);
    expect(greetings.due).toBeGreaterThan(80);
    expect(greetings.lunarSent).toBeGreaterThan(60);
  });

  test('no birthday is greeted on another day, and no unconfirmed one at all', () => {
    expect(greetings.wrong).toEqual([]);
    expect(wrongAnniversaries(record.deliveries, year.customers)).toEqual([]);
  });

  test('no customer is over a cap', async () => {
    const events = await world.app.dataSource.manager.findBy(TimelineEvent, { kind: 'tier.changed' });
    expect(overCap(record.deliveries, eliteSince(events))).toEqual([]);
    expect(overCommercialCap(record.deliveries)).toEqual([]);
    expect(overCommercialShare(record.deliveries)).toEqual([]);
  });

  test('who was silent for long hears once in 14 days', async () => {
    const { manager } = world.app.dataSource;
    const signs = signsOfLife(await manager.find(Order), await manager.find(Customer), year.chronicle);
    expect(overDormantCap(record.deliveries, signs)).toEqual([]);
  });

  test('what the phones got is what the books say was sent, each occasion once', () => {
    expect(booksAgree(record)).toEqual([]);
  });

  test('what was planned was sent or ended otherwise, and adds up, on every day', async () => {
    const { dataSource } = world.app;
    const all = await tally(dataSource);
    expect(all).toMatchObject({ holds: true, sent: record.deliveries.length });
    for (const day of new Set(record.touches.map(({ dueOn }) => dueOn))) {
      expect({ day, ...(await tally(dataSource, day)) }).toMatchObject({ day, holds: true });
    }
    const stale = record.touches.filter(({ state, notAfter }) => {
      return ['planned', 'held', 'offered', 'unknown'].includes(state) && notAfter < world.clock.now() - 3_600_000;
    });
    expect(stale.map(({ id, state, occasion, dueOn }) => `${id} ${state} ${occasion} ${dueOn}`)).toEqual([]);
  });

  test('nothing that the system starts comes in quiet hours', () => {
    const tasks = world.sandbox.platform.massSends.map((one) => ({ at: one.created_at, what: one.msgid }));
    expect(tasks.length).toBeGreaterThan(500);
    expect(outsideHours(tasks, { from: 9 * 60, to: 21 * 60 + 30 })).toEqual([]);
    const toReps = Object.keys(reps).flatMap((rep) => world.sandbox.platform.messagesTo(rep));
    expect(toReps.length).toBeGreaterThan(500);
    const pushes = toReps.map(({ at, msgtype, repUserId }) => ({ at, what: `${msgtype} to ${repUserId}` }));
    expect(outsideHours(pushes, { from: 8 * 60 + 31, to: 21 * 60 + 30 })).toEqual([]);
  });

  test('everything that did not go has its reason', () => {
    const unsent = record.touches.filter(({ state }) => state !== 'sent');
    const mute = unsent.filter(({ why, reason, state }) => why === '' || (reason === '' && !isOpen(state)));
    expect(mute.map(({ id, state, play, dueOn }) => `${id} ${state} ${play} ${dueOn}`)).toEqual([]);
  });

  test('nothing is sold on solemn days, near a birthday or to who complains, and nothing at all after 退订', () => {
    const { deliveries } = record;
    expect(onSolemnDays(deliveries)).toEqual([]);
    expect(commercialNearBirthday(deliveries, year.customers)).toEqual([]);
    expect(duringProblem(deliveries, year.chronicle)).toEqual([]);
    expect(year.chronicle.optedOutAt.size).toBeGreaterThan(5);
    expect(afterOptOut(deliveries, year.chronicle)).toEqual([]);
  });

  test('no rep has more on a day than a day holds', () => {
    expect(overRepDay(record)).toEqual([]);
    expect(Math.max(...suggestionsByRepDay(record).values())).toBe(20);
  });

  test('every text is whole', () => {
    const received = world.sandbox.platform.received.map(({ text }) => text);
    const told = Object.keys(reps).flatMap((rep) => world.saidTo(rep));
    expect(badTexts([...received, ...record.touches.map(({ why }) => why), ...told])).toEqual([]);
  });
});

function isOpen(state: string): boolean {
  return state === 'planned' || state === 'offered' || state === 'unknown';
}
