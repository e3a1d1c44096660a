import type { Browser, Frame, FrameLocator, Page } from 'playwright-core';
import { seriousHurdles } from './page-checks';
import { openBrowser, openPage, picture, TestServer } from './support';

jest.setTimeout(120_000);

/** What a thumb hits. */
const smallestTarget = 44;

let server: TestServer;
let browser: Browser;
let page: Page;
let faults: string[];
let sidebar: FrameLocator;

beforeAll(async () => {
  server = await TestServer.start({ CLOCK_START: '2027-03-01T10:02:00+08:00' });
  browser = await openBrowser();
});
beforeEach(async () => {
  ({ page, faults } = await openPage(browser, { viewport: { width: 1440, height: 900 } }));
  sidebar = page.frameLocator('iframe');
});
afterEach(() => page.context().close());
afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

/** The rep's chat with a customer, and the app's page in its sidebar. */
async function opensSidebar(customer: string): Promise<void> {
  await page.goto(`${server.url}/sandbox?rep=rep.lin`);
  await page.getByTestId('wecom-tab-customers').click();
  await page.getByTestId('rep-customer').filter({ hasText: customer }).click();
  await page.getByTestId('open-sidebar').click();
  await sidebar.getByRole('heading', { name: customer }).waitFor();
}

async function frameOf(around: Page): Promise<Frame> {
  const element = await around.locator('iframe').elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error('no frame');
  return frame;
}

