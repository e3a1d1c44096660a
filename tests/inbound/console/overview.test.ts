import { addDays } from '../../../src/kernel/calendar';
import { isHeldOut } from '../../../src/kernel/holdout';
import { newId } from '../../../src/kernel/ids';
import { CallbackEvent } from '../../../src/model/callback-event';
import { Conversation } from '../../../src/model/conversation';
import { Customer } from '../../../src/model/customer';
import { Message } from '../../../src/model/message';
import { Order } from '../../../src/model/order';
import { Rep } from '../../../src/model/rep';
import { Touch, type TouchState } from '../../../src/model/touch';
import { shanghai, startWorld, type World } from '../../support/world';
import { memberAt } from './console-world';

jest.setTimeout(120_000);

const today = '2027-04-25';
let world: World;
beforeEach(async () => {
  world = await startWorld({ now: `${today} 09:30`, care: (care) => (care.effect.holdoutPercent = 20) });
  const { manager } = world.app.dataSource;
  for (const [repUserId, name, department] of [
    ['rep.lin', '林晓', 2],
    ['rep.gao', '高远', 3],
  ] as const) {
    await manager.insert(Rep, { repUserId, name, departmentIds: [department], syncedAt: 1 });
  }
});
afterEach(() => world.stop());

/** Customers of both reps in turn, e.g. `{ stage: 'repeat' }`. */
async function customers(count: number, prefix: string, values: Partial<Customer> = {}): Promise<string[]> {
  const at = world.clock.now();
  const ids = Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
  for (const [n, externalUserId] of ids.entries()) {
    await world.app.dataSource.manager.insert(Customer, {
      ...{ externalUserId, name: externalUserId, repUserId: n % 2 ? 'rep.gao' : 'rep.lin', interests: [] },
      ...{ createdAt: at, updatedAt: at },
      ...values,
    });
  }
  return ids;
}

async function touch(externalUserId: string, dueOn: string, state: TouchState, values: Partial<Touch> = {}) {
  const at = shanghai(`${dueOn} 10:00`);
  const repUserId = Number(externalUserId.split('-')[1]) % 2 ? 'rep.gao' : 'rep.lin';
  const id = newId(at);
  await world.app.dataSource.manager.insert(Touch, {
    ...{ id, externalUserId, repUserId, play: 'replenish', occasion: id, occasionKey: id, commercial: true },
    ...{ priority: 4, path: 'suggestion', dueOn, notBefore: at, notAfter: at + 3_600_000, state, why: '滤芯快用完了' },
    ...{ text: '', details: {}, createdAt: at, updatedAt: at, sentAt: state === 'sent' ? at : null },
    ...values,
  } as object);
}

async function order(externalUserId: string, day: string, values: Partial<Order> = {}): Promise<void> {
  const paidAt = shanghai(`${day} 18:00`);
  await world.app.dataSource.manager.insert(Order, {
    ...{ orderNo: newId(paidAt), externalUserId, paidAt, deliveredOn: day, totalCents: 10_000, status: 'paid' },
    ...{ source: 'api', createdAt: paidAt, updatedAt: paidAt },
    ...values,
  });
}

/** A message at the kf. */
async function wrote(externalUserId: string, day: string): Promise<void> {
  const { manager } = world.app.dataSource;
  const sentAt = shanghai(`${day} 20:00`);
  const id = newId(sentAt);
  await manager.insert(Conversation, { id, openKfId: 'wkShop', externalUserId, createdAt: sentAt, updatedAt: sentAt });
  await manager.insert(Message, {
    ...{ id, openKfId: 'wkShop', messageId: id, conversationId: id, origin: 'customer', kind: 'text' },
    ...{ sealedBody: '', sentAt, createdAt: sentAt, state: 'received' },
  });
}

const figuresOf = async (role: 'admin' | 'lead' = 'admin') => {
  const visitor = await memberAt(world, role, role === 'lead' ? { departmentIds: [2] } : {});
  return (await visitor.ask('GET', '/overview/figures')).body.figures;
};
const longAgo = addDays(today, -40);

