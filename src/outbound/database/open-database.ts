import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource } from 'typeorm';
import { takeFileLock } from './file-lock';
import { gate } from './gated-sqlite';
import { isSqliteUrl, mysqlOptions, sqliteOptions, sqlitePath } from './options';
import { retryLostRaces } from './retrying-mysql';

/** How long one process waits for another's migrations. */
const migratingMs = 60_000;

/**
 * Opens the database and brings its schema up to date, one process at a time.
 *
 * @param url `sqlite:./data/jiuban.sqlite`, `sqlite::memory:` or `mysql://user:pass@host:3306/db`
 */
export async function openDatabase(url: string): Promise<DataSource> {
  return isSqliteUrl(url) ? openSqlite(sqlitePath(url)) : openMysql(url);
}

async function openSqlite(path: string): Promise<DataSource> {
  const inMemory = path === ':memory:';
  if (!inMemory) mkdirSync(dirname(path), { recursive: true });
  const lock = inMemory ? null : takeFileLock(`${path}.migrating`, migratingMs);
  try {
    return await migrated(gate(new DataSource(sqliteOptions(path))));
  } finally {
    lock?.release();
  }
}

async function openMysql(url: string): Promise<DataSource> {
  const { createConnection } = await import('mysql2/promise');
  const probe = await createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), connectTimeout: 5_000 });
  try {
    // The name is short of MySQL's 64 characters, however long the database's.
    const [rows] = await probe.query(
      `select version() as version, get_lock(concat('jiuban.migrating.', md5(database())), ${migratingMs / 1000}) as isMine`,
    );
    // mysql2 types a row set loosely; this statement answers one row.
    const [{ version, isMine } = { version: '', isMine: 0 }] = rows as { version: string; isMine: number | null }[];
    if (isMine !== 1) throw new Error('another process has been migrating this database for a minute: try again later');
    const engine = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
    return await migrated(retryLostRaces(new DataSource(mysqlOptions(url, engine))));
  } finally {
    // Ends the session, and with it the named lock.
    await probe.end();
  }
}

async function migrated(dataSource: DataSource): Promise<DataSource> {
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}
