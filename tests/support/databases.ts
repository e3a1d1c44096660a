import { randomBytes } from 'node:crypto';
import Redis from 'ioredis';
import { type Connection, createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/outbound/database/open-database';

/** The jest project `services` runs the suites of storage and jobs on MySQL/MariaDB and Redis, `embedded` on SQLite. */
export const onServices = process.env.TEST_ENGINE === 'services';

const serverUrl = process.env.TEST_DATABASE_URL ?? 'mysql://root@127.0.0.1:3306/test';
export const redisUrl = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

interface Kept {
  url: string;
  /** Null: handed out as a URL, and never again. */
  dataSource: DataSource | null;
}
/** Databases that this test file made; they go with it. */
const kept: Kept[] = [];
/** Connections of second nodes. */
let others: DataSource[] = [];

/** An empty database on the server of this run, or SQLite in memory. */
export async function freshDatabaseUrl(): Promise<string> {
  if (!onServices) return 'sqlite::memory:';
  const url = await createOnServer();
  kept.push({ url, dataSource: null });
  return url;
}

/** An empty database of this run's engine, open and migrated; destroyed, it may serve the next test of the file. */
export async function openFreshDatabase(): Promise<DataSource> {
  if (!onServices) return openDatabase('sqlite::memory:');
  await closeOthers();
  const free = kept.find(({ dataSource }) => dataSource?.isInitialized === false);
  const dataSource = free && (await reopen(free.url));
  if (free && dataSource) {
    free.dataSource = dataSource;
    return dataSource;
  }
  const url = await createOnServer();
  const entry: Kept = { url, dataSource: null };
  kept.push(entry);
  entry.dataSource = await openDatabase(url);
  return entry.dataSource;
}

/** A second node's connection to the database of the first; on SQLite a database has but one. */
export async function openAgain(dataSource: DataSource): Promise<DataSource> {
  const entry = kept.find((one) => one.dataSource === dataSource);
  if (!entry) return dataSource;
  const other = await openDatabase(entry.url);
  others.push(other);
  return other;
}

async function closeOthers(): Promise<void> {
  for (const other of others) if (other.isInitialized) await other.destroy();
  others = [];
}

/** Making 17 tables takes a second, emptying them a moment. Undefined: a test left it unusable. */
async function reopen(url: string): Promise<DataSource | undefined> {
  const dataSource = await openDatabase(url);
  try {
    for (const { tableName } of dataSource.entityMetadatas) await dataSource.query(`delete from ${tableName}`);
    return dataSource;
  } catch {
    await dataSource.destroy();
    return undefined;
  }
}

async function createOnServer(): Promise<string> {
  const url = new URL(serverUrl);
  const name = `${url.pathname.slice(1) || 'test'}_${randomBytes(6).toString('hex')}`;
  await withServer((server) => server.query(`create database ${name}`));
  url.pathname = `/${name}`;
  return url.toString();
}

async function withServer(work: (server: Connection) => Promise<unknown>): Promise<void> {
  const url = new URL(serverUrl);
  url.pathname = '/';
  let server: Connection;
  try {
    server = await createConnection({ uri: url.toString(), connectTimeout: 5_000 });
  } catch (cause) {
    throw new Error(`no MySQL or MariaDB at ${url.host}: start one, or set TEST_DATABASE_URL`, { cause });
  }
  try {
    await work(server);
  } finally {
    await server.end();
  }
}

/** Removes what a queue of this prefix left on Redis. */
export async function clearRedis(prefix: string): Promise<void> {
  const redis = new Redis(redisUrl);
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1000 })) {
      // ioredis streams arrays of keys, without saying so.
      if ((keys as string[]).length > 0) await redis.del(keys as string[]);
    }
  } finally {
    redis.disconnect();
  }
}

if (onServices) {
  afterAll(async () => {
    await closeOthers();
    for (const { dataSource } of kept) if (dataSource?.isInitialized) await dataSource.destroy();
    if (kept.length === 0) return;
    await withServer(async (server) => {
      for (const { url } of kept) await server.query(`drop database if exists ${new URL(url).pathname.slice(1)}`);
    });
  }, 60_000);
}
