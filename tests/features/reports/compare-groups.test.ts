import fc from 'fast-check';
import { areTooFew, compareGroups, type Group } from '../../../src/features/reports/compare-groups';

const group = fc
  .integer({ min: 1, max: 1_000_000 })
  .chain((customers) => fc.record({ customers: fc.constant(customers), did: fc.integer({ min: 0, max: customers }) }));
const of = (did: number, customers: number): Group => ({ customers, did });

describe('the difference of two groups', () => {
  test('has the interval of Newcombe’s own worked examples', () => {
    // Newcombe 1998, table II, method 10: 56/70 against 48/80, and 9/10 against 3/10.
    const rounded = (one: Group, other: Group) =>
      Object.values(compareGroups(one, other)).map((share) => Math.round(share * 10_000) / 10_000);
    expect(rounded(of(56, 70), of(48, 80))).toEqual([0.2, 0.0524, 0.3339]);
    expect(rounded(of(9, 10), of(3, 10))).toEqual([0.6, 0.1705, 0.809]);
  });

  test('lies within its interval, and turns over when the groups change places', () => {
    fc.assert(
      fc.property(group, group, (one, other) => {
        const { difference, low, high } = compareGroups(one, other);
        const turned = compareGroups(other, one);
        expect(low).toBeLessThanOrEqual(difference);
        expect(high).toBeGreaterThanOrEqual(difference);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        expect(turned.low).toBeCloseTo(-high, 10);
        expect(turned.high).toBeCloseTo(-low, 10);
      }),
    );
  });

  test('of the same groups is never told as one', () => {
    fc.assert(
      fc.property(group, (one) => {
        const { low, high } = compareGroups(one, one);
        expect(low <= 0 && high >= 0).toBe(true);
      }),
    );
  });
});

test('a hundred customers of whom hardly anybody buys are too few', () => {
  expect(areTooFew(of(1_000, 10_000), of(9, 99))).toBe(true);
  expect(areTooFew(of(20, 10_000), of(0, 500))).toBe(true);
  expect(areTooFew(of(1_000, 10_000), of(60, 500))).toBe(false);
});
