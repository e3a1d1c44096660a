import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { Sandbox } from '../../src/sandbox/sandbox';
import { sampleShop } from '../../src/sandbox/sample-shop';
import { day, StandingClock } from './stage';

let clock: StandingClock;
let sandbox: Sandbox;
let server: http.Server;
let base: string;
let purchases: unknown[];

beforeEach(async () => {
  clock = new StandingClock(Date.parse('2027-03-10T10:00:00+08:00'));
  purchases = [];
  sandbox = new Sandbox({
    clock,
    seed: true,
    onMoveClock: async (to) => clock.pass(to - clock.now()),
    onPurchase: async (purchase) => void purchases.push(purchase),
  });
  const app = new Koa();
  app.use(sandbox.controlRouter());
  app.use((ctx) => void (ctx.body = { app: ctx.request.body ?? null }));
  server = http.createServer(app.callback()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox/api`;
});
afterEach(async () => {
  await sandbox.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const post = async (
  path: string,
  body: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => {
  const answer = await fetch(`${base}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

interface PageState {
  version: number;
  now: string;
  reps: {
    repUserId: string;
    appChat: Record<string, unknown>[];
    massSends: Record<string, unknown>[];
    left: boolean;
  }[];
  customers: {
    externalUserId: string;
    name: string;
    reps: { repUserId: string; messages: { text: string; from: string }[] }[];
  }[];
  [name: string]: unknown;
}
const state = async () => (await (await fetch(`${base}/state`)).json()) as PageState;

describe('the page’s API', () => {
  it('shows reps, customers, chats and what can be bought', async () => {
    const page = await state();
    expect(page.now).toBe('2027-03-10T02:00:00.000Z');
    expect(page.reps.map(({ repUserId }) => repUserId)).toContain('rep.lin');
    expect(page.customers).toHaveLength(8);
    expect(page.customers[0]?.reps[0]?.messages[0]).toMatchObject({ from: 'customer', text: '净水器很好用，谢谢林晓' });
    expect(page).toMatchObject({ canMoveClock: true, canBuy: true, callbackUrl: null, faults: { down: false } });
  });

  it('lets people act, and tells what they cannot do', async () => {
    const added = await post('acts/customer-adds-rep', { customerName: '新朋友', repUserId: 'rep.lin' });
    expect(added.status).toBe(200);
    const { externalUserId } = added.body.result as { externalUserId: string };
    await post('acts/customer-says', { repUserId: 'rep.lin', externalUserId, text: '你好' });
    await post('acts/rep-writes-to-app', { repUserId: 'rep.lin', text: '今天' });
    const page = await state();
    const friend = page.customers.find((customer) => customer.externalUserId === externalUserId);
    expect(friend?.reps[0]?.messages).toMatchObject([{ from: 'customer', text: '你好' }]);
    expect(page.reps[0]?.appChat).toMatchObject([{ from: 'rep', text: '今天' }]);

    expect((await post('acts/customer-adds-rep', { externalUserId, repUserId: 'rep.lin' })).status).toBe(409);
    expect((await post('acts/customer-says', { repUserId: 'rep.lin', externalUserId })).body).toMatchObject({
      status: 422,
      errors: [{ path: 'text' }],
    });
    expect((await post('acts/fly', {})).status).toBe(404);
    expect((await post('acts/constructor', {})).status).toBe(404);
  });

  it('moves the clock forward only', async () => {
    expect((await post('clock', { days: 3 })).status).toBe(200);
    expect(clock.now()).toBe(Date.parse('2027-03-13T10:00:00+08:00'));
    expect((await post('clock', { to: '2027-09-15T09:00:00+08:00' })).body.now).toBe('2027-09-15T01:00:00.000Z');
    expect((await post('clock', { to: '2020-01-01T00:00:00Z' })).status).toBe(422);
    expect((await post('clock', { to: 'soon' })).status).toBe(422);
  });

  it('passes purchases on', async () => {
    expect((await post('orders', { externalUserId: 'wmJiubanSample0001', sku: 'WP-100' })).status).toBe(200);
    expect(purchases).toEqual([{ externalUserId: 'wmJiubanSample0001', sku: 'WP-100', quantity: 1 }]);
  });

  it('sets and clears faults', async () => {
    await post('faults', {
      path: 'message/send',
      fault: { errcode: -1, times: 2 },
      callbacks: { duplicate: 1 },
      down: 'hang',
    });
    expect(sandbox.faults.list()).toEqual({ 'message/send': { errcode: -1, times: 2 } });
    expect([sandbox.faults.down, sandbox.faults.callbacks.duplicate]).toEqual(['hang', 1]);
    await post('faults', { clear: true });
    expect([sandbox.faults.down, sandbox.faults.list(), sandbox.faults.callbacks.duplicate]).toEqual([false, {}, 0]);
    expect((await post('faults', { down: 'maybe' })).status).toBe(422);
  });

  it('streams the version as it grows', async () => {
    const answer = await fetch(`${base}/events`);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const reader = answer.body?.getReader();
    const read = async () => new TextDecoder().decode((await reader?.read())?.value);
    const first = JSON.parse((await read()).slice(6)) as { version: number };
    await post('acts/rep-writes-to-app', { repUserId: 'rep.lin', text: '今天' });
    const second = JSON.parse((await read()).slice(6)) as { version: number };
    expect(second.version).toBeGreaterThan(first.version);
    await reader?.cancel();
  });
});

describe('what the app adds below the same prefix', () => {
  it('is reached parsed, and only by this machine’s own pages', async () => {
    expect((await post('touches', { of: 'wm1' })).body).toEqual({ app: { of: 'wm1' } });
    expect((await post('touches', { of: 'wm1' }, { 'content-type': 'text/plain' })).status).toBe(415);
  });
});

describe('stopping', () => {
  it('ends the open event streams', async () => {
    const answer = await fetch(`${base}/events`);
    const whole = answer.text();
    await sandbox.stop();
    expect(await whole).toContain('"version"');
  });
});

describe('the page’s API refuses', () => {
  const hostile = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      http.get(`${base}/state`, { headers }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
    });

  it('a host that is not this machine, as after DNS rebinding', async () => {
    expect(await hostile({ host: 'evil.example' })).toBe(403);
    expect(await hostile({ host: '127.0.0.1.evil.example' })).toBe(403);
    expect(await hostile({ host: 'localhost:3000' })).toBe(200);
    expect(await hostile({ origin: 'https://evil.example' })).toBe(403);
  });

  it('bodies that a foreign form could send', async () => {
    expect((await post('acts/rep-leaves', { repUserId: 'rep.lin' }, { 'content-type': 'text/plain' })).status).toBe(
      415,
    );
    const broken = await fetch(`${base}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
  });
});

describe('a snapshot', () => {
  it('brings the whole platform back', () => {
    sandbox.platform.customerAddsRep({ customerName: '新朋友', repUserId: 'rep.lin' });
    sandbox.platform.repWritesToApp('rep.lin', '今天');
    const other = new Sandbox({ clock });
    other.restore(sandbox.snapshot());
    const bare = (snapshot: string) => snapshot.replace(/"era":\d+/, '');
    expect(bare(other.snapshot())).toBe(bare(sandbox.snapshot()));
    const { externalUserId } = other.platform.customerAddsRep({ customerName: '再来一位', repUserId: 'rep.lin' });
    expect(sandbox.snapshot()).not.toContain(externalUserId);
  });

  it('that is older than what was said since never gives an id twice', () => {
    const before = sandbox.snapshot();
    const added = () =>
      sandbox.platform.customerAddsRep({ customerName: '新朋友', repUserId: 'rep.lin' }).externalUserId;
    const lost = added();
    sandbox.restore(before);
    expect(added()).not.toBe(lost);
  });
});

describe('the sample shop', () => {
  it('hangs together: orders sum up, name known goods, and lie in the past', () => {
    const shop = sampleShop(clock.now());
    const skus = new Set(shop.products.map(({ sku }) => sku));
    const known = new Set(JSON.stringify(sandbox.snapshot()).match(/wmJiubanSample\d{4}/g));
    for (const order of shop.orders) {
      expect(order.totalCents).toBe(order.items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0));
      expect(order.items.every(({ sku }) => skus.has(sku))).toBe(true);
      expect(known).toContain(order.externalUserId);
      expect(Date.parse(order.paidAt)).toBeLessThan(clock.now());
    }
    for (const product of shop.products) {
      for (const sku of [...(product.upgradeTo ?? []), ...(product.complements ?? [])]) expect(skus).toContain(sku);
    }
    const purifier = shop.products.find(({ name }) => name === '净水器');
    expect(purifier?.usageSteps?.map((step) => step.day)).toEqual([0, 3, 7, 30]);
    expect(purifier?.consumable).toMatchObject({ cycleDays: 180, leadDays: 7 });
    expect(shop.orders.some((order) => Date.parse(order.deliveredAt ?? '') > clock.now() - 4 * day)).toBe(true);
  });
});
