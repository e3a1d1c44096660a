import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataKeyFor } from '../../src/app/data-key';
import { CareError } from '../../src/kernel/errors';

let folder: string;
let url: string;
let keyFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiuban-key-'));
  url = `sqlite:${join(folder, 'data', 'jiuban.sqlite')}`;
  keyFile = join(folder, 'data', 'jiuban.sqlite.key');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the first start makes a key that only its owner reads, and later starts use it again', () => {
  const key = dataKeyFor(url, null);
  expect(key).toHaveLength(32);
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  expect(Buffer.from(readFileSync(keyFile, 'utf8'), 'base64')).toEqual(key);
  expect(dataKeyFor(url, null)).toEqual(key);
});

test('two databases have two keys', () => {
  expect(dataKeyFor(url, null)).not.toEqual(dataKeyFor(`${url}2`, null));
});

test('a given key is used, and no file is made', () => {
  const given = Buffer.alloc(32, 9);
  expect(dataKeyFor(url, given)).toBe(given);
  expect(existsSync(keyFile)).toBe(false);
});

test.each([
  ['a shorter key', Buffer.alloc(31, 1).toString('base64')],
  ['nothing', ''],
  ['something else', 'not a key at all'],
])('a key file that holds %s is refused by its name, and kept', (_, content) => {
  dataKeyFor(url, null);
  writeFileSync(keyFile, content);
  expect(() => dataKeyFor(url, null)).toThrow(CareError);
  expect(() => dataKeyFor(url, null)).toThrow(keyFile);
  expect(readFileSync(keyFile, 'utf8')).toBe(content);
});

test('MySQL has no place beside it for a key file', () => {
  expect(() => dataKeyFor('mysql://root@127.0.0.1:3306/jiuban', null)).toThrow('DATA_KEY is required');
});

test('a database in memory leaves no key behind', () => {
  expect(dataKeyFor('sqlite::memory:', null)).toHaveLength(32);
  expect(existsSync(':memory:.key')).toBe(false);
});
