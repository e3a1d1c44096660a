import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type App, compose } from '../../src/app/compose';
import { type Config, loadConfig } from '../../src/app/config';
import { settle, walkClockTo } from '../../src/app/walk-clock';
import { instantAt } from '../../src/kernel/calendar';
import type { CareSettings } from '../../src/kernel/care-settings';
import { parseDateText } from '../../src/kernel/date-text';
import type { Instant } from '../../src/kernel/ports';
import { databaseName } from '../../src/outbound/database/options';
import { Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox';
import { clearRedis, freshDatabaseUrl, onServices, redisUrl } from './databases';

const root = join(__dirname, '../..');
const zone = 'Asia/Shanghai';

/** A clock that stands until it is moved. */
export class StandingClock {
  constructor(private at: Instant) {}

  now(): Instant {
    return this.at;
  }

  moveTo(at: Instant): void {
    this.at = Math.max(this.at, at);
  }
}

export interface WorldOptions {
  /** `2027-01-01 08:00` in Asia/Shanghai. */
  now?: string;
  care?: (care: CareSettings) => void;
  sandbox?: Partial<SandboxOptions>;
  databaseUrl?: string;
  redisUrl?: string;
  /** Further environment variables. */
  environment?: Record<string, string>;
}

/** The real application, the sandbox as its WeCom, a database (and queue) of its own and a clock that stands. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const clock = new StandingClock(shanghai(options.now ?? '2027-01-04 08:00'));
  // In memory where the machine has a place for it: a year of a world is many thousand commits.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'jiuban-world-'));
  const sandbox = new Sandbox({ clock, callbackRetryMs: [5, 10, 20], ...options.sandbox });
  const { url: wecomUrl } = await sandbox.start();
  const config = loadConfig(root, {
    PORT: '0',
    LOG_LEVEL: 'silent',
    ROLES: 'web,worker',
    API_TOKEN: 'a-token-for-tests-only',
    DATABASE_URL:
      options.databaseUrl ?? (onServices ? await freshDatabaseUrl() : `sqlite:${join(folder, 'world.sqlite')}`),
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    REDIS_URL: options.redisUrl ?? (onServices ? redisUrl : undefined),
    ...options.environment,
  });
  options.care?.(config.care);
  const world = new World(clock, sandbox, config, wecomUrl, folder);
  await world.startApp();
  return world;
}

export class World {
  app!: App;
  /** Of the server. */
  url = '';

  constructor(
    readonly clock: StandingClock,
    readonly sandbox: Sandbox,
    readonly config: Config,
    private readonly wecomUrl: string,
    private readonly folder: string,
  ) {}

  /** Also after `app.stop()`: another process on the same database. */
  async startApp(): Promise<void> {
    const { config, clock, wecomUrl } = this;
    const logger = pino({ level: process.env.TEST_LOG ?? 'silent' });
    this.app = await compose({ config, credentials: this.sandbox.credentials, wecomUrl, clock, logger });
    const { port } = await this.app.start();
    this.url = `http://127.0.0.1:${port}`;
    this.sandbox.setCallbackUrl(`${this.url}/wecom/callback`);
    await this.settle();
  }

  /** Another process on the same database and queue, with the same WeCom; whoever starts it stops it. */
  async startBeside(): Promise<App> {
    const { config, clock, sandbox, wecomUrl } = this;
    const other = await compose({
      config,
      credentials: sandbox.credentials,
      wecomUrl,
      clock,
      logger: pino({ level: 'silent' }),
    });
    await other.start();
    return other;
  }

  settle(): Promise<void> {
    return settle(this);
  }

  /** Through every day's hours up to an instant in Shanghai, e.g. `2027-01-05 09:30`. */
  async walkTo(text: string, atStop?: () => Promise<void>): Promise<void> {
    const { app, sandbox, clock } = this;
    await walkClockTo({ app, sandbox, clock, zone, atStop }, shanghai(text));
  }

  /** A new friend of a rep, whose welcome has come; `birthday` as a rep would write it, e.g. `农历八月十五`. */
  async customer({
    name = '小满',
    addedBy = 'rep.lin',
    birthday,
  }: { name?: string; addedBy?: string; birthday?: string } = {}): Promise<string> {
    const { externalUserId } = this.sandbox.platform.customerAddsRep({ repUserId: addedBy, customerName: name });
    await this.settle();
    if (birthday) {
      const date = parseDateText(birthday);
      if (!date) throw new Error(`no date: ${birthday}`);
      const { calendar, year, month, day, leapMonth } = date;
      const wanted = {
        kind: 'birthday',
        calendar,
        year,
        month,
        day,
        leapMonth,
        confirmed: true,
        source: 'api',
      } as const;
      await this.app.features.profiles.addDate(externalUserId, wanted);
    }
    return externalUserId;
  }

  rep(repUserId = 'rep.lin', name = '林晓'): void {
    this.sandbox.platform.addRep({ repUserId, name });
  }

  /** What business systems do; an answer that is no success fails the test. */
  async api<T = unknown>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: 'Bearer a-token-for-tests-only', 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    // The caller names the contract of the route.
    return (await response.json()) as T;
  }

  /** What a rep's chat with the app shows, oldest first. */
  saidTo(repUserId = 'rep.lin'): string[] {
    return this.sandbox.platform.messagesTo(repUserId).map(({ body }) => JSON.stringify(body));
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.sandbox.stop();
    if (this.config.redisUrl) await clearRedis(`jiuban-${databaseName(this.config.databaseUrl)}`);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `2027-01-05 09:30` in Asia/Shanghai as epoch ms. */
export function shanghai(text: string): Instant {
  const [day = '', time = '00:00'] = text.split(' ');
  return instantAt(day, time, zone);
}
