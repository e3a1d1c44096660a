import fc from 'fast-check';
import { isHeldOut } from '../../src/kernel/holdout';

const ids = Array.from({ length: 20_000 }, (_, n) => `wm${n.toString(36)}AbC`);

describe('the holdout', () => {
  test('is about 5 % of customers, and nobody at 0', () => {
    const share = ids.filter((id) => isHeldOut(id, 5)).length / ids.length;
    expect(share).toBeGreaterThan(0.044);
    expect(share).toBeLessThan(0.056);
    expect(ids.some((id) => isHeldOut(id, 0))).toBe(false);
  });

  test('is the same whenever it is asked, and a larger one keeps all of a smaller one', () => {
    const percent = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(fc.string(), percent, percent, (id, one, other) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        expect(isHeldOut(id, small)).toBe(isHeldOut(id, small));
        if (isHeldOut(id, small)) expect(isHeldOut(id, large)).toBe(true);
      }),
    );
  });
});
