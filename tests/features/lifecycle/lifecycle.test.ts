import fc from 'fast-check';
import { ownInterval } from '../../../src/features/lifecycle/own-interval';
import { isDormant, stageOf, type TrustFacts } from '../../../src/features/lifecycle/stage';
import { earnedTier, tierOf } from '../../../src/features/lifecycle/tier';
import { addDays } from '../../../src/kernel/calendar';
import { careSettings } from '../planning/planning-world';

const { stages, tiers } = careSettings();
const day = '2027-06-01';
const ago = (days: number | null) => (days === null ? null : addDays(day, -days));

function trust(
  orderCount: number,
  first: number | null,
  last: number | null,
  active: number | null = last,
  added = 700,
): TrustFacts {
  return {
    orderCount,
    firstOrderOn: ago(first),
    lastOrderOn: ago(last),
    lastActiveOn: ago(active),
    addedOn: ago(added),
  };
}

describe('the stage of trust', () => {
  test.each([
    ['new', 'nobody has bought', trust(0, null, null, null, 10)],
    ['dormant', 'added long ago, never bought, silent', trust(0, null, null, null, 181)],
    ['first-purchase', 'one order', trust(1, 40, 40)],
    ['first-purchase', 'one order of any size stays one order', trust(1, 90, 90)],
    ['repeat', 'two orders', trust(2, 200, 40)],
    ['repeat', 'four orders within three months are not loyalty yet', trust(4, 89, 2)],
    ['loyal', 'four orders over three months', trust(4, 90, 2)],
    ['loyal', 'six orders, not yet a year', trust(6, 364, 2)],
    ['partner', 'six orders over a year', trust(6, 365, 2)],
    ['at-risk', 'a partner silent for more than 90 days', trust(6, 500, 91)],
    ['partner', 'silence is broken by a reply', trust(6, 500, 120, 5)],
    ['dormant', 'silent for more than 180 days', trust(6, 500, 181)],
  ])('%s: %s', (stage, _why, facts) => {
    expect(stageOf(facts, day, stages).stage).toBe(stage);
  });

  test('says why', () => {
    expect(stageOf(trust(6, 500, 91), day, stages).why).toBe('已 91 天没有下单或互动');
    expect(stageOf(trust(4, 90, 2), day, stages).why).toBe('累计 4 单，首购至今 90 天');
  });
});

test('a customer is dormant after 30 days without a sign of life, unless something was delivered in them', () => {
  const silent = { ...trust(1, 31, 31), lastDeliveredOn: null };
  expect(isDormant(silent, day, 30)).toBe(true);
  expect(isDormant({ ...silent, lastActiveOn: ago(30) }, day, 30)).toBe(false);
  expect(isDormant({ ...silent, lastDeliveredOn: ago(28) }, day, 30)).toBe(false);
  expect(isDormant({ ...trust(0, null, null, null, 5), lastDeliveredOn: null }, day, 30)).toBe(false);
});

describe('the tier', () => {
  test.each([
    ['none', 0, 0],
    ['basic', 1, 199_999],
    ['premium', 1, 200_000],
    ['premium', 3, 100],
    ['elite', 1, 500_000],
    ['elite', 6, 600],
  ])('%s is earned by %i orders of %i fen in 12 months', (tier, orders, cents) => {
    expect(earnedTier({ orders, cents }, tiers)).toBe(tier);
  });

  test('a rise counts at once, a fall waits, a refund counts at once', () => {
    const much = { orders: 7, cents: 900_000 };
    const little = { orders: 1, cents: 100 };
    expect(tierOf('basic', much, much, tiers)).toMatchObject({
      tier: 'elite',
      earned: 'elite',
      why: '近 12 个月 7 单，净消费 ¥9,000',
    });
    expect(tierOf('elite', little, much, tiers)).toMatchObject({ tier: 'elite', earned: 'basic' });
    expect(tierOf('elite', little, little, tiers)).toMatchObject({ tier: 'basic', why: '退款后累计不再达标' });
  });
});

describe('the customer’s own interval', () => {
  const refills = (...days: [number, number?][]) =>
    days.map(([at, quantity = 1]) => ({ on: addDays(day, at), quantity }));

  test.each([
    ['one repurchase teaches nothing', refills([0], [90]), null],
    ['the median of two', refills([0], [90], [190]), 95],
    ['the median of three leaves the odd one out', refills([0], [90], [180], [600]), 90],
    ['two pieces last twice as long', refills([0, 2], [180], [270]), 90],
    ['deliveries of one day are one', refills([0], [0], [180], [270]), 90],
    ['any order of the list', refills([190], [0], [90]), 95],
  ])('%s', (_name, list, interval) => {
    expect(ownInterval(list, 2)).toBe(interval);
  });

  test('lies between the shortest and the longest pace', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(gaps, (list) => {
        let at = 0;
        const interval = ownInterval(refills([0], ...list.map((gap): [number] => [(at += gap)])), 2);
        expect(interval).toBeGreaterThanOrEqual(Math.min(...list));
        expect(interval).toBeLessThanOrEqual(Math.max(...list));
      }),
    );
  });
});
