import { randomUUID } from 'node:crypto';
import { type BriefingView, briefingSchema } from '../../../src/contract/sidebar';
import { startWorld, type World } from '../../support/world';
import { RepPhone } from './rep-phone';

let world: World;
let phone: RepPhone;
let customer: string;
beforeEach(async () => {
  world = await startWorld({ now: '2027-03-01 10:02' });
  world.rep();
  world.rep('rep.wang', '王芳');
  customer = await world.customer({ birthday: '农历八月十五' });
  await world.customer({ name: '别人的客户', addedBy: 'rep.wang' });
  phone = new RepPhone(world);
  await phone.signIn('rep.lin');
});
afterEach(() => world.stop());

const path = (rest = '', of = customer) => `/sidebar/api/customers/${of}${rest}`;
const brief = async (): Promise<BriefingView> => briefingSchema.parse((await phone.ask('GET', path())).body);

async function sells(): Promise<void> {
  const usageSteps = [{ day: 7, title: '清洗滤网', text: '每周冲一次滤网' }];
  const consumable = { cycleDays: 180, leadDays: 7 };
  await world.api('POST', '/products', { sku: 'purifier', name: '净水器', usageSteps, consumable, priceCents: 199900 });
  const items = [{ sku: 'purifier', name: '净水器', quantity: 1, unitPriceCents: 199900 }];
  const paidAt = '2027-02-26T10:00:00+08:00';
  const order = { orderNo: 'A1', externalUserId: customer, paidAt, items, totalCents: 199900, status: 'delivered' };
  await world.api('POST', '/orders', { ...order, deliveredAt: '2027-02-27T10:00:00+08:00' });
}

test('a briefing tells who she is, her coming days, what she owns and what comes of it, and what to say today', async () => {
  await sells();
  await world.app.features.planner.planDay('2027-03-01');
  const told = await brief();
  expect(told).toMatchObject({ name: '小满', isMine: true, repName: '林晓', stage: 'first-purchase', optedOut: null });
  expect(told.dates).toMatchObject([
    { name: '生日', text: '农历八月十五', nextOn: '2027-09-15', daysAway: 198, confirmed: true },
  ]);
  expect(told.owned).toMatchObject([{ sku: 'purifier', quantity: 1, deliveredOn: '2027-02-27' }]);
  const coming = told.owned[0]?.coming ?? [];
  expect(coming.map(({ on }) => on)).toEqual(['2027-03-06', '2027-08-19']);
  expect(coming[0]?.why).toContain('清洗滤网');
  expect(coming[1]?.why).toContain('2027-08-26');
  expect(told.orders).toMatchObject({
    count: 1,
    totalCents: 199900,
    latest: [{ orderNo: 'A1', paidOn: '2027-02-26' }],
  });
});

test('today’s touches are those of this rep for this customer, and go through the chat to 已发', async () => {
  await sells();
  await world.walkTo('2027-03-06 10:30');
  await phone.signIn('rep.lin');
  const { touches } = await brief();
  expect(touches).toMatchObject([{ state: 'offered', path: 'suggestion' }]);
  const [touch] = touches;
  expect(touch?.why).toContain('清洗滤网');
  const messages = `/sidebar/api/touches/${touch?.id}/messages`;
  expect((await phone.ask('POST', messages, {})).body).toMatchObject({
    done: true,
    messages: [{ kind: 'text', text: touch?.text }],
  });
  const other = new RepPhone(world);
  await other.signIn('rep.wang');
  expect((await other.ask('POST', messages, {})).status).toBe(404);
  const sent = await phone.ask('POST', `/tasks/api/touches/${touch?.id}/sent`, { text: '滤网记得洗哦' });
  expect(sent.body).toMatchObject({ done: true, task: { state: 'sent', text: '滤网记得洗哦' } });
  expect((await brief()).touches).toEqual([]);
  expect((await phone.ask('POST', messages, {})).body).toMatchObject({ done: false, messages: [] });
});

test('customers of others, and those who do not exist, are not found, for reading as for every entry', async () => {
  const other = new RepPhone(world);
  await other.signIn('rep.wang');
  const date = { kind: 'birthday', calendar: 'solar', year: null, month: 6, day: 1 };
  const order = { entryId: randomUUID(), sku: 'x', quantity: 1, totalCents: 1, paidOn: '2027-03-01' };
  const { dates } = await brief();
  const entries: [string, string, object?][] = [
    ['GET', ''],
    ['POST', '/replies', { message: '滤芯多久换一次？' }],
    ['POST', '/notes', { text: '别人的' }],
    ['POST', '/dates', date],
    ['POST', `/dates/${dates[0]?.id}/confirmation`],
    ['DELETE', `/dates/${dates[0]?.id}`],
    ['POST', '/orders', order],
    ['POST', '/opt-out', { reason: '嫌打扰' }],
    ['POST', '/problem', { text: '出水慢' }],
    ['POST', '/problem/closing'],
  ];
  for (const [method, rest, body] of entries) {
    expect([rest, (await other.ask(method, path(rest), body)).status]).toEqual([rest, 404]);
    expect([rest, (await phone.ask(method, path(rest, 'wm-nobody'), body)).status]).toEqual([rest, 404]);
    expect([rest, (await new RepPhone(world).ask(method, path(rest), body)).status]).toEqual([rest, 401]);
  }
  const after = await brief();
  expect(after).toMatchObject({ note: '', optedOut: null, problem: null });
  expect(after.dates).toEqual(dates);
});

