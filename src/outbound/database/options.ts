import { basename } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { entities } from './entities';
import { migrations } from './migrations';

/** What the two engines share. */
const common = {
  entities,
  migrations,
  migrationsTableName: 'migrations',
  migrationsTransactionMode: 'all',
  logging: false,
} as const;

export function isSqliteUrl(url: string): boolean {
  return url.startsWith('sqlite:');
}

/** Path of an `sqlite:` URL, as written (relative to the working directory) or absolute. */
export function sqlitePath(url: string): string {
  return url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
}

/** What tells one installation's database from another's on the same servers. */
export function databaseName(url: string): string {
  return isSqliteUrl(url) ? basename(sqlitePath(url)) : new URL(url).pathname.slice(1);
}

export function sqliteOptions(path: string): DataSourceOptions {
  return {
    ...common,
    type: 'better-sqlite3',
    database: path,
    enableWAL: true,
    timeout: 10_000,
    prepareDatabase: (connection: { pragma(statement: string): void }) => {
      // WAL's own default, NORMAL, can lose acknowledged rows with the power.
      connection.pragma('synchronous = FULL');
      connection.pragma('cache_size = -64000');
    },
  };
}

/** @param engine MariaDB said to be MySQL would make the schema builder drop its JSON columns */
export function mysqlOptions(url: string, engine: 'mysql' | 'mariadb'): DataSourceOptions {
  return {
    ...common,
    type: engine,
    url: url.replace(/^mariadb:/, 'mysql:'),
    timezone: 'Z',
    charset: 'utf8mb4_bin',
    poolSize: 10,
    connectTimeout: 5_000,
    extra: { enableKeepAlive: true, keepAliveInitialDelay: 10_000 },
  };
}
