import { Commerce } from '../../../src/features/commerce/commerce';
import { cancelTouches } from '../../../src/features/profiles/touch-cancelling';
import type { OrderRow } from '../../../src/features/commerce/rows';
import { yuan } from '../../../src/features/commerce/texts';
import { CustomerMobile } from '../../../src/model/customer-mobile';
import { Order } from '../../../src/model/order';
import { OrderItem } from '../../../src/model/order-item';
import { Product } from '../../../src/model/product';
import { noon, profileWorld } from '../profiles/profile-world';

const purifier = { sku: 'ro-1', name: '净水器', quantity: 1, unitPriceCents: 199900 };
const order = (more: Partial<OrderRow> = {}): OrderRow => ({
  orderNo: 'A1',
  externalUserId: 'wm1',
  paidAt: noon,
  items: [purifier],
  totalCents: 199900,
  status: 'paid',
  ...more,
});

async function commerceWorld() {
  const world = await profileWorld();
  await world.customer();
  const { dataSource, clock, vault } = world;
  const commerce = new Commerce({
    dataSource,
    clock,
    vault,
    zone: 'Asia/Shanghai',
    settings: { deliveryDays: 3 },
    cancelTouches,
  });
  const saveOrders = async (...rows: OrderRow[]) => (await commerce.saveOrders(rows, 'api')).map((row) => row.status);
  return { ...world, commerce, saveOrders };
}

describe('orders', () => {
  let world: Awaited<ReturnType<typeof commerceWorld>>;
  beforeEach(async () => {
    world = await commerceWorld();
  });
  afterEach(() => world.dataSource.destroy());
  const itemsOf = (orderNo: string) => world.dataSource.getRepository(OrderItem).findBy({ orderNo });

  test('the same report twice is one order, and totals are counted, not added up', async () => {
    expect(
      await world.saveOrders(order(), order(), order({ orderNo: 'A2', paidAt: noon - 5, totalCents: 100 })),
    ).toEqual(['created', 'unchanged', 'created']);
    expect(await world.saveOrders(order())).toEqual(['unchanged']);
    expect(await world.read()).toMatchObject({
      orderCount: 2,
      totalCents: 200000,
      firstOrderAt: noon - 5,
      lastOrderAt: noon,
      lastActiveAt: noon,
    });
    expect(await world.timeline()).toEqual(expect.arrayContaining(['下单：净水器，¥1,999.00']));
    expect(await world.timeline()).toHaveLength(2);
  });

  test('reported by several at once, in any order, is each order once, with true totals', async () => {
    for (const id of ['wm2', 'wm3']) await world.customer(id);
    const rows = Array.from({ length: 60 }, (_, index) =>
      order({ orderNo: `P${index}`, externalUserId: `wm${(index % 3) + 1}`, totalCents: 100 }),
    );
    const tellings = [rows, [...rows].reverse(), [...rows.slice(30), ...rows.slice(0, 30)]];
    const told = await Promise.all(tellings.map((telling) => world.saveOrders(...telling)));
    expect(told.flat().filter((status) => status === 'created')).toHaveLength(60);
    expect(told.flat().filter((status) => status === 'unchanged')).toHaveLength(120);
    for (const id of ['wm1', 'wm2', 'wm3']) {
      expect(await world.read(id)).toMatchObject({ orderCount: 20, totalCents: 2000 });
    }
    expect(await world.dataSource.getRepository(OrderItem).count()).toBe(60);
  });

  test('delivery is three days from payment until reported, and a report is not forgotten', async () => {
    await world.saveOrders(order());
    expect(await itemsOf('A1')).toMatchObject([{ deliveredOn: '2027-01-08', externalUserId: 'wm1' }]);
    const deliveredAt = Date.UTC(2027, 0, 6, 17);
    expect(await world.saveOrders(order({ status: 'delivered', deliveredAt }))).toEqual(['updated']);
    expect(await world.saveOrders(order({ status: 'delivered' }))).toEqual(['unchanged']);
    expect(await itemsOf('A1')).toMatchObject([{ deliveredOn: '2027-01-07' }]);
    expect(await world.timeline()).toEqual(expect.arrayContaining(['已签收：净水器']));
  });

  test('a refund takes the care of this order away, not that of another', async () => {
    await world.saveOrders(order(), order({ orderNo: 'A2' }));
    const tip = await world.touch('planned', { details: { orderNo: 'A1' } });
    const other = await world.touch('held', { details: { orderNo: 'A2' } });
    const sent = await world.touch('sent', { details: { orderNo: 'A1' } });
    expect(await world.saveOrders(order({ status: 'refunded' }))).toEqual(['updated']);
    expect(await world.touchOf(tip)).toMatchObject({ state: 'cancelled', why: '订单已退款', reason: 'order_refunded' });
    expect((await world.touchOf(other)).state).toBe('held');
    expect((await world.touchOf(sent)).state).toBe('sent');
    expect(await itemsOf('A1')).toMatchObject([{ externalUserId: null }]);
    expect(await world.read()).toMatchObject({ orderCount: 1, totalCents: 199900 });
  });

  test('an order of an unknown customer waits, and is matched by mobile or union id when they come', async () => {
    await world.saveOrders(
      order({ externalUserId: undefined, mobile: '139 0000 0000' }),
      order({ orderNo: 'A2', externalUserId: undefined, unionId: 'u1' }),
      order({ orderNo: 'A3', externalUserId: 'wmLater' }),
    );
    expect(await world.read()).toMatchObject({ orderCount: 0 });
    expect(JSON.stringify(await world.dataSource.getRepository(Order).find())).not.toContain('13900000000');
    const mobileHash = world.vault.fingerprint('13900000000');
    await world.dataSource.transaction(async (manager) => {
      await manager.insert(CustomerMobile, { externalUserId: 'wm1', mobileHash, sealedMobile: 'x' });
      const known = { externalUserId: 'wm1', unionId: 'u1', mobileHashes: [mobileHash] };
      expect(await world.commerce.matchOrders(manager, known)).toBe(2);
      expect(await world.commerce.matchOrders(manager, known)).toBe(0);
    });
    expect(await world.read()).toMatchObject({ orderCount: 2, totalCents: 399800 });
    expect(await itemsOf('A1')).toMatchObject([{ externalUserId: 'wm1' }]);
    await world.customer('wmLater');
    await world.dataSource.transaction((manager) =>
      world.commerce.matchOrders(manager, { externalUserId: 'wmLater', unionId: null, mobileHashes: [] }),
    );
    expect(await world.read('wmLater')).toMatchObject({ orderCount: 1 });
  });

  test('a mobile that two customers have matches neither', async () => {
    const mobileHash = world.vault.fingerprint('13900000000');
    const mobiles = world.dataSource.getRepository(CustomerMobile);
    await mobiles.insert({ externalUserId: 'wm1', mobileHash, sealedMobile: 'x' });
    await mobiles.insert({ externalUserId: 'wm2', mobileHash, sealedMobile: 'x' });
    await world.saveOrders(order({ externalUserId: undefined, mobile: '13900000000' }));
    expect(await world.dataSource.getRepository(Order).find()).toMatchObject([{ externalUserId: null }]);
  });

  test('an order reported for another customer moves, with its totals and its care', async () => {
    await world.customer('wm2');
    await world.saveOrders(order());
    const tip = await world.touch('planned', { details: { orderNo: 'A1' } });
    expect(await world.saveOrders(order({ externalUserId: 'wm2' }))).toEqual(['updated']);
    expect(await world.read('wm1')).toMatchObject({ orderCount: 0, totalCents: 0, lastOrderAt: null });
    expect(await world.read('wm2')).toMatchObject({ orderCount: 1 });
    expect((await world.touchOf(tip)).state).toBe('cancelled');
  });

  test('a bad order is refused by field, the others kept', async () => {
    const results = await world.commerce.saveOrders(
      [order({ deliveredAt: noon - 1 }), order({ orderNo: 'A2', externalUserId: undefined }), order({ orderNo: 'A3' })],
      'api',
    );
    expect(results.map((row) => [row.status, row.errors?.[0]?.path])).toEqual([
      ['rejected', 'deliveredAt'],
      ['rejected', ''],
      ['created', undefined],
    ]);
  });
});