test('the sidebar tells of the customer of the chat, on a phone’s width and for a thumb', async () => {
  await opensSidebar('周小满');
  await sidebar.getByText('净水器滤芯 预计 2027-03-08 用完').waitFor();
  await sidebar.getByText('1990年农历八月十五 · 9月15日 周三').waitFor();
  const frame = await frameOf(page);
  const { width, scroll, low } = await frame.evaluate((least) => {
    const targets = [...document.querySelectorAll('button, textarea, summary')];
    const low = targets.filter((one) => one.getBoundingClientRect().height < least).map((one) => one.textContent);
    return { width: innerWidth, scroll: document.documentElement.scrollWidth, low };
  }, smallestTarget);
  expect({ width, scroll, low }).toEqual({ width: 391, scroll: 391, low: [] });
  await page.locator('iframe').evaluate((element) => (element.style.width = '375px'));
  expect(await frame.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await picture(page, 'sidebar');
  expect(await seriousHurdles(frame)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await seriousHurdles(frame)).toEqual([]);
  expect(faults).toEqual([]);
});

test('a touch goes into the chat as edited, and is marked as sent', async () => {
  await opensSidebar('周小满');
  const words = '小满，滤芯快到更换的时候了，这周末我给您送过去？';
  const card = sidebar.getByRole('article');
  await card.getByRole('textbox').fill(words);
  await card.getByRole('button', { name: '发到聊天' }).click();
  await sidebar.getByText('已记为「已发」').waitFor();
  await page.getByTestId('phone-message').filter({ hasText: words }).waitFor();
  await sidebar.getByText('今天没有安排').waitFor();
  await page.locator('[data-testid="touch-row"][data-state="sent"]').first().waitFor({ state: 'attached' });
  expect(faults).toEqual([]);
});

test('what the client refuses stays unsent and says why; without its answer the rep is asked', async () => {
  await opensSidebar('王芳');
  const card = sidebar.getByRole('article');
  let answers: 'refuses' | 'is silent' = 'refuses';
  await page.route('**/sandbox/api/acts/page-sends', (route) =>
    answers === 'refuses' ? route.fulfill({ status: 409, json: { title: 'no permission' } }) : undefined,
  );
  await card.getByRole('button', { name: '发到聊天' }).click();
  await sidebar.getByText('没有发出：企业微信没有给这个应用发送的权限').waitFor();
  await card.getByRole('button', { name: '发到聊天' }).waitFor();

  answers = 'is silent';
  await card.getByRole('button', { name: '发到聊天' }).click();
  await sidebar.getByRole('button', { name: '正在放进聊天' }).waitFor();
  // The sidebar is closed before it hears the end.
  await page.getByRole('button', { name: '关闭' }).click();
  await page.getByTestId('open-sidebar').click();
  await sidebar.getByText('没等到结果').waitFor();
  await sidebar.getByRole('button', { name: '有，记为已发' }).click();
  await sidebar.getByText('已记为「已发」').waitFor();
  // The browser itself tells of the 409.
  expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
});

test('a lunar date, an order and a note are entered beside the chat', async () => {
  await opensSidebar('陈国栋');
  await sidebar.getByRole('button', { name: '日期' }).click();
  await sidebar.getByRole('textbox', { name: '谁的' }).fill('妈妈');
  await sidebar.getByRole('button', { name: '农历' }).click();
  await sidebar.getByRole('combobox', { name: '月' }).selectOption('12');
  await sidebar.getByRole('combobox', { name: '日', exact: true }).selectOption('8');
  await picture(page, 'sidebar-date');
  await sidebar.getByRole('button', { name: '记下' }).click();
  await sidebar.getByText('农历腊月初八 · 1月4日').waitFor();

  await sidebar.getByRole('button', { name: '订单' }).click();
  await sidebar.getByRole('combobox', { name: '商品' }).selectOption({ label: '净水器' });
  expect(await sidebar.getByRole('textbox', { name: '实付' }).inputValue()).not.toBe('');
  await picture(page, 'sidebar-order');
  await sidebar.getByRole('button', { name: '记下' }).click();
  await sidebar.getByText('记好了').waitFor();

  await sidebar.getByRole('button', { name: '备注' }).click();
  await sidebar.getByRole('textbox').last().fill('周末方便接电话');
  await sidebar.getByRole('button', { name: '记下' }).click();
  await sidebar.getByText('周末方便接电话').waitFor();

  await sidebar.getByRole('button', { name: '更多' }).click();
  await sidebar.getByRole('textbox', { name: '客户有意见' }).fill('出水慢');
  await sidebar.getByRole('button', { name: '记下' }).first().click();
  await sidebar.getByText('待处理的问题：出水慢').waitFor();
  await picture(page, 'sidebar-problem');
  await sidebar.getByRole('button', { name: '已处理好' }).click();
  await sidebar.getByText('待处理的问题').waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
});

test('outside WeCom it says so, and a stranger is told why', async () => {
  await page.goto(`${server.url}/sidebar`);
  await page.getByRole('heading', { name: '请在企业微信里打开' }).waitFor();
  expect(await seriousHurdles(page)).toEqual([]);
  await page
    .context()
    .addCookies([{ name: 'jiuban_rep_refusal', value: '%E4%B8%8D%E5%9C%A8', url: `${server.url}/sidebar` }]);
  const client = await browser.newContext({ userAgent: 'Mozilla/5.0 MicroMessenger/7 wxwork/4.1.33' });
  await client.addCookies(await page.context().cookies());
  const opened = await client.newPage();
  await opened.goto(`${server.url}/sidebar`);
  await opened.getByText('不在').waitFor();
  await opened.getByRole('button', { name: '重新登录' }).waitFor();
  await client.close();
  expect(faults).toEqual([]);
});

test('on a phone of the middle class with 4G it is there within a second', async () => {
  await opensSidebar('黄梅');
  await page.reload();
  await page.getByTestId('wecom-tab-customers').click();
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: (9 * 1024 * 1024) / 8,
    uploadThroughput: (4 * 1024 * 1024) / 8,
  });
  await page.getByTestId('open-sidebar').click();
  await sidebar.getByRole('heading', { name: '黄梅' }).waitFor();
  const frame = await frameOf(page);
  const opened = await frame.evaluate(() => performance.now());
  // The sandbox's own machinery and the busy machine of a test included.
  expect(opened).toBeLessThan(2_500);
  process.stdout.write(`sidebar opened in ${Math.round(opened)} ms\n`);
});
