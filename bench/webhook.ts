import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Koa, { type Middleware } from 'koa';
import type { DataSource } from 'typeorm';
import type { Arrival } from '../src/inbound/callback/identity';
import { Inbox } from '../src/inbound/callback/inbox';
import { inboxRow } from '../src/inbound/callback/inbox-row';
import { callbackRoute } from '../src/inbound/callback/route';
import { SystemClock } from '../src/outbound/clock';
import { openDatabase } from '../src/outbound/database/open-database';
import { AesVault } from '../src/outbound/vault';
import type { Load, Measured } from './webhook-load';

const credentials = {
  corpId: 'wwbench00000000000',
  token: 'benchToken',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};
const rounds = 7;
const requests = 4000;
const connections = 64;
const clock = new SystemClock();
const vault = new AesVault(Buffer.alloc(32, 7));
const logger = { info: () => undefined, warn: () => undefined, error: (fields: object) => console.error(fields) };

type Store = (arrival: Arrival) => Promise<unknown>;

/** One way to answer a callback; those that store get an empty database for each round. */
interface Contestant {
  name: string;
  store: ((dataSource: DataSource) => Store) | null;
  answer(store: Store): Middleware;
}

const throughRoute = (store: Store) => callbackRoute({ credentials, inbox: { store }, logger });

function grouped(dataSource: DataSource): Store {
  const inbox = new Inbox({ dataSource, clock, vault, logger });
  return (arrival) => inbox.store(arrival);
}

function oneCommitEach(dataSource: DataSource): Store {
  return (arrival) => {
    const now = clock.now();
    const row = inboxRow(arrival, { receivedAt: now, now }, vault);
    const columns = Object.keys(row);
    const places = columns.map(() => '?').join(', ');
    return dataSource.query(
      `insert into callback_events (${columns.join(', ')}) values (${places})`,
      Object.values(row),
    );
  };
}

/** Koa that reads the body and answers. */
const bare: Middleware = (ctx) =>
  new Promise<void>((resolve) => {
    const chunks: Buffer[] = [];
    ctx.req.on('data', (chunk: Buffer) => chunks.push(chunk));
    ctx.req.on('end', () => {
      ctx.status = Buffer.concat(chunks).length > 0 ? 200 : 400;
      ctx.body = '';
      resolve();
    });
  });

const contestants = {
  real: { name: 'real', store: grouped, answer: throughRoute },
  noStore: { name: 'no store', store: null, answer: throughRoute },
  bare: { name: 'bare Koa', store: null, answer: () => bare },
  single: { name: 'one commit each', store: oneCommitEach, answer: throughRoute },
} satisfies Record<string, Contestant>;

/**
 * The callback's promises of architecture.md against their floors: all contestants take turns in one run, and each
 * ratio is the median of the rounds' own.
 */
export async function webhook(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'jiuban-bench-'));
  const client = new Worker(join(__dirname, 'webhook-load.js'), { workerData: { credentials, most: requests } });
  await once(client, 'message');
  const run = (contestant: Contestant, load: Omit<Load, 'port'>) => measure(contestant, load, client, directory);
  try {
    const speeds = { real: [], noStore: [], bare: [], single: [] } as Record<keyof typeof contestants, number[]>;
    for (let round = -1; round < rounds; round += 1) {
      for (const key of turnOrder(round)) {
        const { perSecond } = await run(contestants[key], { requests, connections });
        // The first round warms up.
        if (round >= 0) speeds[key].push(perSecond);
      }
    }
    report('webhook.requests_vs_no_store', speeds.real, speeds.noStore);
    report('webhook.requests_vs_bare_koa', speeds.real, speeds.bare);
    report('webhook.group_commit_vs_single', speeds.real, speeds.single);
    const steady = { requests, connections, rate: 1000 };
    const [p99, floor] = [await run(contestants.real, steady), await run(contestants.noStore, steady)];
    line('webhook.p99_ms_at_1000', p99.p99Ms, 'ms', floor.p99Ms, p99.p99Ms / floor.p99Ms);
  } finally {
    await client.terminate();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Forwards and backwards, so that a drift of the machine favours nobody. */
function turnOrder(round: number): (keyof typeof contestants)[] {
  const order: (keyof typeof contestants)[] = ['real', 'noStore', 'bare', 'single'];
  return round % 2 === 0 ? order : order.reverse();
}

let databases = 0;

async function measure(
  contestant: Contestant,
  load: Omit<Load, 'port'>,
  client: Worker,
  directory: string,
): Promise<Measured> {
  const dataSource = contestant.store
    ? await openDatabase(`sqlite:${join(directory, `${(databases += 1)}.sqlite`)}`)
    : null;
  const store = contestant.store && dataSource ? contestant.store(dataSource) : async () => 'new';
  const server = await listen(contestant.answer(store));
  try {
    client.postMessage({ ...load, port: (server.address() as AddressInfo).port } satisfies Load);
    const [measured] = (await once(client, 'message')) as [Measured];
    await check(contestant, load, measured, dataSource);
    return measured;
  } finally {
    server.closeAllConnections();
    server.close();
    await dataSource?.destroy();
  }
}

async function check(
  contestant: Contestant,
  load: Omit<Load, 'port'>,
  measured: Measured,
  dataSource: DataSource | null,
): Promise<void> {
  if (measured.failures > 0) throw new Error(`${contestant.name}: ${measured.failures} requests were not answered 200`);
  if (!dataSource) return;
  const [{ stored }]: [{ stored: number }] = await dataSource.query('select count(*) as stored from callback_events');
  if (stored !== load.requests) throw new Error(`${contestant.name}: ${stored} of ${load.requests} are stored`);
}

async function listen(answer: Middleware): Promise<Server> {
  const app = new Koa();
  app.use(answer);
  const server = createServer(app.callback());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function report(name: string, ours: number[], floor: number[]): void {
  const ratios = ours.map((value, round) => value / (floor[round] ?? NaN));
  line(name, median(ours), 'requests/s', median(floor), median(ratios));
}

function line(name: string, value: number, unit: string, baseline: number, ratio: number): void {
  const tidy = (figure: number) => Number(figure.toPrecision(4));
  console.log(JSON.stringify({ name, value: tidy(value), unit, baseline: tidy(baseline), ratio: tidy(ratio) }));
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
