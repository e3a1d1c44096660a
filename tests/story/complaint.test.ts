import { startWorld, type World } from '../support/world';

jest.setTimeout(120_000);

let world: World;

afterEach(() => world.stop());

async function worldOf(now: string): Promise<World> {
  world = await startWorld({ now });
  world.rep();
  await world.app.features.contacts.sync();
  return world;
}

async function repWrites(line: string): Promise<void> {
  world.sandbox.platform.repWritesToApp('rep.lin', line);
  await world.settle();
}

/** Customers of each task that waits in the rep's 群发助手. */
const waiting = () =>
  world.sandbox.platform
    .waitingMassSends('rep.lin')
    .map(({ tasks }) => [...tasks.values()].flatMap(({ rows }) => [...rows.keys()]).sort());

async function confirmAll(): Promise<void> {
  for (const { msgid } of world.sandbox.platform.waitingMassSends('rep.lin')) {
    world.sandbox.platform.repConfirmsMassSend('rep.lin', msgid);
  }
  await world.settle();
}

const sentByTask = (customer: string) =>
  world.sandbox.platform.receivedBy(customer).filter(({ via }) => via === 'mass-send');

describe('a customer who complains', () => {
  test('is taken out of the promotion that waits for the rep’s tap, and hears of it once all is well', async () => {
    await worldOf('2027-08-17 09:30');
    await world.api('POST', '/products', { sku: 'F-1', name: '滤芯' });
    const [zhang, li] = [await world.customer({ name: '张三' }), await world.customer({ name: '李四' })];
    const bought = { sku: 'F-1', name: '滤芯', quantity: 1, unitPriceCents: 9_900 };
    const order = { paidAt: '2027-06-01T12:00:00+08:00', items: [bought], totalCents: 9_900, status: 'paid' };
    await world.api('POST', '/orders', [
      { orderNo: 'O-1', externalUserId: zhang, ...order },
      { orderNo: 'O-2', externalUserId: li, ...order },
    ]);
    await world.walkTo('2027-08-21 10:30');
    expect(waiting()).toEqual([[zhang, li].sort()]);

    await repWrites('张三 投诉 出水慢');
    await world.walkTo('2027-08-21 11:00');
    expect(waiting()).toEqual([[li]]);
    await confirmAll();
    await world.walkTo('2027-08-21 12:00');
    expect([sentByTask(zhang).length, sentByTask(li).length]).toEqual([0, 1]);
    const touches = () =>
      world.api<{ touches: { play: string; state: string; why: string }[] }>('GET', `/customers/${zhang}/touches`);
    const [held] = (await touches()).touches.filter(({ why }) => why.includes('中秋节'));
    expect(held).toMatchObject({ state: 'held' });
    expect(held?.why).toMatch(/^暂缓：客户有未解决的问题，先解决再联系（由头：中秋节/);

    await repWrites('张三 已解决');
    await world.walkTo('2027-08-22 10:30');
    expect(waiting()).toEqual([[zhang]]);
    await confirmAll();
    expect([sentByTask(zhang).length, sentByTask(li).length]).toEqual([1, 1]);
  });

  test('is not wished a happy birthday from a task that was made before', async () => {
    await worldOf('2027-09-01 10:00');
    const customer = await world.customer({ name: '张三', birthday: '9月3日' });
    await world.walkTo('2027-09-03 09:10');
    const { items } = await world.app.features.today.todayFor('rep.lin');
    expect(await world.app.features.acts.send(items[0]?.touch.id ?? '', 'rep.lin')).toMatchObject({ done: true });
    expect(waiting()).toEqual([[customer]]);

    await repWrites('张三 投诉 出水慢');
    await world.walkTo('2027-09-03 09:20');
    expect(waiting()).toEqual([]);
    expect(await world.app.features.acts.send(items[0]?.touch.id ?? '', 'rep.lin')).toMatchObject({ done: false });
    await confirmAll();
    expect(sentByTask(customer)).toEqual([]);
  });
});
