import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { adminPassword, ConsoleVisitor } from './console-visitor';
import { layoutShift, seriousHurdles, watchLayout } from './page-checks';
import { openBrowser, openPage, picture, TestServer } from './support';

const root = join(__dirname, '../..');

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

/** Titles of the menu, in its order. */
async function menuOf(page: Page): Promise<string[]> {
  return page.getByRole('menuitem').allInnerTexts();
}

interface Manifest {
  [source: string]: { file: string; imports?: string[]; css?: string[] };
}

test('the first load of the console is at most 400 kB gzipped', () => {
  const dist = join(root, 'dist/client');
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest;
  const files = new Set<string>();
  const add = (source: string) => {
    const { file, imports = [], css = [] } = manifest[source]!;
    if (files.has(file)) return;
    for (const each of [file, ...css]) files.add(each);
    imports.forEach(add);
  };
  add('console/index.html');
  const sizes = [...files].map((file) => readFileSync(join(dist, `${file}.gz`)).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
});

test('who is not signed in is asked to, and a wrong password is told in words', async () => {
  const { page, faults } = await openPage(browser);
  await page.goto(`${server.url}/console/audit`);
  await page.getByTestId('login').fill('admin');
  await page.getByTestId('password').fill('not the password');
  await page.getByTestId('sign-in').click();
  await page.getByRole('alert').getByText('账号、密码或验证码不正确').waitFor();
  // The browser itself writes down an answer of 401.
  expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  await page.getByTestId('password').fill(adminPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '审计' }).waitFor();
  await page.context().close();
});

test('every page of the menu opens without a fault, a serious hurdle or a jump of its layout', async () => {
  const { page, faults } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
  await watchLayout(page);
  const visitor = new ConsoleVisitor(page, server.url);
  await visitor.signIn();
  for (const title of await menuOf(page)) {
    await visitor.opens(title);
    await page.waitForLoadState('networkidle');
    // Loaded anew, at its own address.
    await page.reload();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.waitForLoadState('networkidle');
    expect([title, (await layoutShift(page)) < 0.1]).toEqual([title, true]);
    expect([title, await seriousHurdles(page)]).toEqual([title, []]);
    await picture(page, `console-${new URL(page.url()).pathname.split('/').pop()}`);
  }
  expect(faults).toEqual([]);
  await page.context().close();
}, 240_000);