describe('the effect of care', () => {
  test('is what followed within 14 days, of those cared for against those left alone', async () => {
    const cared = await customers(300, 'cared');
    const alone = await customers(150, 'alone');
    for (const id of cared) await touch(id, longAgo, 'sent');
    for (const id of alone) await touch(id, longAgo, 'refused', { reason: 'holdout' });
    for (const id of cared.slice(0, 90)) await order(id, addDays(longAgo, 13));
    for (const id of alone.slice(0, 15)) await order(id, addDays(longAgo, 2));
    // Too late, before it, and given back: none follows the touch.
    await order(cared[200]!, addDays(longAgo, 15));
    await order(cared[201]!, addDays(longAgo, -1));
    await order(cared[202]!, addDays(longAgo, 3), { status: 'refunded' });
    for (const id of cared.slice(0, 7)) await wrote(id, addDays(longAgo, 2));
    await wrote(cared[8]!, addDays(longAgo, 15));
    await wrote(alone[0]!, addDays(longAgo, 1));
    const { effect, plays } = await figuresOf();
    expect(effect).toMatchObject({
      ...{ verdict: 'better', holdoutPercent: 20, followDays: 14 },
      cared: { customers: 300, replied: 7, bought: 90, yuan: 9_000 },
      alone: { customers: 150, replied: 1, bought: 15, yuan: 1_500 },
    });
    expect(effect.points).toEqual({ difference: 20, low: expect.any(Number), high: expect.any(Number) });
    expect(effect.points.low).toBeGreaterThan(0);
    expect(effect.words).toContain('20 个百分点');
    expect(plays).toEqual([{ play: 'replenish', title: '耗材补充', sent: 300, replied: 7, bought: 90 }]);
  });

  test('counts whom the rep skipped as cared for, and leaves out greetings and what is not yet 14 days old', async () => {
    const [skipped, greeted, recent, both] = await customers(4, 'some');
    await touch(skipped!, longAgo, 'skipped');
    await touch(greeted!, longAgo, 'sent', { play: 'birthday', commercial: false, priority: 2 });
    await touch(recent!, addDays(today, -5), 'sent');
    await touch(both!, longAgo, 'sent');
    await touch(both!, addDays(longAgo, 3), 'refused', { reason: 'holdout' });
    const { effect } = await figuresOf();
    expect(effect.cared.customers).toBe(1);
    expect(effect.verdict).toBe('waiting');
  });

  test('is said to be a guess while the groups are small', async () => {
    for (const id of await customers(30, 'cared')) {
      await touch(id, longAgo, 'sent');
      await order(id, addDays(longAgo, 1));
    }
    for (const id of await customers(4, 'alone')) await touch(id, longAgo, 'refused', { reason: 'holdout' });
    const { effect } = await figuresOf();
    expect(effect).toMatchObject({ verdict: 'too_few', points: null });
    expect(effect.detail).toContain('只有 4 位客户');
  });

  test('is of the plan’s own decisions: the two groups are whom the hash keeps and whom it leaves alone', async () => {
    world.app.features.liveSettings.care.effect.holdoutPercent = 50;
    world.rep();
    await world.app.features.contacts.sync();
    await world.api('POST', '/products', { sku: 'F-1', name: '滤芯', priceCents: 9_900 });
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1) ids.push(await world.customer({ name: `老客${n}` }));
    await world.app.dataSource.query("update customers set addedOn = '2026-10-01'");
    const item = { sku: 'F-1', name: '滤芯', quantity: 1, unitPriceCents: 9_900 };
    const common = { paidAt: '2027-02-01T12:00:00+08:00', items: [item], totalCents: 9_900, status: 'paid' };
    await world.api(
      'POST',
      '/orders',
      ids.map((externalUserId, n) => ({ ...common, orderNo: `O-${n}`, externalUserId })),
    );
    await world.app.features.planner.catchUp();
    await world.walkTo(`${today} 11:00`);
    world.clock.moveTo(shanghai(`${addDays(today, 15)} 11:00`));
    const out = ids.filter((id) => isHeldOut(id, 50)).length;
    expect(out).toBeGreaterThan(0);
    const { effect } = await figuresOf();
    expect([effect.alone.customers, effect.cared.customers]).toEqual([out, 8 - out]);
  });
});

