import 'reflect-metadata';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { parse } from 'yaml';
import { allPlays } from '../src/features/plays/all-plays';
import { Planner } from '../src/features/planning/planner';
import { SegmentMembers } from '../src/features/segments/segment-members';
import { TemplateShelf } from '../src/features/templates/template-shelf';
import { addDays, instantAt } from '../src/kernel/calendar';
import { careSettingsSchema } from '../src/kernel/care-settings';
import { parseFestivals } from '../src/kernel/festivals';
import { openDatabase } from '../src/outbound/database/open-database';
import { AesVault } from '../src/outbound/vault';
import { seed } from './plan-seed';

const zone = 'Asia/Shanghai';
const logger = { info: () => undefined, warn: () => undefined };
const pageSize = 2000;

/** Days of two kinds: one like most, and the first day of 中秋's suggestion, when nearly everybody is due. */
const days = { plan: '2027-03-20', 'plan.festival': '2027-08-21' };

/**
 * Plans a day for many customers on an SQLite file, against its floor: a keyset scan of all customers and the bulk
 * insert of the touches that are produced.
 */
export async function plan(customers = Number(process.env['BENCH_CUSTOMERS'] ?? 200_000)): Promise<void> {
  for (const [name, day] of Object.entries(days)) {
    const folder = mkdtempSync(join(tmpdir(), 'jiuban-plan-'));
    try {
      await measure(name, day, customers, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function measure(name: string, day: string, customers: number, folder: string): Promise<void> {
  const [file, floorFile] = [join(folder, 'plan.sqlite'), join(folder, 'floor.sqlite')];
  let dataSource = await openDatabase(`sqlite:${file}`);
  await seed(dataSource, customers, day);
  // The day before is planned too, so that stages and tiers are settled as on any other day.
  const eve = addDays(day, -1);
  await (await planner(dataSource, eve)).catchUp();
  const sentAt = morning(eve) + 8 * 3_600_000;
  await dataSource.query("update touches set state = 'sent', sentAt = ? where state = 'planned' and dueOn = ?", [
    sentAt,
    eve,
  ]);
  await dataSource.query('pragma wal_checkpoint(truncate)');
  await dataSource.destroy();
  copyFileSync(file, floorFile);

  dataSource = await openDatabase(`sqlite:${file}`);
  const ours = await planner(dataSource, day);
  const memory = memoryGrowth();
  const first = await timed(() => ours.planDay(day, { onProgress: memory.sample }));
  const again = await timed(() => ours.planDay(day));
  const full = await timed(() => ours.planDay(day, { full: true }));
  const touches: Record<string, unknown>[] = await dataSource.query('select * from touches where createdAt >= ?', [
    morning(day),
  ]);
  const explained = await explainTimes(ours, dataSource, day);
  await dataSource.destroy();

  const floorSource = await openDatabase(`sqlite:${floorFile}`);
  const floor = await timed(() => scanAndInsert(floorSource, touches));
  await floorSource.destroy();

  const { result } = first;
  figure(`${name}.customers`, result.customers, 'customers');
  figure(`${name}.touches`, touches.length, 'touches');
  figure(`${name}.seconds`, first.seconds, 's', floor.seconds);
  figure(`${name}.again_seconds`, again.seconds, 's', first.seconds);
  figure(`${name}.again_written`, again.result.written + full.result.written, 'rows');
  figure(`${name}.full_again_seconds`, full.seconds, 's', first.seconds);
  figure(`${name}.memory_mb`, memory.megabytes(), 'MB');
  figure(`${name}.explain_p95_ms`, explained, 'ms');
}

async function planner(dataSource: DataSource, day: string): Promise<Planner> {
  const clock = { now: () => morning(day) };
  const templates = new TemplateShelf({ dataSource, clock, logger });
  await templates.shelve(shippedTemplates(), { shipped: true });
  const settings = careSettingsSchema.parse(parse(readFileSync('config/care.yaml', 'utf8')));
  const festivals = parseFestivals(parse(readFileSync('config/festivals.yaml', 'utf8')));
  const segments = new SegmentMembers({ dataSource, clock, vault: new AesVault(Buffer.alloc(32)), zone });
  const rules = { settings, festivals, plays: allPlays };
  return new Planner({ dataSource, clock, zone, ...rules, templates, segments, logger, pageSize });
}

function shippedTemplates() {
  return readdirSync('templates', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ name, source: readFileSync(join('templates', name), 'utf8') }));
}

function morning(day: string): number {
  return instantAt(day, '02:00', zone);
}

async function scanAndInsert(dataSource: DataSource, touches: Record<string, unknown>[]): Promise<number> {
  let scanned = 0;
  for (let after = ''; ;) {
    const rows: { externalUserId: string }[] = await dataSource.query(
      `select * from customers where externalUserId > ? order by externalUserId limit ${pageSize}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) break;
    scanned += rows.length;
    after = last.externalUserId;
  }
  const columns = Object.keys(touches[0] ?? {});
  const marks = `(${columns.map(() => '?').join(',')})`;
  for (let start = 0; start < touches.length; start += 500) {
    const some = touches.slice(start, start + 500);
    const values = some.flatMap((touch) => columns.map((column) => touch[column]));
    const sql = `insert into touches (${columns.join(',')}) values ${some.map(() => marks).join(',')}`;
    await dataSource.transaction((manager) => manager.query(sql, values));
  }
  return scanned;
}

async function explainTimes(ours: Planner, dataSource: DataSource, day: string): Promise<number> {
  const ids: { externalUserId: string }[] = await dataSource.query(
    'select externalUserId from touches where dueOn = ? limit 300',
    [day],
  );
  const times: number[] = [];
  for (const { externalUserId } of ids)
    times.push((await timed(() => ours.explain(externalUserId, day))).seconds * 1000);
  return times.sort((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0;
}

function memoryGrowth() {
  const before = process.memoryUsage().rss;
  let most = before;
  return {
    sample: () => (most = Math.max(most, process.memoryUsage().rss)),
    megabytes: () => (most - before) / 1024 / 1024,
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const started = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - started) / 1000 };
}

function figure(name: string, value: number, unit: string, baseline?: number): void {
  const round = (number: number) => Math.round(number * 1000) / 1000;
  const ratio = baseline === undefined ? null : round(value / baseline);
  console.log(
    JSON.stringify({
      name,
      value: round(value),
      unit,
      baseline: baseline === undefined ? null : round(baseline),
      ratio,
    }),
  );
}
