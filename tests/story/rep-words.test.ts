import { startWorld, type World } from '../support/world';

let world: World;
let customer: string;

beforeEach(async () => {
  world = await startWorld({ now: '2027-03-01 10:00' });
  world.rep();
  await world.app.features.contacts.sync();
  await world.api('POST', '/products', [
    { sku: 'WP-1', name: '净水器', priceCents: 199_900, usageSteps: [{ day: 3, title: '冲洗', text: '先冲洗五分钟' }] },
    { sku: 'WP-2', name: '净水器滤芯', priceCents: 19_900 },
    { sku: 'T-1', name: '绿茶', priceCents: 8_800 },
    { sku: 'T-2', name: '绿茶礼盒', priceCents: 28_800 },
  ]);
  customer = await world.customer({ name: '张三' });
});

afterEach(() => world.stop());

/** What the bot answers to a rep's line. */
async function answerTo(line: string, repUserId = 'rep.lin'): Promise<string> {
  const before = texts(repUserId).length;
  world.sandbox.platform.repWritesToApp(repUserId, line);
  await world.settle();
  return texts(repUserId).slice(before).join('\n');
}

function texts(repUserId: string): string[] {
  return world.sandbox.platform.messagesTo(repUserId).flatMap(({ body }) => {
    const { content } = body as { content?: string };
    return content === undefined ? [] : [content];
  });
}

async function profile(externalUserId = customer) {
  return world.app.features.profiles.getProfile(externalUserId);
}

