import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ConsoleStage } from './console-stage';
import { adminPassword } from './console-visitor';
import { layoutShift, seriousHurdles, watchLayout } from './page-checks';
import { picture } from './support';

const root = join(__dirname, '../..');

const stage = new ConsoleStage();

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
  const visitor = await stage.stranger();
  const { page } = visitor;
  await page.goto(`${stage.server.url}/console/audit`);
  await page.getByTestId('login').fill('admin');
  await page.getByTestId('password').fill('not the password');
  await page.getByTestId('sign-in').click();
  await page.getByRole('alert').getByText('账号、密码或验证码不正确').waitFor();
  await page.getByTestId('password').fill(adminPassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '审计' }).waitFor();
  await visitor.leaves(401);
});

test('a page that is slow to come is marked as chosen at once, and comes', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/settings-page-*.js', (route) => held.then(() => route.continue()));
  await page.getByRole('menuitem', { name: '设置' }).click();
  await page.locator('.ant-menu-item-selected', { hasText: '设置' }).waitFor();
  await page.getByRole('main').getByRole('status', { name: '加载中' }).waitFor();
  letGo();
  await page.getByRole('heading', { level: 1, name: '设置' }).waitFor();
  await visitor.leaves();
});

test('every page of the menu opens without a fault, a serious hurdle or a jump of its layout', async () => {
  const visitor = await stage.stranger({ viewport: { width: 1280, height: 800 } });
  const { page } = visitor;
  await watchLayout(page);
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
  await visitor.leaves();
});

test('a customer whose name is HTML is called by just these letters on every page, and nothing of it runs', async () => {
  const name = '<img src=x onerror="window.ran=1">';
  const added = await fetch(`${stage.server.url}/sandbox/api/acts/customer-adds-rep`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ repUserId: 'rep.lin', customerName: name }),
  });
  expect(added.ok).toBe(true);
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.opens('客户');
  await page.getByText(name, { exact: true }).first().waitFor();
  for (const title of await menuOf(page)) {
    await visitor.opens(title);
    await page.waitForLoadState('networkidle');
    const found = await page.evaluate(() => ['ran' in window, document.querySelectorAll('img[src=x]').length]);
    expect([title, ...found]).toEqual([title, false, 0]);
  }
  await visitor.leaves();
});