test('products told by several at once are each kept once', async () => {
  const world = await commerceWorld();
  const rows = Array.from({ length: 40 }, (_, index) => ({ sku: `p${index}`, name: `商品${index}` }));
  const tellings = [rows, [...rows].reverse(), rows];
  const told = await Promise.all(tellings.map((telling) => world.commerce.saveProducts(telling)));
  expect(told.flat().every(({ status }) => status === 'created' || status === 'unchanged')).toBe(true);
  expect(await world.dataSource.getRepository(Product).count()).toBe(40);
  await world.dataSource.destroy();
});

test('products are saved as told, and only when they differ', async () => {
  const world = await commerceWorld();
  const row = {
    sku: 'ro-1',
    name: '净水器',
    usageSteps: [
      { day: 3, title: '使用', text: '…' },
      { day: 0, title: '首次', text: '…' },
    ],
    consumable: { sku: 'filter', cycleDays: 180, leadDays: 7 },
  };
  const statuses = async (...rows: Parameters<Commerce['saveProducts']>[0]) =>
    (await world.commerce.saveProducts(rows)).map((result) => result.status);
  expect(await statuses(row, row)).toEqual(['created', 'unchanged']);
  expect(await statuses({ ...row, priceCents: 199900 })).toEqual(['updated']);
  const [product] = await world.dataSource.getRepository(Product).find();
  expect(product).toMatchObject({ priceCents: 199900, consumable: { cycleDays: 180 }, upgradeTo: [] });
  expect(product?.usageSteps.map((step) => step.day)).toEqual([0, 3]);
  await world.dataSource.destroy();
});

test('money is told in yuan', () => {
  expect([yuan(5), yuan(199900), yuan(123456789)]).toEqual(['¥0.05', '¥1,999.00', '¥1,234,567.89']);
});