describe('a rep who writes to the app', () => {
  test('a lunar birthday has it kept, and is told when it comes next', async () => {
    const answer = await answerTo('张三 生日 农历八月十五');
    expect(answer).toContain('张三的生日是农历八月十五');
    expect(answer).toContain('2027-09-15');
    expect((await profile()).dates).toMatchObject([{ kind: 'birthday', calendar: 'lunar', confirmed: true }]);
  });

  test("a daughter's birthday has it kept as hers, and is told of the guardian's consent", async () => {
    const answer = await answerTo('张三 女儿 6月1日 生日');
    expect(answer).toContain('张三的女儿的生日是6月1日');
    expect(answer).toContain('监护人');
    expect((await profile()).dates).toMatchObject([{ kind: 'child-birthday', forWhom: '女儿', nextOn: '2027-06-01' }]);
    expect(await answerTo('张三')).toContain('\n女儿生日：6月1日');
  });

  test('a second, different birthday is asked, and the first one stands until answered', async () => {
    await answerTo('张三 生日 农历八月十五');
    expect(await answerTo('张三 生日 10月3日')).toMatch(/以哪个为准[^]*1\. 改成10月3日\n2\. 保留农历八月十五/);
    expect((await profile()).dates).toMatchObject([{ month: 8, day: 15 }]);
    expect(await answerTo('1')).toContain('张三的生日是10月3日');
    expect((await profile()).dates).toMatchObject([{ calendar: 'solar', month: 10, day: 3 }]);
    expect(await answerTo('1')).toContain('没有等你选择的问题');
  });

  test('a date that may be solar or lunar is asked which', async () => {
    expect(await answerTo('张三 生日 8.15')).toMatch(/公历还是农历[^]*1\. 公历8月15日\n2\. 农历八月十五/);
    expect(await answerTo('2')).toContain('农历八月十五');
    expect((await profile()).dates).toMatchObject([{ calendar: 'lunar' }]);
  });

  test('a date that only one calendar has is asked to be confirmed', async () => {
    expect(await answerTo('张三 生日 2月30日')).toMatch(/只能是农历二月三十，对吗[^]*1\. 农历二月三十/);
    expect(await answerTo('1')).toContain('农历二月三十');
  });

  test('a purchase has it kept as an order of this product', async () => {
    expect(await answerTo('张三 买了 净水器 1999')).toContain('净水器 ×1，共 1999 元');
    expect((await profile()).customer).toMatchObject({ orderCount: 1, totalCents: 199_900 });
  });

  test.each([
    ['张三 买了 净水器 1999 上周五', '2027-02-26'],
    ['张三 买了 净水器 1999 前天', '2027-02-27'],
    ['张三 买了 净水器 1999 12月25日', '2026-12-25'],
  ])('%j has the order kept on its day', async (words, paidOn) => {
    expect(await answerTo(words)).toContain(`张三 ${paidOn} 买了 净水器`);
  });

  test.each(['8.15', '客户自提', '前几天', '2月20日 送货'])(
    'a purchase on a day that is not understood (%s) is not kept, and the answer says how to write it',
    async (day) => {
      expect(await answerTo(`张三 买了 净水器 1999 ${day}`)).toMatch(
        new RegExp(`没看懂「${day}」是哪天[^]*张三 买了 净水器 1999 昨天`),
      );
      expect((await profile()).customer.orderCount).toBe(0);
    },
  );

  test('a purchase of tomorrow is not kept', async () => {
    expect(await answerTo('张三 买了 净水器 1999 2027-03-02')).toContain('不能在今天之后');
    expect((await profile()).customer.orderCount).toBe(0);
  });

  test('a product name that several have is asked which', async () => {
    expect(await answerTo('张三 买了 茶 88')).toMatch(/对应下面哪个商品[^]*1\. 绿茶\n2\. 绿茶礼盒/);
    expect(await answerTo('2')).toContain('绿茶礼盒');
    expect(await answerTo('张三 买了 咖啡机 1000')).toContain('商品库里没有「咖啡机」');
  });

  test('a note has it kept, sealed, and shown in the briefing', async () => {
    await answerTo('张三 备注 喜欢绿茶，怕吵');
    const answer = await answerTo('张三');
    expect(answer).toContain('备注：喜欢绿茶，怕吵');
    expect(answer).toContain('今天没有安排触达');
    const [{ sealedNote }] = await world.app.dataSource.query(
      'select sealedNote from customers where externalUserId = ?',
      [customer],
    );
    expect(sealedNote).not.toContain('绿茶');
  });

  test('that a customer opted out stops all care, until a reason turns it on again', async () => {
    expect(await answerTo('张三 退订 嫌打扰')).toContain('已停止对张三的所有主动触达');
    expect((await profile()).customer.optOutBy).toBe('rep:rep.lin');
    expect(await answerTo('张三 恢复')).toContain('写明是客户的意思');
    expect(await answerTo('张三 恢复 客户要求')).toContain('已恢复对张三的触达');
    expect((await profile()).customer.optedOutAt).toBeNull();
  });

  test('a complaint stops selling until it is solved', async () => {
    expect(await answerTo('张三 投诉 漏水')).toContain('不会向 TA 推荐任何商品');
    expect((await profile()).customer.problem).toBe('漏水');
    expect(await answerTo('张三 已解决')).toContain('问题已关闭');
    expect(await answerTo('张三 已解决')).toContain('没有未解决的问题');
  });

  test('that a customer died ends all care for good', async () => {
    await answerTo('张三 生日 3月2日');
    await world.walkTo('2027-03-02 09:05');
    expect(await answerTo('张三 去世')).toMatch(/张三已故[^]*不再[^]*张三 健在/);
    expect((await profile()).customer.deceased).toBe(true);
    expect(await answerTo('张三')).toMatch(/已故：[^]*今天没有安排触达/);
    expect(await answerTo('张三 已故')).toContain('之前已记为已故');
    await world.walkTo('2027-03-02 15:00');
    expect((await world.app.features.today.todayFor('rep.lin')).items).toEqual([]);
  });

  test('that a customer died by mistake is taken back with a word, and the birthday is greeted', async () => {
    await answerTo('张三 生日 3月2日');
    await world.walkTo('2027-03-02 09:05');
    await answerTo('张三 去世');
    expect(await answerTo('张三 健在')).toContain('已更正');
    expect((await profile()).customer.deceased).toBe(false);
    expect(await answerTo('张三 健在')).toContain('没有记为已故');
    await world.walkTo('2027-03-02 09:20');
    expect((await world.app.features.today.todayFor('rep.lin')).items).toMatchObject([{ touch: { play: 'birthday' } }]);
  });

  test("that somebody of the customer's died is not taken for the customer", async () => {
    for (const words of ['张三 妈妈 去世', '张三 去世 妈妈']) {
      expect(await answerTo(words)).toContain('张三 去世');
      expect((await profile()).customer.deceased).toBe(false);
    }
  });

  test('a name that two customers have is asked which of them', async () => {
    const other = await world.customer({ name: '水云间' });
    world.sandbox.platform.repEditsRemark('rep.lin', other, '张三');
    await world.settle();
    expect(await answerTo('张三 备注 喜欢绿茶')).toMatch(/有 2 位客户叫「张三」[^]*1\. [^]*2\. /);
    await answerTo('2');
    const notes = [(await profile()).note, (await profile(other)).note];
    expect(notes.sort()).toEqual(['', '喜欢绿茶']);
  });

  test('two customers whom name and day do not tell apart are told apart by their last order, or by their id', async () => {
    const other = await world.customer({ name: '水云间' });
    await world.api('POST', '/customers/import', [{ externalUserId: other, name: '张三' }]);
    const question = await answerTo('张三 备注 怕吵');
    for (const id of [customer, other]) {
      expect(question).toContain(`. 张三，2027-03-01 添加，还没有订单，编号尾号 ${id.slice(-4)}`);
    }
    await answerTo('张三 买了 净水器 1999 昨天');
    await answerTo('2');
    expect((await answerTo('张三 备注 怕吵')).split('\n').slice(1)).toEqual([
      '1. 张三，2027-03-01 添加，还没有订单',
      expect.stringMatching(/^2\. 张三，2027-03-01 添加，最近一单 2027-02-28\P{L}*$/u),
    ]);
  });

  test('a customer who was chosen and is no longer found is not exchanged for another', async () => {
    const other = await world.customer({ name: '水云间' });
    world.sandbox.platform.repEditsRemark('rep.lin', other, '张三');
    await world.settle();
    const [number] = /\d(?=\. 张三（水云间）)/.exec(await answerTo('张三 备注 喜欢绿茶')) ?? [];
    await world.walkTo('2027-03-01 10:01');
    world.sandbox.platform.repEditsRemark('rep.lin', other, '老水');
    await world.settle();
    expect(await answerTo(number ?? '')).toContain('找不到了');
    expect([(await profile()).note, (await profile(other)).note]).toEqual(['', '']);
  });

  test('a product that was chosen and is no longer found is not exchanged for another', async () => {
    await answerTo('张三 买了 茶 88');
    await world.api('POST', '/products', [{ sku: 'T-2', name: '普洱' }]);
    expect(await answerTo('2')).toContain('找不到了');
    expect((await profile()).customer.orderCount).toBe(0);
  });

  test("a name of nobody, or of another rep's customer, is told so", async () => {
    expect(await answerTo('李四 备注 喜欢绿茶')).toContain('没找到「李四」');
    world.rep('rep.gao', '高远');
    await world.app.features.contacts.sync();
    expect(await answerTo('张三 备注 别人的客户', 'rep.gao')).toContain('没找到「张三」');
    expect((await profile()).note).toBe('');
  });

  test('help and nonsense gets help', async () => {
    expect(await answerTo('帮助')).toContain('张三 生日 农历八月十五');
    expect(await answerTo('')).toContain('帮助');
    expect(await answerTo('张三 生日')).toContain('没看懂日期');
  });

  test('today gets the day with its reasons and a link, and the name gets the card', async () => {
    await answerTo('张三 生日 3月2日');
    await world.walkTo('2027-03-02 09:05');
    const today = await answerTo('今天');
    expect(today).toMatch(/张三[^]*生日[^]*\/tasks#t=/);
    expect(await answerTo('张三')).toContain('今天有 1 条可以发给 TA 的内容');
    const cards = world.sandbox.platform.messagesTo('rep.lin').filter(({ msgtype }) => msgtype === 'template_card');
    expect(cards).toHaveLength(1);
    world.sandbox.platform.repTapsCardButton('rep.lin', cards[0]?.taskId ?? '', 'touch:sent');
    await world.settle();
    const { items } = await world.app.features.today.todayFor('rep.lin');
    expect(items.map(({ state }) => state)).toEqual(['sent']);
  });

  test('twice, because WeCom repeats the callback, has it done once', async () => {
    world.sandbox.faults.callbacks.duplicate = 3;
    expect((await answerTo('张三 买了 净水器 1999')).match(/记好了/g)).toHaveLength(1);
    expect((await profile()).customer.orderCount).toBe(1);
  });

  test('from outside the roster is told how to get in', async () => {
    world.sandbox.platform.addRep({ repUserId: 'rep.new', name: '新人', follows: false });
    expect(await answerTo('今天', 'rep.new')).toContain('名单');
  });
});
