import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { compose } from '../src/app/compose';
import { loadConfig } from '../src/app/config';
import { systemActor } from '../src/features/access/audit-trail';
import { instantAt } from '../src/kernel/calendar';
import { openDatabase } from '../src/outbound/database/open-database';
import { pageLoads } from './console-pages';
import { seedConsole } from './console-seed';
import { seedTouches } from './console-touches-seed';
import { seed } from './plan-seed';

const day = '2027-03-20';
const promisedMs = 200;
const promisedPageMs = 1_500;
const credentials = { corpId: 'ww1', agentId: 1, secret: 's', token: 't', encodingAesKey: 'a'.repeat(43) };
const password = 'a password for figures only';
const filters = [
  '',
  'q=客户77',
  'q=客户7',
  'repUserId=rep-7',
  'unassigned=yes',
  'stage=new',
  'stage=loyal',
  'tier=elite',
  'tagId=tag-0',
  'tagId=tag-1',
  'tagId=tag-3',
  'optedOut=yes',
  'optedOut=no',
  'problem=yes',
  'ordersMin=3',
  'totalCentsMin=150000',
  'lastOrderTo=2025-12-01',
  'lastOrderFrom=2027-03-01',
  'addedFrom=2026-11-01&addedTo=2026-12-31',
  'birthdayWithin=7',
  'birthdayWithin=30',
];
const sorts = ['added', 'lastOrder', 'total', 'name'];

/**
 * The console's pages at a million customers on an SQLite file, asked for over HTTP as the browser does. Every filter of
 * the list, every two of them together, in every order. BENCH_DATABASE: a file that an earlier run left, kept.
 * BENCH_SCREENS: only the screens whose name has this in it.
 */
