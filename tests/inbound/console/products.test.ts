import { Touch } from '../../../src/model/touch';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let admin: Visitor;
beforeAll(async () => {
  world = await startWorld({ now: '2027-01-11 11:00' });
  world.rep();
  world.rep('rep.zhou', '周舟');
  admin = await memberAt(world, 'admin');
});
afterAll(() => world.stop());

const draft = (more: object = {}) => ({
  name: '净水器',
  priceCents: 199900,
  category: '净水',
  tags: ['厨房'],
  usageSteps: [
    { day: 0, title: '首次冲洗', text: '先放水两分钟再饮用' },
    { day: 7, title: '听听声音', text: '有异响时看看进水阀' },
  ],
  consumable: { sku: 'filter', cycleDays: 180, leadDays: 14 },
  upgradeTo: [],
  complements: ['cup'],
  rhythmOn: true,
  ...more,
});

async function create(sku: string, more: object = {}) {
  const { status, body } = await admin.ask('POST', '/products', { sku, ...draft(more) });
  expect([status, body]).toEqual([200, expect.anything()]);
  return body;
}

describe('a product', () => {
  test('is made, found by part of its name, its tag and its category, and audited', async () => {
    await create('ro-1', { name: '净水器 100%', tags: ['厨房', '新品'] });
    const found = async (query: string) => {
      const { body } = await admin.ask('GET', `/products?${query}`);
      return body.products.map(({ sku }: { sku: string }) => sku);
    };
    expect(await found('q=100%25')).toEqual(['ro-1']);
    expect(await found('q=RO-')).toEqual(['ro-1']);
    expect(await found('q=_')).toEqual([]);
    expect(await found(`tag=${encodeURIComponent('新品')}`)).toEqual(['ro-1']);
    expect(await found(`category=${encodeURIComponent('空气')}`)).toEqual([]);
    expect(await found('rhythm=on')).toEqual(['ro-1']);
    expect(await found('rhythm=none')).toEqual([]);
    const { body } = await admin.ask('GET', '/audit?subject=product:ro-1');
    expect(body.entries).toMatchObject([{ action: 'product.created', before: null, after: { sku: 'ro-1' } }]);
  });

  test('tells which of its links point nowhere', async () => {
    await create('cup', { name: '杯子', consumable: null, complements: [] });
    const { linked } = await create('ro-2');
    expect(linked).toEqual({ filter: null, cup: '杯子' });
  });

  test('of a number that is taken is refused, and the first stays', async () => {
    await create('taken');
    const { status, body } = await admin.ask('POST', '/products', { sku: 'taken', ...draft({ name: '别的' }) });
    expect([status, body.errors[0].path]).toEqual([409, 'sku']);
    expect((await admin.ask('GET', '/products/taken')).body.name).toBe('净水器');
  });

  test('with a slash in its number is read and saved', async () => {
    const { revision } = await create('a/b');
    const saved = await admin.ask('PUT', '/products/a%2Fb', { ...draft({ name: '斜杠' }), revision });
    expect(saved.body).toMatchObject({ sku: 'a/b', name: '斜杠' });
  });

  test.each([
    ['two steps on one day', { usageSteps: [draft().usageSteps[0], draft().usageSteps[0]] }, 'usageSteps.1.day'],
    ['a negative day', { usageSteps: [{ day: -1, title: '早', text: '早' }] }, 'usageSteps.0.day'],
    ['a step without words', { usageSteps: [{ day: 1, title: ' ', text: '早' }] }, 'usageSteps.0.title'],
    ['a lead as long as the cycle', { consumable: { sku: null, cycleDays: 30, leadDays: 30 } }, 'consumable.leadDays'],
    ['half a fen', { priceCents: 1.5 }, 'priceCents'],
    ['a field that nobody knows', { colour: 'red' }, ''],
  ])('with %s is refused with the place', async (_what, more, path) => {
    const { status, body } = await admin.ask('POST', '/products', { sku: 'bad', ...draft(more) });
    expect([status, body.errors[0].path]).toEqual([422, path]);
    expect((await admin.ask('GET', '/products/bad')).status).toBe(404);
  });

  test('saved in one tab is not overwritten from another: 409 with the newer version', async () => {
    const { revision } = await create('two-tabs');
    const first = await admin.ask('PUT', '/products/two-tabs', { ...draft({ name: '第一个标签页' }), revision });
    expect(first.status).toBe(200);
    const second = await admin.ask('PUT', '/products/two-tabs', { ...draft({ name: '第二个标签页' }), revision });
    expect(second.status).toBe(409);
    expect(second.body.type).toContain('stale_edit');
    expect(second.body.current).toMatchObject({ name: '第一个标签页', revision: first.body.revision });
    const seen = await admin.ask('PUT', '/products/two-tabs', {
      ...draft({ name: '第二个标签页' }),
      revision: second.body.current.revision,
    });
    expect(seen.body.name).toBe('第二个标签页');
  });

  test('that a business system changed meanwhile is not overwritten either', async () => {
    const { revision } = await create('upserted');
    await world.api('POST', '/products', { sku: 'upserted', name: '新名字' });
    expect((await admin.ask('PUT', '/products/upserted', { ...draft(), revision })).status).toBe(409);
  });

  test('is read by who may read, and changed by who may change', async () => {
    const { revision } = await create('guarded');
    const change = { ...draft({ name: '改' }), revision };
    for (const role of ['lead', 'auditor'] as const) {
      const visitor = await memberAt(world, role);
      expect((await visitor.ask('GET', '/products/guarded')).status).toBe(200);
      expect((await visitor.ask('PUT', '/products/guarded', change)).status).toBe(403);
    }
    expect((await (await memberAt(world, 'rep')).ask('GET', '/products/guarded')).status).toBe(403);
    expect((await (await memberAt(world, 'operator')).ask('PUT', '/products/guarded', change)).status).toBe(200);
  });
});

