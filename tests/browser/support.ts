import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const root = join(__dirname, '../..');
const readyWithinMs = 60_000;
const stopsWithinMs = 15_000;

/** Outside git: what the pages looked like. */
const artefacts = join(root, 'artefacts');

/** The real server, as `npm start` runs it, on a database and a port of its own. */
export class TestServer {
  private process: ChildProcess | null = null;
  private said = '';

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  /** Needs the built server and pages; builds them where there are none. After a change: `npm run build`. */
  static async start(environment: Record<string, string> = {}): Promise<TestServer> {
    const isBuilt = ['src/app/main.js', 'client/sandbox/index.html'].every((file) =>
      existsSync(join(root, 'dist', file)),
    );
    if (!isBuilt) execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' });
    const server = new TestServer(mkdtempSync(join(tmpdir(), 'jiuban-browser-')), await freePort());
    await server.run(environment);
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Also after `stop` and `kill`: the next process on the same database and port. */
  async run(environment: Record<string, string> = {}): Promise<void> {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, ['dist/src/app/main.js'], {
      cwd: root,
      env: {
        PATH,
        LOG_LEVEL: 'warn',
        PORT: String(this.port),
        DATABASE_URL: `sqlite:${join(this.folder, 'jiuban.sqlite')}`,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (said: Buffer) => (this.said += said.toString()));
    await this.becomeReady(child);
  }

  /** Moves the sandbox's clock; resolves when all that was due on the way is done. */
  async movesClockTo(to: string): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}/sandbox/api/clock`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ to }),
    });
    if (!answer.ok) throw new Error(`the clock did not move: ${answer.status} ${await answer.text()}`);
  }

  /** As a service manager stops it. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** As a power cut ends it. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** The end of it, with its data. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async becomeReady(child: ChildProcess): Promise<void> {
    for (let waited = 0; waited < readyWithinMs; waited += 100) {
      if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${this.said}`);
      const answers = ['/readyz', '/sandbox/api/version'].map((path) => fetch(`${this.url}${path}`).catch(() => null));
      if ((await Promise.all(answers)).every((answer) => answer?.ok)) return;
      await wait(100);
    }
    throw new Error(`the server did not become ready:\n${this.said}`);
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const stillThere = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
    await ended;
    clearTimeout(stillThere);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  // A server on a TCP port has an address of this form.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Debian's Chromium, or the one that CHROMIUM_PATH names. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-gpu', '--no-first-run'],
  });
}

/** A page of a fresh visitor, and everything that goes wrong in it and in the pages opened from it. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
  context.setDefaultTimeout(15_000);
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(`page error: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`${message.type()}: ${message.text()}`);
  });
  return { page: await context.newPage(), faults };
}

/** A picture of the page for people, in light and in dark. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours fade over, and the components follow.
    await wait(1_500);
    await page.screenshot({ path: join(artefacts, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
