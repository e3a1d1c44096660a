import { startWorld, type World } from '../../support/world';
import { RepPhone } from './rep-phone';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  world.rep('Rep.Lin', '林晓');
  await world.customer({ addedBy: 'Rep.Lin' });
});
afterEach(() => world.stop());

test('a rep is known by WeCom, whatever the case of their userid, on the sidebar and on the task list', async () => {
  const phone = new RepPhone(world);
  expect(await phone.signIn('rep.lin')).toBe('/sidebar');
  expect((await phone.ask('GET', '/sidebar/api/products')).status).toBe(200);
  expect((await phone.ask('GET', '/tasks/api/today')).status).toBe(200);
  expect(await new RepPhone(world).signIn('Rep.Lin', '/tasks')).toBe('/tasks');
});

test('WeCom is asked silently, and no page elsewhere is ever gone back to', async () => {
  const start = await new RepPhone(world).go(`${world.url}/rep/sign-in?to=https://elsewhere.example/sidebar`);
  const address = start.headers.get('location') ?? '';
  expect(address).toMatch(/\/connect\/oauth2\/authorize\?.*scope=snsapi_base.*#wechat_redirect$/);
  expect(new URL(address).searchParams.get('redirect_uri')).toBe(`${world.url}/rep/signed-in/sidebar`);
});

test('a customer, a colleague without customers and a rep who left are refused with words', async () => {
  const customer = await world.customer({ addedBy: 'Rep.Lin', name: '顾客' });
  const buyer = new RepPhone(world);
  await buyer.signIn(customer);
  expect(buyer.refusal).toContain('员工');

  world.sandbox.platform.addRep({ repUserId: 'rep.cai', name: '财务' });
  const colleague = new RepPhone(world);
  await colleague.signIn('rep.cai');
  expect(colleague.refusal).toContain('跟进成员');
  expect((await colleague.ask('GET', '/sidebar/api/products')).status).toBe(401);

  const phone = new RepPhone(world);
  await phone.signIn('Rep.Lin');
  world.sandbox.platform.repLeaves('Rep.Lin');
  await world.settle();
  await world.app.features.contacts.sync();
  expect((await phone.ask('GET', '/sidebar/api/products')).status).toBe(401);
});

test('a state that this phone was not given, and a code that was used, open nothing', async () => {
  const phone = new RepPhone(world);
  const start = await phone.go(`${world.url}/rep/sign-in?to=/sidebar`);
  const address = new URL(start.headers.get('location') ?? '');
  address.searchParams.set('as', 'Rep.Lin');
  const back = (await phone.go(address.href)).headers.get('location') ?? '';
  const other = new RepPhone(world);
  await other.comeBack(back);
  expect(other.refusal).toContain('过期');
  expect(other.cookies.has('jiuban_rep')).toBe(false);

  await phone.comeBack(back);
  expect(phone.cookies.has('jiuban_rep')).toBe(true);
  const again = new RepPhone(world);
  again.cookies.set('jiuban_rep_state', new URL(back).searchParams.get('state') ?? '');
  await again.comeBack(back);
  expect(again.refusal).toContain('企业微信没有确认');
});
