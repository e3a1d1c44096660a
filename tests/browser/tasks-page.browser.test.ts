import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPage, picture, TestServer } from './support';

jest.setTimeout(90_000);

const phone = { viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
/** What a thumb hits. */
const smallestTarget = 44;

let server: TestServer;
let browser: Browser;
let link: string;
let page: Page;
let faults: string[];

beforeEach(async () => {
  server = await TestServer.start({ CLOCK_START: '2027-03-01T10:02:00+08:00' });
  browser = await openBrowser();
  link = await digestLink();
  ({ page, faults } = await openPage(browser, phone));
  await page.goto(link);
  await page.getByRole('heading', { name: '今日任务' }).waitFor();
});

afterEach(async () => {
  await browser?.close();
  await server?.remove();
});

test('lists whom to care for today, why and with what words, for a thumb on a phone', async () => {
  await page.getByText('还有 3 位待跟进').waitFor();
  const tasks = await page.getByRole('article').allInnerTexts();
  expect(tasks.map((task) => task.split('\n')[0])).toEqual(expect.arrayContaining(['王芳', '周小满', '陈国栋']));
  expect(await taskOf('王芳').innerText()).toContain('签收第 6 天：空气炸锅');
  expect(page.url()).toBe(`${server.url}/tasks`);
  const { width, low } = await page.evaluate((least) => {
    const low = [...document.querySelectorAll('button, textarea')].filter((one) => one.clientHeight + 2 < least);
    return { width: document.documentElement.scrollWidth, low: low.map((one) => one.textContent) };
  }, smallestTarget);
  expect({ width, low }).toEqual({ width: 375, low: [] });
  await picture(page, 'tasks');
  expect(faults).toEqual([]);
});

test('a text can be edited and sent: 群发助手 has it, and then the customer', async () => {
  const task = taskOf('周小满');
  const text = '小满，净水器滤芯快到更换的时候了，这周末我给您送过去？';
  await task.getByRole('textbox').fill(text);
  await task.getByRole('button', { name: '发送', exact: true }).click();
  await task.getByText('待你在群发助手确认').waitFor();
  await picture(page, 'tasks-sent');

  const { massSends } = await repLin();
  expect(massSends).toMatchObject([{ text, status: 'waiting', recipients: [{ name: '小满' }] }]);
  await post('acts/rep-confirms-mass-send', { repUserId: 'rep.lin', messageId: massSends[0]?.messageId });
  await post('clock', { to: '2027-03-01T10:40:00+08:00' });
  await page.reload();
  const done = page.locator('.done li').filter({ hasText: '周小满' });
  expect(await done.innerText()).toContain('已发');
  expect(faults).toEqual([]);
});

test('one can be put off, and one skipped with its reason', async () => {
  await taskOf('陈国栋').getByRole('button', { name: '改期' }).click();
  await page.getByRole('dialog', { name: '改到哪一天？' }).waitFor();
  await picture(page, 'tasks-postpone');
  await page.getByRole('dialog').getByRole('button', { name: '3月3日' }).click();
  await page.getByRole('status').getByText('3月3日').waitFor();
  await taskOf('陈国栋').waitFor({ state: 'detached' });

  await taskOf('王芳').getByRole('button', { name: '跳过' }).click();
  await page.getByRole('dialog', { name: '为什么跳过？' }).waitFor();
  await picture(page, 'tasks-skip');
  await page.getByRole('dialog').getByRole('button', { name: '刚联系过' }).click();
  const done = page.locator('.done li').filter({ hasText: '王芳' });
  await done.waitFor();
  expect(await done.innerText()).toMatch(/已跳过[^]*刚联系过/);
  await page.getByText('还有 1 位待跟进').waitFor();
  expect(faults).toEqual([]);

  await post('clock', { to: '2027-03-03T09:05:00+08:00' });
  await page.goto('about:blank');
  await page.goto(await digestLink());
  await taskOf('陈国栋').waitFor();
});

test('what is edited and tapped without network is kept on the phone, and goes out when it is back', async () => {
  const words = '小满，滤芯快用完了，我给您备着';
  const edited = taskOf('周小满').getByRole('textbox');
  await page.context().setOffline(true);
  await edited.fill(words);
  await taskOf('王芳').getByRole('button', { name: '我已发过' }).click();
  await taskOf('王芳').getByText('等网络恢复后记为「已发」').waitFor();
  await taskOf('陈国栋').getByRole('button', { name: '跳过' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '已打电话联系' }).click();
  await taskOf('陈国栋').getByRole('button', { name: '撤回' }).click();
  await picture(page, 'tasks-offline');

  await page.context().setOffline(false);
  await page.locator('.done li').filter({ hasText: '王芳' }).getByText('已发').waitFor();
  await page.reload();
  await taskOf('陈国栋').getByRole('button', { name: '跳过' }).waitFor();
  expect(await edited.inputValue()).toBe(words);
  await taskOf('周小满').getByRole('button', { name: '发送', exact: true }).click();
  await taskOf('周小满').getByText('待你在群发助手确认').waitFor();
  expect((await repLin()).massSends).toMatchObject([{ text: words }]);
  // The browser itself tells of each request that found no network.
  expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
});

test('inside WeCom no link is needed: the client says whose phone it is', async () => {
  const userAgent = 'Mozilla/5.0 (iPhone) MicroMessenger/7.0.1 wxwork/4.1.33';
  const opened = await openPage(browser, { ...phone, userAgent });
  await opened.page.context().addCookies([{ name: 'sandbox_member', value: 'rep.lin', url: server.url }]);
  await opened.page.goto(`${server.url}/tasks`);
  await opened.page.getByText('还有 3 位待跟进').waitFor();
  expect(opened.faults.filter((fault) => !fault.includes('401'))).toEqual([]);
});

test('a forged link, a link of the day before yesterday and no link at all say what to do', async () => {
  const says = async (address: string) => {
    const opened = await openPage(browser, phone);
    await opened.page.goto(address);
    await opened.page.getByRole('heading', { name: '需要新的链接' }).waitFor();
    const words = await opened.page.getByRole('main').or(opened.page.locator('.notice')).first().innerText();
    // The browser itself tells of the 401.
    expect(opened.faults.filter((fault) => !fault.includes('401'))).toEqual([]);
    return [words, opened.page] as const;
  };
  const [forged, shown] = await says(`${link.slice(0, -4)}AAAA`);
  expect(forged).toMatch(/给「久伴」应用发「今天」/);
  expect((await says(`${server.url}/tasks`))[0]).toMatch(/给应用发「今天」/);
  await post('clock', { to: '2027-03-03T08:00:00+08:00' });
  expect((await says(link))[0]).toMatch(/已经过期.*给「久伴」应用发「今天」/);
  await picture(shown, 'tasks-no-link');

  await post('clock', { to: '2027-03-03T09:05:00+08:00' });
  await shown.goto(await digestLink());
  await shown.getByRole('heading', { name: '今日任务' }).waitFor();
});

function taskOf(customer: string) {
  return page.getByRole('article').filter({ hasText: customer });
}

interface RepSeen {
  repUserId: string;
  appChat: { body?: { content?: string } }[];
  massSends: { messageId: string; text: string; status: string }[];
}

async function repLin(): Promise<RepSeen> {
  const answer = await fetch(`${server.url}/sandbox/api/state`);
  const { reps } = (await answer.json()) as { reps: RepSeen[] };
  const rep = reps.find(({ repUserId }) => repUserId === 'rep.lin');
  if (!rep) throw new Error('rep.lin is gone');
  return rep;
}

/** The newest digest's link; the first one comes moments after the start. */
async function digestLink(): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const { appChat } = await repLin();
    const links = appChat.flatMap(({ body }) => /\]\((\S+\/tasks#t=\S+)\)/.exec(body?.content ?? '')?.[1] ?? []);
    const newest = links.at(-1);
    if (newest !== undefined) return newest;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no digest came');
}

async function post(path: string, body: object): Promise<void> {
  const answer = await fetch(`${server.url}/sandbox/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}
