import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { adminPassword, ConsoleVisitor } from './console-visitor';
import { openBrowser, openPage, picture, TestServer } from './support';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await TestServer.start({ ADMIN_PASSWORD: adminPassword });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.remove();
});

test('the steps of the set-up are checked one by one, with the way to mend what fails', async () => {
  const { page, faults } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
  const visitor = new ConsoleVisitor(page, server.url);
  await visitor.signIn();
  await visitor.opens('接入');
  await page.getByRole('button', { name: '全部检查' }).click();
  await page.getByTestId('step-callback').getByText('验证通过').waitFor();
  await page.getByText('2 步没有通过').waitFor();
  await page.getByTestId('step-public-address').getByText('怎么改：').waitFor();
  await picture(page, 'console-doctor');
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);

test('the audit is narrowed to one kind of deed and taken away as a file', async () => {
  const { page, faults } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
  const visitor = new ConsoleVisitor(page, server.url);
  await visitor.signIn();
  await visitor.goesTo('audit?action=session.opened');
  await page.getByRole('cell', { name: '管理员 登录了后台' }).first().waitFor();
  await picture(page, 'console-audit');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toContain('登录了后台');
  expect(text).not.toContain('member.added');
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);
