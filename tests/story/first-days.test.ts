import { startWorld, type World } from '../support/world';

let world: World;

beforeEach(async () => {
  world = await startWorld({ now: '2027-08-20 10:00' });
  world.rep();
  await world.app.features.contacts.sync();
});

afterEach(() => world.stop());

describe('a customer who adds a rep', () => {
  test('is welcomed within seconds', async () => {
    const customer = await world.customer();
    const [welcome] = world.sandbox.platform.receivedBy(customer);
    expect(welcome).toMatchObject({ via: 'welcome', repUserId: 'rep.lin' });
    expect(welcome?.text).toContain('林晓');
  });

  test('before 中秋 hears of it only some days later, whatever they have bought', async () => {
    await world.api('POST', '/products', { sku: 'F-1', name: '滤芯' });
    await world.walkTo('2027-08-21 10:00');
    const customer = await world.customer();
    const bought = { sku: 'F-1', name: '滤芯', quantity: 1, unitPriceCents: 9_900 };
    const order = { orderNo: 'O-1', externalUserId: customer, items: [bought], totalCents: 9_900, status: 'paid' };
    await world.api('POST', '/orders', { ...order, paidAt: '2027-06-01T12:00:00+08:00' });
    await world.walkTo('2027-08-23 21:00');
    expect(world.sandbox.platform.waitingMassSends('rep.lin')).toEqual([]);
    const { touches } = await world.api<{ touches: { play: string; why: string }[] }>(
      'GET',
      `/customers/${customer}/touches`,
    );
    const whys = touches.filter(({ play }) => play === 'holiday').map(({ why }) => why);
    expect(whys).toContainEqual(
      expect.stringContaining('暂缓：客户刚添加（2027-08-21），3 天内不做推广（由头：中秋节'),
    );
    await world.walkTo('2027-08-24 10:10');
    const [task] = world.sandbox.platform.waitingMassSends('rep.lin');
    expect(task?.text).toContain('中秋');
  });

  test('and has a lunar birthday is greeted by the rep on that very day, after one tap in the list and one in 群发助手', async () => {
    const customer = await world.customer({ birthday: '农历八月十五' });
    await world.walkTo('2027-09-15 09:10');
    const { items } = await world.app.features.today.todayFor('rep.lin');
    expect(items.map(({ touch }) => [touch.play, touch.occasion])).toEqual([['birthday', 'birthday:2027']]);
    const touchId = items[0]?.touch.id ?? '';
    expect(await world.app.features.acts.send(touchId, 'rep.lin')).toMatchObject({ done: true });
    const [task] = world.sandbox.platform.waitingMassSends('rep.lin');
    world.sandbox.platform.repConfirmsMassSend('rep.lin', task?.msgid ?? '');
    await world.walkTo('2027-09-15 12:00');
    const greetings = world.sandbox.platform.receivedBy(customer).filter(({ via }) => via === 'mass-send');
    expect(greetings).toHaveLength(1);
    const { touches } = await world.api<{ touches: { play: string; state: string }[] }>(
      'GET',
      `/customers/${customer}/touches`,
    );
    expect(touches.find(({ play }) => play === 'birthday')?.state).toBe('sent');
  });
});