export async function console_(customers = Number(process.env['BENCH_CUSTOMERS'] ?? 1_000_000)): Promise<void> {
  const kept = process.env['BENCH_DATABASE'];
  const folder = mkdtempSync(join(tmpdir(), 'jiuban-console-'));
  const url = `sqlite:${kept ?? join(folder, 'console.sqlite')}`;
  try {
    await prepare(url, customers);
    await measure(url, customers);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(url: string, customers: number): Promise<void> {
  const dataSource = await openDatabase(url);
  const [row]: { n: number }[] = await dataSource.query('select count(*) as n from corp_tags');
  if (!row?.n) {
    const [some]: unknown[] = await dataSource.query('select 1 from customers limit 1');
    if (!some) await seed(dataSource, customers, day);
    await seedConsole(dataSource, day);
  }
  const [task]: unknown[] = await dataSource.query('select 1 from mass_sends limit 1');
  if (!task) await seedTouches(dataSource, day);
  await dataSource.destroy();
}

async function measure(url: string, customers: number): Promise<void> {
  const config = loadConfig(process.cwd(), {
    PORT: '0',
    LOG_LEVEL: 'silent',
    ROLES: 'web',
    DATABASE_URL: url,
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  const clock = { now: () => instantAt(day, '10:00', config.zone) };
  const wecomUrl = 'http://127.0.0.1:9';
  const app = await compose({ config, credentials, wecomUrl, clock, logger: pino({ level: 'silent' }) });
  const { port } = await app.start();
  const member = { login: `bench-${process.pid}`, name: 'bench', role: 'admin', maySend: false, password } as const;
  await app.features.access.members.add(systemActor, { ...member, repUserId: null, departmentIds: [] });
  // As in the night, before anybody looks.
  const started = performance.now();
  await app.features.reports.figureCount.run();
  figure('console.count_figures_s', (performance.now() - started) / 1_000, 's');
  const site = `http://127.0.0.1:${port}`;
  const ask = await signedIn(`${site}/api/v1/console`, member.login);
  figure('console.customers', customers, 'customers');
  const screens: Record<string, string[]> = {
    'console.list': listQueries(),
    'console.list_pages': await deepPages(ask),
    'console.profile': await profileQueries(app.dataSource),
    'console.touches': await touchQueries(ask),
    'console.overview': many(['/overview', '/overview/health']),
    'console.overview_figures': many(['/overview/figures']),
  };
  const wanted = process.env['BENCH_SCREENS'] ?? '';
  for (const [name, paths] of Object.entries(screens)) if (name.includes(wanted)) await report(name, paths, ask);
  const [customer] = await busiest(app.dataSource, 1);
  const profile = { name: 'profile', path: `customers/${customer}`, ready: '.profile-side .ant-card' };
  for (const [name, times] of await pageLoads(site, { login: member.login, password, more: [profile] })) {
    figure(`console.page_${name}.p50_ms`, times[Math.floor(times.length / 2)] ?? 0, 'ms', promisedPageMs);
    figure(`console.page_${name}.max_ms`, times.at(-1) ?? 0, 'ms', promisedPageMs);
  }
  await app.stop();
}

type Ask = (path: string) => Promise<{ ms: number; body: { nextCursor?: string | null } }>;

const many = (paths: string[]) => paths.flatMap((path) => Array.from({ length: 40 }, () => path));

/** A festival's day by every filter, its counts, the month's strip, tasks, and the pages that follow the first. */
async function touchQueries(ask: Ask): Promise<string[]> {
  const filters = ['', '&state=offered', '&state=held', '&state=failed', '&play=holiday', '&play=replenish'];
  const whose = ['', '&repUserId=rep-7'];
  const lists = filters.flatMap((filter) => whose.map((rep) => `day=${day}${filter}${rep}`));
  const paths = lists.flatMap((query) => [`/touches?${query}`, `/touches/counts?${query}`]);
  paths.push(`/touches?day=${day}&name=${encodeURIComponent('客户77')}`, `/touches/days?from=${day}`);
  paths.push('/mass-sends', '/mass-sends?open=true', '/mass-sends?repUserId=rep-7');
  for (let path = `/touches?day=${day}`, page = 0; page < 20; page += 1) {
    const { body } = await ask(path);
    if (!body.nextCursor) break;
    path = `/touches?day=${day}&cursor=${encodeURIComponent(body.nextCursor)}`;
    paths.push(path);
  }
  return Array.from({ length: 3 }, () => paths).flat();
}

function listQueries(): string[] {
  const pairs = filters.flatMap((one, place) => filters.slice(place + 1).map((other) => [one, other]));
  const together = [...filters.map((one) => [one]), ...pairs].map((parts) => parts.filter(Boolean).join('&'));
  const possible = [...new Set(together)].filter((query) => !hasTwice(query));
  return possible.flatMap((query) =>
    sorts.flatMap((sort) => ['asc', 'desc'].map((order) => `/customers?${query}&sort=${sort}&order=${order}`)),
  );
}

/** A filter says each thing once. */
function hasTwice(query: string): boolean {
  const names = query.split('&').map((part) => part.split('=')[0]);
  return new Set(names).size < names.length;
}

async function deepPages(ask: Ask): Promise<string[]> {
  const paths: string[] = [];
  for (const query of ['', 'stage=loyal', 'tagId=tag-1&stage=repeat']) {
    for (const sort of sorts) {
      const first = `/customers?${query}&sort=${sort}&order=desc`;
      let path = first;
      for (let page = 0; page < 20; page += 1) {
        const { body } = await ask(path);
        if (!body.nextCursor) break;
        path = `${first}&cursor=${body.nextCursor}`;
        paths.push(path);
      }
    }
  }
  return paths;
}

async function profileQueries(dataSource: DataSource): Promise<string[]> {
  const ids = await busiest(dataSource, 100);
  return ids.flatMap((id) => ['', '/timeline', '/touches', '/orders'].map((part) => `/customers/${id}${part}`));
}

/** Those with the most orders. */
async function busiest(dataSource: DataSource, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await dataSource.query(
    `select externalUserId as id from customers order by orderCount desc, externalUserId limit ${limit}`,
  );
  return rows.map(({ id }) => id);
}

async function signedIn(base: string, login: string): Promise<Ask> {
  const answer = await fetch(`${base}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  return async (path) => {
    const started = performance.now();
    const response = await fetch(`${base}${path}`, { headers: { cookie: cookie.join('; ') } });
    const body = (await response.json()) as { nextCursor?: string | null };
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`);
    return { ms: performance.now() - started, body };
  };
}

async function report(name: string, paths: string[], ask: Ask): Promise<void> {
  const times: { path: string; ms: number }[] = [];
  for (const path of paths) times.push({ path, ms: (await ask(path)).ms });
  times.sort((one, other) => one.ms - other.ms);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  figure(`${name}.requests`, times.length, 'requests');
  figure(`${name}.p50_ms`, at(0.5)?.ms ?? 0, 'ms', promisedMs);
  figure(`${name}.p95_ms`, at(0.95)?.ms ?? 0, 'ms', promisedMs);
  figure(`${name}.max_ms`, at(1)?.ms ?? 0, 'ms', promisedMs);
  if (process.env['BENCH_SLOWEST']) for (const slow of times.slice(-30)) console.error(slow.path, Math.round(slow.ms));
}

function figure(name: string, value: number, unit: string, baseline?: number): void {
  const round = (number: number) => Math.round(number * 1000) / 1000;
  const against =
    baseline === undefined ? { baseline: null, ratio: null } : { baseline, ratio: round(value / baseline) };
  console.log(JSON.stringify({ name, value: round(value), unit, ...against }));
}
