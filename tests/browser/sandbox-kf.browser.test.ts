import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPage, picture, TestServer } from './support';
import { Visitor } from './visitor';

jest.setTimeout(120_000);

let server: TestServer;
let browser: Browser;
let page: Page;
let visitor: Visitor;
let faults: string[];

beforeAll(async () => {
  server = await TestServer.start({ CLOCK_START: '2027-03-01T17:40:00+08:00' });
  browser = await openBrowser();
  const opened = await openPage(browser, { viewport: { width: 1440, height: 900 } });
  ({ page, faults } = opened);
  visitor = new Visitor(page);
  await visitor.open(server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

const said = (words: string) => page.getByTestId('phone-kf').getByTestId('kf-message').filter({ hasText: words });

async function writes(words: string): Promise<void> {
  await page.getByTestId('kf-input').fill(words);
  await page.getByTestId('kf-send').click();
}

test('a customer is greeted at the kf, gets the own rep, and the rep answers', async () => {
  await visitor.picksCustomer('小满');
  await page.getByTestId('phone-tabs').getByText('微信客服').click();
  await page.getByTestId('enter-kf').click();
  await said('您好，这里是久伴生活馆').waitFor();
  const from = performance.now();
  await writes('净水器漏水了');
  await said('正在为您转接同事').waitFor();
  expect(performance.now() - from).toBeLessThan(2_000);
  await page.getByTestId('kf-state').getByText('林晓 接待中').waitFor();
  await page.getByTestId('wecom-tab-kf').click();
  await page.getByTestId('kf-desk').getByText('净水器漏水了').waitFor();
  await page.getByTestId('kf-reply').fill('我是林晓，拍张照片给我看看');
  await page.getByTestId('kf-reply-send').click();
  await said('拍张照片').waitFor();
  await picture(page, 'sandbox-kf');
  await page.getByTestId('kf-end').click();
  await page.getByTestId('kf-state').getByText('会话已结束').waitFor();
});

test('a question after the shop has closed is answered from what it knows, and the rep hears of it next morning', async () => {
  await visitor.movesClock('hour');
  await writes('滤芯多久换一次？');
  await said('大约 180 天').getByText('我们的同事明天上班后会再跟进').waitFor();
  await visitor.movesClock('morning');
  await page.getByTestId('wecom-tab-app').click();
  await visitor.appMessage('【客服跟进】').waitFor();
  expect(await visitor.appMessage('【客服跟进】').innerText()).toContain('滤芯多久换一次');
  await picture(page, 'sandbox-kf-morning');
  expect(faults).toEqual([]);
});
