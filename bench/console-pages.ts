import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const loads = 11;

export interface PageToLoad {
  name: string;
  path: string;
  /** What must stand there, ready to be used, before the page counts as interactive. */
  ready: string;
}

/** The same in every shop. */
const pages: readonly PageToLoad[] = [
  { name: 'overview', path: 'overview', ready: '[data-testid="effect-verdict"]' },
  { name: 'touches', path: 'touches', ready: '.touch-table tbody .ant-checkbox-input' },
  { name: 'customers', path: 'customers', ready: '[data-testid="customer-name"]' },
];

/** How long each page takes from a warm reload until it can be used, ms; sorted. Nothing where there is no Chromium. */
export async function pageLoads(
  url: string,
  { login, password, more }: { login: string; password: string; more: readonly PageToLoad[] },
): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  if (!existsSync(executablePath)) {
    console.error(`no Chromium at ${executablePath}: the pages' figures are left out`);
    return found;
  }
  const args = ['--no-sandbox', '--disable-background-networking', '--disable-gpu', '--no-first-run'];
  const browser = await chromium.launch({ executablePath, args });
  const page = await signedIn(browser, url, login, password);
  for (const { name, path, ready } of [...pages, ...more]) {
    const times: number[] = [];
    for (let load = 0; load <= loads; load += 1) {
      await page.goto(`${url}/console/${path}`);
      times.push(await interactiveAfter(page, ready));
    }
    // The first fills the browser's cache.
    found.set(
      name,
      times.slice(1).sort((one, other) => one - other),
    );
  }
  await browser.close();
  return found;
}

async function signedIn(browser: Browser, url: string, login: string, password: string): Promise<Page> {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } });
  await page.goto(`${url}/console`);
  await page.getByTestId('login').fill(login);
  await page.getByTestId('password').fill(password);
  await page.getByTestId('sign-in').click();
  await page.getByTestId('who').waitFor();
  return page;
}

/** Since the navigation began: what must be there is there, and the page has come round to drawing it. */
async function interactiveAfter(page: Page, ready: string): Promise<number> {
  const handle = await page.waitForFunction(
    (selector) =>
      document.querySelector(selector) &&
      new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))),
    ready,
  );
  return Number(await handle.jsonValue());
}