describe('owners', () => {
  test('are counted once each, and only those whom the member may see', async () => {
    await create('owned');
    const lins = await world.customer({ name: '甲' });
    const zhous = await world.customer({ name: '乙', addedBy: 'rep.zhou' });
    for (const [orderNo, externalUserId] of [
      ['o1', lins],
      ['o2', lins],
      ['o3', zhous],
    ]) {
      await world.api('POST', '/orders', order(orderNo!, externalUserId!, 'owned'));
    }
    expect((await admin.ask('GET', '/product-owners?sku=owned&sku=nothing')).body.owners).toEqual({
      owned: 2,
      nothing: 0,
    });
    const lead = await memberAt(world, 'lead', { departmentIds: [77] });
    expect((await lead.ask('GET', '/product-owners?sku=owned')).body.owners).toEqual({ owned: 0 });
  });
});

describe('the preview', () => {
  test('says what a purchase sets off, as the plays do, with the words that would be sent', async () => {
    const { status, body } = await admin.ask('POST', '/product-previews', { sku: 'new', draft: draft() });
    expect(status).toBe(200);
    expect(body.deliveredOn).toBe('2027-01-11');
    expect(body.coming.map(({ play, firstOn }: Record<string, string>) => [play, firstOn])).toEqual([
      ['usage-tip', '2027-01-11'],
      ['usage-tip', '2027-01-18'],
      ['replenish', '2027-06-26'],
    ]);
    expect(body.coming[1].text).toContain('有异响时看看进水阀');
  });

  test('two pieces of what is itself used up last twice as long', async () => {
    const alone = draft({ usageSteps: [], consumable: { sku: null, cycleDays: 30, leadDays: 5 } });
    const { body } = await admin.ask('POST', '/product-previews', { sku: 'tea', draft: alone, quantity: 2 });
    expect(body.coming).toMatchObject([{ play: 'replenish', daysFromDelivery: 55 }]);
  });

  test('of a rhythm that is off is empty', async () => {
    const { body } = await admin.ask('POST', '/product-previews', { sku: 'new', draft: draft({ rhythmOn: false }) });
    expect(body.coming).toEqual([]);
  });
});

describe('a rhythm that is switched off', () => {
  test('takes back the tips that are due and not yet sent', async () => {
    const { revision } = await create('tipped', { usageSteps: [{ day: 3, title: '清洗', text: '用清水冲洗滤网' }] });
    const externalUserId = await world.customer({ name: '丙' });
    await world.api('POST', '/orders', {
      ...order('o9', externalUserId, 'tipped'),
      deliveredAt: '2027-01-08T10:00:00+08:00',
    });
    await world.app.features.planner.catchUp();
    const tip = () => world.app.dataSource.getRepository(Touch).findOneByOrFail({ externalUserId, play: 'usage-tip' });
    expect(await tip()).toMatchObject({ state: 'planned', dueOn: '2027-01-11' });
    const off = await admin.ask('PUT', '/products/tipped', {
      ...draft({ usageSteps: [{ day: 3, title: '清洗', text: '用清水冲洗滤网' }], rhythmOn: false }),
      revision,
    });
    expect(off.status).toBe(200);
    await world.settle();
    expect(await tip()).toMatchObject({ state: 'cancelled', reason: 'not_due' });
  });
});

function order(orderNo: string, externalUserId: string, sku: string) {
  return {
    orderNo,
    externalUserId,
    paidAt: '2027-01-05T10:00:00+08:00',
    items: [{ sku, name: '商品', quantity: 1, unitPriceCents: 100 }],
    totalCents: 100,
    status: 'paid',
  };
}
