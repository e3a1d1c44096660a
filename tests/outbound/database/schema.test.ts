import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { entities } from '../../../src/outbound/database/entities';
import { migrations } from '../../../src/outbound/database/migrations';
import { openDatabase } from '../../../src/outbound/database/open-database';
import { freshDatabaseUrl, onServices, openFreshDatabase } from '../../support/databases';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'jiuban-schema-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Of a database that outlives its connection. */
async function lastingUrl(name: string): Promise<string> {
  return onServices ? freshDatabaseUrl() : `sqlite:${join(folder, `${name}.sqlite`)}`;
}

test('after all migrations the schema builder has nothing left to do', async () => {
  const dataSource = await openFreshDatabase();
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
  expect(dataSource.entityMetadatas).toHaveLength(entities.length);
  await dataSource.destroy();
});

test('every migration can be taken back and done again', async () => {
  const dataSource = await openDatabase(await lastingUrl('back'));
  for (const _ of migrations) await dataSource.undoLastMigration();
  expect(await tablesOf(dataSource)).toEqual(['migrations']);
  expect(await dataSource.runMigrations()).toHaveLength(migrations.length);
  await dataSource.destroy();
});

test('two that open a new database at once migrate it once', async () => {
  const url = await lastingUrl('at-once');
  const opened = await Promise.all([inAnotherProcess(url), inAnotherProcess(url), inAnotherProcess(url)]);
  expect(opened).toEqual([0, 0, 0]);
  const dataSource = await openDatabase(url);
  const rows: unknown[] = await dataSource.query('select name from migrations');
  expect(rows).toHaveLength(migrations.length);
  await dataSource.destroy();
});

async function tablesOf(dataSource: DataSource): Promise<string[]> {
  const sql = onServices
    ? 'select table_name as name from information_schema.tables where table_schema = database()'
    : "select name from sqlite_master where type = 'table' and name not like 'sqlite%'";
  const rows: { name: string }[] = await dataSource.query(sql);
  return rows.map(({ name }) => name);
}

/** Opens the database in a process of its own; answers its exit code. */
function inAnotherProcess(url: string): Promise<number | null> {
  const script = join(__dirname, 'open-and-leave.cjs');
  return new Promise((resolve) => fork(script, [url]).once('exit', resolve));
}
