import { startWorld, type World } from '../support/world';

jest.setTimeout(120_000);

let world: World;

beforeEach(async () => {
  world = await startWorld({ now: '2027-08-17 09:30' });
  world.rep();
  world.rep('rep.gao', '高远');
  await world.app.features.contacts.sync();
});

afterEach(() => world.stop());

/** Somebody who will hear of 中秋 on 2027-08-21. */
async function buyer(name: string): Promise<string> {
  await world.api('POST', '/products', { sku: 'F-1', name: '滤芯' });
  const externalUserId = await world.customer({ name });
  const items = [{ sku: 'F-1', name: '滤芯', quantity: 1, unitPriceCents: 9_900 }];
  const paid = { paidAt: '2027-06-01T12:00:00+08:00', items, totalCents: 9_900, status: 'paid' };
  await world.api('POST', '/orders', { orderNo: `O-${name}`, externalUserId, ...paid });
  return externalUserId;
}

test('a rep of whom only the refused task tells that they left is replaced by who else follows the customer', async () => {
  const customer = await buyer('张三');
  await world.walkTo('2027-08-17 10:30');
  world.sandbox.platform.customerAddsRep({ repUserId: 'rep.gao', externalUserId: customer });
  await world.settle();
  await world.walkTo('2027-08-21 09:50');
  world.sandbox.faults.set('externalcontact/add_msg_template', { errcode: 60111, times: 1 });
  await world.walkTo('2027-08-21 10:30');
  await world.walkTo('2027-08-21 10:35');
  const [task] = world.sandbox.platform.waitingMassSends('rep.gao');
  world.sandbox.platform.repConfirmsMassSend('rep.gao', task?.msgid ?? '');
  await world.settle();
  const received = world.sandbox.platform.receivedBy(customer).filter(({ via }) => via === 'mass-send');
  expect(received.map(({ repUserId }) => repUserId)).toEqual(['rep.gao']);
});

test('a customer of whom only the result tells that they deleted the rep is nobody’s, without a look at all of WeCom', async () => {
  const customer = await buyer('张三');
  await world.walkTo('2027-08-21 10:05');
  const [task] = world.sandbox.platform.waitingMassSends('rep.lin');
  world.sandbox.faults.callbacks.drop = 1;
  world.sandbox.platform.customerDeletesRep(customer, 'rep.lin');
  world.sandbox.platform.repConfirmsMassSend('rep.lin', task?.msgid ?? '');
  await world.walkTo('2027-08-21 12:00');
  expect(await world.api('GET', `/customers/${customer}`)).toMatchObject({ repUserId: null });
  const { touches } = await world.api<{ touches: { play: string; state: string }[] }>(
    'GET',
    `/customers/${customer}/touches`,
  );
  expect(touches.filter(({ play }) => play === 'holiday').map(({ state }) => state)).toContain('failed');
});
