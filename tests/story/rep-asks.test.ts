import { startWorld, type World } from '../support/world';

let world: World;
let customer: string;

beforeEach(async () => {
  world = await startWorld({ now: '2027-03-01 10:00' });
  world.rep();
  await world.app.features.contacts.sync();
  await world.api('POST', '/products', [
    { sku: 'WP-1', name: '净水器', usageSteps: [{ day: 3, title: '冲洗', text: '先冲洗五分钟' }] },
    { sku: 'WP-2', name: '净水器滤芯' },
  ]);
  customer = await world.customer({ name: '小满', birthday: '3月4日' });
});
afterEach(() => world.stop());

async function answerTo(line: string): Promise<string> {
  const before = world.saidTo().length;
  world.sandbox.platform.repWritesToApp('rep.lin', line);
  await world.settle();
  return world.saidTo().slice(before).join('\n').replaceAll('\\n', '\n');
}

async function buys(orderNo: string, paidAt: string, status: 'paid' | 'refunded', quantity = 1): Promise<void> {
  const items = [
    { sku: 'WP-1', name: '净水器', quantity: 1, unitPriceCents: 199_900 },
    { sku: 'WP-2', name: '净水器滤芯', quantity, unitPriceCents: 9_900 },
  ];
  const totalCents = 199_900 + 9_900 * quantity;
  await world.api('POST', '/orders', { orderNo, externalUserId: customer, paidAt, items, totalCents, status });
}

describe('a rep who asks in free words', () => {
  test('what a customer bought hears of the orders, the newest first, and of what went back', async () => {
    expect(await answerTo('小满买过什么')).toContain('小满还没有订单');
    await buys('o-1', '2027-01-05T10:00:00+08:00', 'refunded');
    await buys('o-2', '2027-02-25T10:00:00+08:00', 'paid', 2);
    const answer = await answerTo('请问小满之前都买过些什么呀？');
    expect(answer).toContain(
      '小满最近的 2 单：\n2027-02-25 净水器、净水器滤芯 ×2，2197 元\n2027-01-05 净水器、净水器滤芯，2098 元（已退款）',
    );
  });

  test('whose birthday it is hears of their own customers in those days', async () => {
    world.rep('rep.gao', '高远');
    await world.app.features.contacts.sync();
    await world.customer({ name: '别人的客户', addedBy: 'rep.gao', birthday: '3月4日' });
    await world.customer({ name: '小雪', birthday: '农历二月初一' });
    expect(await answerTo('这周谁过生日')).toContain('有 1 位客户要过生日：\n2027-03-04 小满');
    expect(await answerTo('下周有哪些客户过生日？')).toContain('2027-03-08 小雪');
    expect(await answerTo('今天谁过生日')).toContain('2027-03-01，你的客户里没有已确认的生日');
  });

  test('for a birthday wish gets one that the plan would choose, never for a day that nobody confirmed', async () => {
    const wish = await answerTo('帮我给小满写句生日祝福');
    expect(wish).toContain('2027-03-04 是小满的生日');
    expect(wish).toMatch(/小满，.*(生日|祝福)/);
    expect(wish).not.toMatch(/[¥%]|优惠|下单/);
    await world.customer({ name: '小寒', birthday: '农历八月十五' });
    expect(await answerTo('给小寒写句生日祝福')).toContain('2027-09-15 是小寒的生日');
    await world.customer({ name: '小雪' });
    expect(await answerTo('给小雪写句生日祝福吧')).toContain('没有小雪已确认的「生日」');
    expect(await answerTo('小满生日是哪天')).toContain('3月4日，下一次 2027-03-04');
  });

  test('why nothing is planned for a customer hears the reasons of the plan', async () => {
    expect(await answerTo('小满今天为什么没有安排')).toContain('小满今天没有到时候的事');
    await buys('o-3', '2027-02-26T10:00:00+08:00', 'paid');
    await world.app.features.profiles.optOut(customer, { reason: '嫌打扰', by: 'rep:rep.lin' });
    world.clock.moveTo(Date.parse('2027-03-04T02:00:00Z'));
    expect(await answerTo('为什么今天没给小满发消息')).toMatch(/生日祝福.*退订/);
  });

  test('what to do today gets the list that 今天 gets', async () => {
    expect(await answerTo('今天要联系谁？')).toContain('今天没有要跟进的客户');
    world.clock.moveTo(Date.parse('2027-03-04T02:00:00Z'));
    await world.app.jobs.ring({ name: 'plan', id: 'plan-asked' });
    await world.settle();
    expect(await answerTo('今天我该跟进哪些客户')).toContain('小满');
  });

  test('of somebody unknown is told so, and commands go on as before', async () => {
    expect(await answerTo('小暑买过什么')).toContain('没找到「小暑」');
    expect(await answerTo('小满 买了 净水器 1999')).toContain('记好了：小满 2027-03-01 买了 净水器');
  });
});