test('whoever follows the customer too may look, until they do not any more', async () => {
  world.sandbox.platform.customerAddsRep({ repUserId: 'rep.wang', externalUserId: customer });
  await world.settle();
  const other = new RepPhone(world);
  await other.signIn('rep.wang');
  expect((await other.ask('GET', path())).body).toMatchObject({ isMine: false, repName: '林晓' });
  world.sandbox.platform.repDeletesCustomer('rep.wang', customer);
  await world.settle();
  expect((await other.ask('GET', path())).status).toBe(404);
});

test('a note, a lunar date, an order and a problem are entered, and told at once', async () => {
  await sells();
  await phone.ask('POST', path('/notes'), { text: '喜欢绿茶' });
  const date = { kind: 'birthday', forWhom: '妈妈', calendar: 'lunar', year: null, month: 12, day: 8 };
  expect((await phone.ask('POST', path('/dates'), date)).body.dates).toMatchObject([
    { name: '生日' },
    { name: '妈妈生日', text: '农历腊月初八', nextOn: '2028-01-04', daysAway: 309 },
  ]);
  const order = { entryId: randomUUID(), sku: 'purifier', quantity: 2, totalCents: 300000, paidOn: '2027-02-28' };
  for (let times = 0; times < 2; times += 1) await phone.ask('POST', path('/orders'), order);
  const told = (await phone.ask('POST', path('/problem'), { text: '出水慢' })).body as BriefingView;
  expect(told).toMatchObject({ note: expect.stringContaining('喜欢绿茶'), problem: { text: '出水慢' } });
  expect(told.orders).toMatchObject({ count: 2, totalCents: 499900 });
  expect((await phone.ask('POST', path('/problem/closing'))).body.problem).toBeNull();
  expect((await phone.ask('POST', path('/opt-out'), { reason: '嫌打扰' })).body.optedOut.reason).toContain('嫌打扰');
});

test('replies to what she said are asked for; a shop that has written none is told of none', async () => {
  const asked = await phone.ask('POST', path('/replies'), { message: '滤芯多久换一次？' });
  expect(asked).toEqual({ status: 200, body: [] });
  expect((await phone.ask('POST', path('/replies'), { message: ' ' })).body.detail).toContain('请填写内容');
});

test('a second birthday is asked about, one learnt from a chat is confirmed or dismissed, a bad one refused', async () => {
  const date = { kind: 'birthday', calendar: 'lunar', year: null, month: 8, day: 16 };
  const clash = await phone.ask('POST', path('/dates'), date);
  expect(clash).toMatchObject({ status: 409, body: { current: { text: '农历八月十五' } } });
  const replaced = await phone.ask('POST', path('/dates'), { ...date, replace: true });
  expect(replaced.body.dates).toMatchObject([{ text: '农历八月十六' }]);
  const impossible = await phone.ask('POST', path('/dates'), { ...date, calendar: 'solar', month: 2, day: 30 });
  expect(impossible.status).toBe(422);

  const learnt = {
    kind: 'child-birthday',
    forWhom: '女儿',
    calendar: 'solar',
    month: 6,
    day: 1,
    confirmed: false,
  } as const;
  await world.app.features.profiles.addDate(customer, { ...learnt, source: 'chat:m1' });
  const proposed = (await brief()).dates.find(({ confirmed }) => !confirmed);
  expect(proposed).toMatchObject({ name: '女儿生日' });
  const confirmed = await phone.ask('POST', path(`/dates/${proposed?.id}/confirmation`));
  expect((confirmed.body as BriefingView).dates.every((each) => each.confirmed)).toBe(true);
  const dismissed = await phone.ask('DELETE', path(`/dates/${proposed?.id}`));
  expect((dismissed.body as BriefingView).dates).toHaveLength(1);
});

test('an order of tomorrow, of a strange product or without a price is refused with words', async () => {
  const order = { entryId: randomUUID(), sku: 'purifier', quantity: 1, totalCents: 100, paidOn: '2027-03-01' };
  expect((await phone.ask('POST', path('/orders'), order)).body.detail).toContain('商品库');
  await sells();
  expect((await phone.ask('POST', path('/orders'), { ...order, paidOn: '2027-03-02' })).body.detail).toContain(
    '今天之后',
  );
  expect((await phone.ask('POST', path('/orders'), { ...order, totalCents: -1 })).status).toBe(422);
  expect((await brief()).orders.count).toBe(1);
});
