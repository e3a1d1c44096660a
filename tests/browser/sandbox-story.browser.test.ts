import type { Browser } from 'playwright-core';
import { openBrowser, openPage, picture, TestServer } from './support';
import { Visitor } from './visitor';

jest.setTimeout(180_000);

const customer = '晴天';
let server: TestServer;
let browser: Browser;
let visitor: Visitor;
let faults: string[];

beforeAll(async () => {
  server = await TestServer.start({ CLOCK_START: '2027-03-01T10:02:00+08:00' });
  browser = await openBrowser();
  const opened = await openPage(browser, { viewport: { width: 1440, height: 900 } });
  faults = opened.faults;
  visitor = new Visitor(opened.page);
  await visitor.open(server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

/** The chapters of one story: each goes on where the one before it ended, and none after one that failed. */
let isOver = false;

function chapter(name: string, tell: () => Promise<void>): void {
  test(name, async () => {
    if (isOver) throw new Error('the story ended before');
    isOver = true;
    try {
      await tell();
      isOver = false;
    } finally {
      if (isOver) await picture(visitor.page, 'failed');
    }
  });
}

describe('the newcomer at the sandbox page', () => {
  chapter('finds the reps told of their day, and today in both calendars', async () => {
    await visitor.appMessage('林晓，早上好').waitFor();
    expect(await visitor.page.getByLabel('时钟', { exact: true }).innerText()).toContain('农历正月廿四');
  });

  chapter('adds a rep as a friend and is welcomed within seconds', async () => {
    const from = performance.now();
    await visitor.addsRep(customer);
    await visitor.phoneMessage('久伴生活馆').waitFor();
    expect(performance.now() - from).toBeLessThan(5_000);
    await visitor.touch('welcome', 'sent').waitFor();
  });

  chapter('has the rep tell the app what the customer said, in plain words', async () => {
    expect(await visitor.tellsApp(`${customer} 生日 农历八月十五`)).toMatch(/生日是农历八月十五.*2027-09-15/);
    expect(await visitor.tellsApp(`${customer} 备注 喜欢绿茶`)).toContain('记好了');
    expect(await visitor.tellsApp('周小满 生日 农历八月十五')).toContain('周小满的生日是农历八月十五');
    expect(await visitor.tellsApp('李四 生日 农历八月十五')).toContain('没找到「李四」');
  });

  chapter('buys a 净水器, and sees its first care planned, with why', async () => {
    await visitor.buys('净水器');
    expect(await visitor.touch('usage-tip', 'planned').innerText()).toContain('今日签收：净水器');
    await picture(visitor.page, 'sandbox-bought');
  });

  chapter('sends it from a card: the name, 发送, and 发送 in 群发助手', async () => {
    expect(await visitor.sendsFromCard(customer)).toMatch(/今日签收：净水器[^]*已建群发/);
    await sentToPhone('开箱与首次使用');
  });

  for (const [move, now, words] of [
    ['3', '2027-03-04 09:05', '常见疑问'],
    ['7', '2027-03-08 09:05', '更多用法'],
    ['30', '2027-03-31 09:05', '日常保养'],
  ] as const) {
    chapter(`on day ${move} finds the tip in the morning’s list, sends it, and it reaches the phone`, async () => {
      await visitor.movesClock(move);
      expect(await visitor.now()).toBe(now);
      expect(await visitor.appMessage('早上好').innerText()).toContain(`${customer} · 使用指导：签收第 ${move} 天`);
      await visitor.sendsFromList(customer, '使用指导');
      await sentToPhone(words);
      if (move === '7') await askForReferral();
    });
  }

  chapter('on day 173 is reminded of the filter a week before it is used up', async () => {
    await visitor.movesClock('173');
    expect(await visitor.now()).toBe('2027-08-21 09:05');
    expect(await visitor.sendsFromCard(customer)).toContain('净水器滤芯 预计 2027-08-28 用完');
    await sentToPhone('净水器滤芯');
    await picture(visitor.page, 'sandbox-day-173');
  });

  chapter('an hour later confirms what is suggested for 中秋 to all who get it, in one tap', async () => {
    await visitor.movesClock('hour');
    await visitor.picksCustomer('Fangfang');
    expect(await visitor.touch('holiday', 'offered').innerText()).toContain('中秋节（2027-09-15）前 25 天');
    const text = await visitor.confirmsMassSend('Fangfang', '中秋');
    await visitor.phoneMessage(text.split('\n')[0] ?? '').waitFor();
    await visitor.picksCustomer(customer);
  });

  chapter('on 中秋, the lunar birthday, greets without a word of selling', async () => {
    await visitor.movesClockToDay('2027-09-14');
    expect(await visitor.now()).toBe('2027-09-14 09:05');
    await visitor.movesClock('mid-autumn');
    expect(await visitor.now()).toBe('2027-09-15 09:05');
    expect(await visitor.page.getByLabel('时钟', { exact: true }).innerText()).toContain('农历八月十五');
    expect(await visitor.appMessage('早上好').innerText()).toContain(`${customer} · 生日祝福：客户生日：农历八月十五`);
    await visitor.sendsFromCard(customer);
    const greeting = await sentToPhone('生日');
    expect(greeting).not.toMatch(/优惠|折扣|限时|下单|¥|%|http/);
    await picture(visitor.page, 'sandbox-birthday');
  });

  chapter('has met no error in any page', () => {
    expect(faults).toEqual([]);
    return Promise.resolve();
  });

  chapter('goes on where it was after a stop and after a power cut', async () => {
    const before = await visitor.page.getByTestId('phone-message').allInnerTexts();
    await server.stop();
    await visitor.page.getByTestId('lost').waitFor();
    await server.run();
    await visitor.page.getByTestId('lost').waitFor({ state: 'detached' });
    expect(await visitor.page.getByTestId('phone-message').allInnerTexts()).toEqual(before);
    expect(await visitor.tellsApp(`${customer} 备注 停机之后`)).toContain('记好了');

    await server.kill();
    await visitor.page.getByTestId('lost').waitFor();
    await server.run();
    await visitor.page.getByTestId('lost').waitFor({ state: 'detached' });
    expect(await visitor.now()).toMatch(/^2027-09-15 09:0/);
    expect(await visitor.tellsApp(customer)).toMatch(/停机之后/);
    await visitor.addsRep('断电之后的新朋友');
    await visitor.phoneMessage('久伴生活馆').waitFor();
    // Away is away; nothing else went wrong.
    expect(faults.filter((fault) => !/ERR_CONNECTION|ERR_EMPTY_RESPONSE|status of 503/.test(fault))).toEqual([]);
  });
});

/** Confirms the customer's task in 群发助手. @returns the text that the phone then shows */
async function sentToPhone(words: string): Promise<string> {
  const text = await visitor.confirmsMassSend(customer, words);
  await visitor.phoneMessage(words).last().waitFor();
  return text;
}

/** A customer with three orders, of another rep. */
async function askForReferral(): Promise<void> {
  await visitor.picksCustomer('强哥');
  expect(await visitor.touch('referral', 'offered').innerText()).toContain('累计 3 单');
  await visitor.sendsFromCard('赵强');
  const text = await visitor.confirmsMassSend('强哥', '朋友');
  await visitor.phoneMessage(text.split('\n')[0] ?? '').waitFor();
  await visitor.picksCustomer(customer);
}
