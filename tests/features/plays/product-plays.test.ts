import { replenish } from '../../../src/features/plays/replenish';
import { usageTip } from '../../../src/features/plays/usage-tip';
import { addDays } from '../../../src/kernel/calendar';
import { customer, dayOf, purchase, shelf } from './play-facts';

const delivered = '2027-03-01';
const usageSteps = [0, 3, 7, 30].map((day) => ({ day, title: `T${day}`, text: `第 ${day} 天` }));

describe('a usage tip', () => {
  const facts = customer({ purchases: [purchase(delivered)] });
  const due = (after: number) => usageTip.due(facts, dayOf(addDays(delivered, after), [{ usageSteps }]));

  test.each([
    [0, 'd0'],
    [2, 'd0'],
    [3, 'd3'],
    [6, 'd3'],
    [7, 'd7'],
    [10, 'd7'],
    [30, 'd30'],
    [33, 'd30'],
  ])('%i days after delivery it is %s', (after, step) => {
    expect(due(after).map(({ key, match }) => [key, match.step])).toEqual([[`tip:o1:filter:${step}`, step]]);
  });

  test.each([-1, 11, 29, 34])('%i days after delivery there is none', (after) => {
    expect(due(after)).toEqual([]);
  });

  test('thanks on the delivery day do not count, later ones and the other tips do', () => {
    expect([0, 1, 2, 3].map((after) => due(after)[0]?.exempt)).toEqual([true, false, false, false]);
  });

  test('says how long ago the delivery really was', () => {
    expect([0, 2, 3, 5].map((after) => due(after)[0]?.why)).toEqual([
      '今日签收：滤芯 答谢与首次使用（T0）',
      '签收第 2 天：滤芯 答谢与首次使用（T0）',
      '签收第 3 天：滤芯 使用提醒（T3）',
      '签收第 5 天：滤芯 使用提醒（T3）',
    ]);
  });

  test('its key stays within 150 characters', () => {
    const long = purchase(delivered, { orderNo: 'x'.repeat(64), sku: 'y'.repeat(64) });
    const [occasion] = usageTip.due(
      customer({ purchases: [long] }),
      dayOf(addDays(delivered, 30), [{ sku: long.sku, usageSteps }]),
    );
    expect(occasion?.key.length).toBeLessThanOrEqual(150);
  });

  test('says why nothing is due', () => {
    expect(usageTip.whyNot(customer(), dayOf(delivered))).toBe('没有在使用提醒期内的商品');
    expect(usageTip.whyNot(facts, dayOf(delivered))).toBe('滤芯 没有设置使用步骤');
    expect(usageTip.whyNot(facts, dayOf(addDays(delivered, 12), [{ usageSteps }]))).toBe(
      '下一次是 2027-03-31：滤芯 签收第 30 天',
    );
  });
});

describe('replenishment', () => {
  const consumable = { cycleDays: 180, leadDays: 7 };
  type Products = NonNullable<Parameters<typeof shelf>[0]>;
  const firstDue = (purchases: ReturnType<typeof purchase>[], products = [{ consumable }] as Products) => {
    const facts = customer({ purchases });
    const start = dayOf0(delivered, products);
    for (let after = -400; after < 900; after += 1) {
      const day = addDays(delivered, after);
      const [occasion] = replenish.due(facts, { ...start, day });
      if (occasion) return [after, occasion.key, occasion.lastOn];
    }
    return null;
  };
  // the festivals play no part, and building their calendar a thousand times takes long
  const base = dayOf(delivered);
  const dayOf0 = (day: string, products: Products) => ({ ...base, day, products: shelf(products) });

  test('comes its lead before the cycle is over', () => {
    expect(firstDue([purchase(delivered)])).toEqual([173, 'replenish:o1:filter:1', addDays(delivered, 180)]);
  });

  test('two pieces last two cycles', () => {
    expect(firstDue([purchase(delivered, { quantity: 2 })])?.[0]).toBe(353);
  });

  test('an appliance starts the cycle of what it uses up, however many were bought', () => {
    const products = [{ sku: 'purifier', consumable: { ...consumable, sku: 'filter' } }, { sku: 'filter' }];
    expect(firstDue([purchase(delivered, { sku: 'purifier', quantity: 3 })], products)).toEqual([
      173,
      'replenish:o1:filter:1',
      addDays(delivered, 180),
    ]);
    const again = purchase(addDays(delivered, 100), { orderNo: 'o2', quantity: 2 });
    expect(firstDue([purchase(delivered, { sku: 'purifier' }), again], products)?.slice(0, 2)).toEqual([
      453,
      'replenish:o2:filter:1',
    ]);
  });

  test('a newer order of the same consumable cancels the rest, also one that is still on its way', () => {
    const facts = customer({ purchases: [purchase(delivered), purchase(addDays(delivered, 176), { orderNo: 'o2' })] });
    expect(replenish.due(facts, dayOf0(addDays(delivered, 173), [{ consumable }]))).toEqual([]);
  });

  test('after two repurchases the customer’s own interval counts', () => {
    const purchases = [0, 100, 200].map((after, index) =>
      purchase(addDays(delivered, after), { orderNo: `o${index}` }),
    );
    expect(firstDue(purchases.slice(0, 2))?.[0]).toBe(100 + 173);
    const due = firstDue(purchases);
    expect(due?.[0]).toBe(200 + 93);
    const [occasion] = replenish.due(customer({ purchases }), dayOf0(addDays(delivered, 293), [{ consumable }]));
    expect(occasion?.why).toContain('自己的复购间隔 100 天');
    expect(occasion?.details['consumable']).toEqual({ name: '滤芯', daysLeft: 7 });
  });

  test('says when it will be', () => {
    const facts = customer({ purchases: [purchase(delivered)] });
    expect(replenish.whyNot(facts, dayOf0(delivered, [{ consumable }]))).toBe(
      '滤芯 还没到补充时间，最早 2027-08-21 提醒',
    );
    expect(replenish.whyNot(facts, dayOf0(addDays(delivered, 200), [{ consumable }]))).toBe(
      '滤芯 的补充提醒期已于 2027-08-28 结束',
    );
    expect(replenish.whyNot(customer(), dayOf0(delivered, []))).toBe('没有买过带消耗周期的商品');
  });
});
