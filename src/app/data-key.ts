import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { CareError } from '../kernel/errors';
import { isSqliteUrl, sqlitePath } from '../outbound/database/options';

/**
 * The key that seals personal fields: `DATA_KEY`, or for SQLite a key file (mode 0600) beside the database, made at the
 * first start. Lose it, and sealed fields cannot be read again: back it up apart from the database.
 */
export function dataKeyFor(databaseUrl: string, given: Buffer | null): Buffer {
  if (given) return given;
  if (!isSqliteUrl(databaseUrl)) throw new CareError('bad_configuration', 'DATA_KEY is required with MySQL');
  const path = sqlitePath(databaseUrl);
  if (path === ':memory:') return randomBytes(32);
  const keyFile = `${path}.key`;
  if (!existsSync(keyFile)) {
    mkdirSync(dirname(keyFile), { recursive: true });
    writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(keyFile, 'utf8').trim(), 'base64');
  if (key.length === 32) return key;
  throw new CareError(
    'bad_configuration',
    `${keyFile}: holds ${key.length} bytes, not 32: restore it from your backup`,
  );
}