describe('stages', () => {
  test('are counted of the customers in the member’s scope, and compared with an earlier day', async () => {
    await customers(4, 'new');
    await customers(2, 'repeat', { stage: 'repeat' });
    await world.app.features.reports.figureCount.run();
    world.clock.moveTo(shanghai('2027-04-27 09:30'));
    await customers(2, 'loyal', { stage: 'loyal' });
    const { stages, beforeOn } = await figuresOf();
    const of = (wanted: string, all = stages) => all.find(({ stage }: { stage: string }) => stage === wanted);
    expect([of('new'), of('loyal')]).toEqual([
      { stage: 'new', customers: 4, before: 4 },
      { stage: 'loyal', customers: 2, before: 0 },
    ]);
    expect(beforeOn).toBe(today);
    expect(of('new', (await figuresOf('lead')).stages)).toMatchObject({ customers: 2 });
  });

  test('are counted every night, and counting twice counts once', async () => {
    await customers(3, 'new');
    await world.walkTo('2027-04-26 04:00');
    await world.app.features.reports.figureCount.run();
    const [row] = await world.app.dataSource.query(
      "select sum(figure) as customers from report_figures where day = '2027-04-26' and measure = 'stage:new'",
    );
    expect(Number(row.customers)).toBe(3);
  });
});

describe('the day’s work', () => {
  test('names what needs a person, for whom, and since when; nothing of others', async () => {
    const [one, two] = await customers(2, 'c', { problemOpenedAt: 5 });
    await touch(one!, today, 'failed');
    await touch(one!, addDays(today, -3), 'unknown');
    await touch(two!, today, 'held', { reason: 'held_by_person' });
    await touch(two!, today, 'offered');
    const seen = async (role: 'admin' | 'lead') => {
      const visitor = await memberAt(world, role, role === 'lead' ? { departmentIds: [2] } : {});
      return (await visitor.ask('GET', '/overview')).body;
    };
    const { attention, states, waitingReps } = await seen('admin');
    expect(attention.map(({ key, count, firstOn }: never) => [key, count, firstOn])).toEqual([
      ['problems', 2, null],
      ['failed', 1, today],
      ['unknown', 1, addDays(today, -3)],
      ['held', 1, today],
    ]);
    expect(states.find(({ key }: { key: string }) => key === 'offered')).toMatchObject({ count: 1 });
    expect(waitingReps).toEqual([{ key: 'rep.gao', title: '高远', count: 1 }]);
    expect((await seen('lead')).attention.map(({ key }: { key: string }) => key)).toEqual([
      'problems',
      'failed',
      'unknown',
    ]);
  });
});

describe('the system’s health', () => {
  test('tells the last callback, what waits, and each error with its mend; only to who sees the shop', async () => {
    const at = world.clock.now();
    const event = { kind: 'change_external_contact.add_external_contact', sealedXml: 'x', priority: 1 };
    const rows: Partial<CallbackEvent>[] = [
      { id: 'a', receivedAt: at - 60_000, state: 'done', nextAttemptAt: at - 50_000, doneAt: at - 50_000 },
      { id: 'b', receivedAt: at - 90_000, state: 'received', nextAttemptAt: at + 9_000_000 },
      { id: 'c', receivedAt: at - 95_000, state: 'parked', nextAttemptAt: at, fault: 'no such rep' },
    ];
    for (const row of rows) await world.app.dataSource.manager.insert(CallbackEvent, { ...event, ...row });
    world.sandbox.faults.set('externalcontact/get_follow_user_list', { errcode: 60020 });
    await expect(world.app.features.contacts.sync()).rejects.toThrow('60020');
    const { health } = (await (await memberAt(world, 'auditor')).ask('GET', '/overview/health')).body;
    expect(health.callbacks).toEqual({
      lastReceivedAt: new Date(at - 60_000).toISOString(),
      waiting: 1,
      oldestWaitingAt: new Date(at - 90_000).toISOString(),
      parked: 1,
    });
    expect(health.errors).toMatchObject([
      { what: expect.stringContaining('60020'), mend: expect.stringContaining('接入') },
      { fault: 'no such rep', mend: expect.stringContaining('不会丢') },
    ]);
    expect(health.usage[0]).toMatchObject({ perMinute: 10_000, hour: expect.any(Number) });
    const lead = await memberAt(world, 'lead', { departmentIds: [2] });
    expect((await lead.ask('GET', '/overview/health')).body).toEqual({ health: null });
  });
});
