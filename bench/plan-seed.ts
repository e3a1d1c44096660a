import type { DataSource, EntityManager } from 'typeorm';
import { addDays, instantAt } from '../src/kernel/calendar';
import { nextOccurrence } from '../src/kernel/yearly-date';

const zone = 'Asia/Shanghai';
const reps = 400;
const dayMs = 86_400_000;

/** The same numbers on every run (mulberry32). */
function dice(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const steps = [0, 3, 7, 15, 30].map((day) => ({ day, title: `第${day}天`, text: '先用清水冲洗三分钟，再正常使用。' }));
const products = Array.from({ length: 12 }, (_, index) => ({
  sku: `sku-${index}`,
  name: `商品${index}`,
  usageSteps: index < 8 ? steps : [],
  // four are used up themselves, four come with a consumable
  consumable:
    index >= 8
      ? { cycleDays: 60 + index * 10, leadDays: 7 }
      : index < 4
        ? { sku: `sku-${index + 8}`, cycleDays: 180, leadDays: 7 }
        : null,
}));

type Row = Record<string, string | number | null>;

/** Customers as a shop of some years has them: orders, dates, relations and a month of touches behind them. */
export async function seed(dataSource: DataSource, customers: number, day: string): Promise<void> {
  const roll = dice(20270101);
  await dataSource.transaction(async (manager) => {
    await insert(
      manager,
      'reps',
      Array.from({ length: reps }, (_, index) => repRow(index)),
    );
    await insert(manager, 'products', products.map(productRow));
  });
  for (let start = 0; start < customers; start += 5000) {
    const tables: Record<string, Row[]> = {
      customers: [],
      follow_relations: [],
      important_dates: [],
      orders: [],
      order_items: [],
      touches: [],
    };
    for (let index = start; index < Math.min(start + 5000, customers); index += 1)
      addCustomer(tables, index, day, roll);
    await dataSource.transaction(async (manager) => {
      for (const [table, rows] of Object.entries(tables)) await insert(manager, table, rows);
    });
  }
}

function addCustomer(tables: Record<string, Row[]>, index: number, day: string, roll: () => number): void {
  const externalUserId = `wm${Math.imul(index, 0x9e3779b1) >>> 0}x${index}`;
  const repUserId = `rep-${index % reps}`;
  const now = instantAt(day, '00:00', zone);
  const orders = Array.from({ length: roll() < 0.2 ? 0 : 1 + Math.floor(roll() * roll() * 6) }, () =>
    Math.floor(roll() * 700),
  );
  orders.forEach((daysAgo, nth) => addOrder(tables, `o${index}-${nth}`, externalUserId, addDays(day, -daysAgo), roll));
  const lastAgo = orders.length > 0 ? Math.min(...orders) : null;
  tables['customers']!.push({
    externalUserId,
    name: `客户${index}`,
    repUserId,
    interests: '["茶"]',
    addedAt: now - 700 * dayMs,
    addedOn: addDays(day, -Math.floor(roll() * 700)),
    optedOutAt: roll() < 0.01 ? 1 : null,
    orderCount: orders.length,
    totalCents: orders.length * 39_900,
    firstOrderAt: orders.length > 0 ? now - (Math.max(...orders) + 3) * dayMs : null,
    lastOrderAt: lastAgo === null ? null : now - (lastAgo + 3) * dayMs,
    lastActiveAt: now - Math.floor(roll() * 120) * dayMs,
    createdAt: now - 700 * dayMs,
    updatedAt: now - 2 * dayMs,
  });
  tables['follow_relations']!.push({ repUserId, externalUserId, remark: `客户${index}`, followedAt: 1, tagIds: '[]' });
  if (roll() < 0.6) addDate(tables, externalUserId, 'birthday', day, roll);
  if (roll() < 0.15) addDate(tables, externalUserId, 'wedding', day, roll);
  for (let nth = 0; nth < 3; nth += 1)
    if (roll() < 0.7) addTouch(tables, externalUserId, repUserId, addDays(day, -2 - Math.floor(roll() * 90)), nth);
}

function addOrder(
  tables: Record<string, Row[]>,
  orderNo: string,
  externalUserId: string,
  deliveredOn: string,
  roll: () => number,
): void {
  const paidAt = instantAt(deliveredOn, '12:00', zone) - 3 * dayMs;
  const stamps = { createdAt: paidAt, updatedAt: paidAt };
  tables['orders']!.push({
    orderNo,
    externalUserId,
    paidAt,
    deliveredOn,
    totalCents: 39_900,
    status: 'delivered',
    source: 'api',
    ...stamps,
  });
  for (let line = 0; line < (roll() < 0.3 ? 2 : 1); line += 1) {
    const product = products[Math.floor(roll() * products.length)]!; // an index of products
    const { sku, name } = product;
    tables['order_items']!.push({
      orderNo,
      line,
      externalUserId,
      sku,
      name,
      quantity: 1,
      unitPriceCents: 39_900,
      deliveredOn,
    });
  }
}

function addDate(
  tables: Record<string, Row[]>,
  externalUserId: string,
  kind: string,
  day: string,
  roll: () => number,
): void {
  const calendar = roll() < 0.3 ? ('lunar' as const) : ('solar' as const);
  const date = { calendar, month: 1 + Math.floor(roll() * 12), day: 1 + Math.floor(roll() * 28) };
  const nextOn = nextOccurrence(date, day);
  const own = { id: `${externalUserId}${kind[0]}`, externalUserId, kind, status: 'confirmed', source: 'import' };
  tables['important_dates']!.push({ ...own, ...date, nextOn, createdAt: 1, updatedAt: 1 });
}

function addTouch(
  tables: Record<string, Row[]>,
  externalUserId: string,
  repUserId: string,
  dueOn: string,
  nth: number,
): void {
  const at = instantAt(dueOn, '10:00', zone);
  const occasion = `past:${nth}`;
  tables['touches']!.push({
    id: `${externalUserId}${nth}`,
    externalUserId,
    play: 'check-in',
    occasion,
    occasionKey: occasion,
    commercial: nth === 0 ? 1 : 0,
    priority: 7,
    topic: occasion,
    repUserId,
    path: 'suggestion',
    dueOn,
    notBefore: at,
    notAfter: at + 10 * 3_600_000,
    state: 'sent',
    why: '久未联系，问候一声',
    text: '最近还好吗？有什么需要随时找我。',
    details: '{}',
    massSendId: `m${nth}`,
    sentAt: at,
    createdAt: at,
    updatedAt: at,
  });
}

function repRow(index: number): Row {
  return { repUserId: `rep-${index}`, name: `导购${index}`, departmentIds: '[]', syncedAt: 1 };
}

function productRow({ sku, name, usageSteps, consumable }: (typeof products)[number]): Row {
  return {
    sku,
    name,
    usageSteps: JSON.stringify(usageSteps),
    consumable: consumable && JSON.stringify(consumable),
    upgradeTo: '[]',
    complements: '[]',
    tags: '[]',
    createdAt: 1,
    updatedAt: 1,
  };
}

async function insert(manager: EntityManager, table: string, rows: Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const marks = `(${columns.map(() => '?').join(',')})`;
  for (let start = 0; start < rows.length; start += 500) {
    const some = rows.slice(start, start + 500);
    const values = some.flatMap((row) => columns.map((column) => row[column]));
    await manager.query(
      `insert into ${table} (${columns.join(',')}) values ${some.map(() => marks).join(',')}`,
      values,
    );
  }
}
