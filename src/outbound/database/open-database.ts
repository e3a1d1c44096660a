import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource } from 'typeorm';
import { takeFileLock } from './file-lock';
import { gate } from './gated-sqlite';
import { isSqliteUrl, mysqlOptions, sqliteOptions, sqlitePath } from './options';

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
  const lock = inMemory ? null : takeFileLock(`${path}.migrating`, 60_000);
  try {
    const dataSource = gate(new DataSource(sqliteOptions(path)));
    await dataSource.initialize();
    await dataSource.runMigrations();
    return dataSource;
  } finally {
    lock?.release();
  }
}

async function openMysql(url: string): Promise<DataSource> {
  const { createConnection } = await import('mysql2/promise');
  const probe = await createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), connectTimeout: 5_000 });
  try {
    const [rows] = await probe.query('select version() as version');
    // mysql2 types a row set loosely; this statement answers one row with one text.
    const version = (rows as { version: string }[])[0]?.version ?? '';
    await probe.query("select get_lock(concat('jiuban.migrating.', database()), 60)");
    const dataSource = new DataSource(mysqlOptions(url, /mariadb/i.test(version) ? 'mariadb' : 'mysql'));
    await dataSource.initialize();
    await dataSource.runMigrations();
    return dataSource;
  } finally {
    // Ends the session, and with it the named lock.
    await probe.end();
  }
}
