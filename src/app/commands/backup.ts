import Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { CareError } from '../../kernel/errors';
import { takeFileLock } from '../../outbound/database/file-lock';
import { isSqliteUrl, sqlitePath } from '../../outbound/database/options';
import type { Command, CommandContext } from './command';

export const backup: Command = {
  usage: 'backup FILE',
  does: 'copies the embedded database while it runs; keep its .key file apart from it',
  async run({ config, args, say, progress }) {
    const target = fileOf(args, backup.usage);
    if (existsSync(target)) throw new CareError('exists', `${target} is already there: name a new file`);
    const source = new Database(embedded(config.databaseUrl), { readonly: true, fileMustExist: true });
    await source.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        progress(`${totalPages - remainingPages} of ${totalPages} pages`);
        return 2_000;
      },
    });
    source.close();
    say(
      `written to ${target}; without the key file ${embedded(config.databaseUrl)}.key (or DATA_KEY) its sealed fields cannot be read`,
    );
  },
};

export const restore: Command = {
  usage: 'restore FILE',
  does: 'puts a backup in place of the embedded database; the server must be stopped',
  async run({ config, args, say }) {
    const source = fileOf(args, restore.usage);
    checkBackup(source);
    const path = embedded(config.databaseUrl);
    const lock = lockServer(path);
    try {
      await copyWhole(source, `${path}.restoring`);
      setAside(path, `${path}.before-restore`);
      renameSync(`${path}.restoring`, path);
    } finally {
      lock.release();
    }
    say(`${path} is restored from ${source}; what was there is kept as ${path}.before-restore`);
    say('touches whose time has passed expire at the next start; nothing stale goes out');
  },
};

/** What a write-ahead log beside the file holds included. */
async function copyWhole(from: string, to: string): Promise<void> {
  rmSync(to, { force: true });
  const database = new Database(from, { readonly: true });
  await database.backup(to);
  database.close();
}

/** With its write-ahead log, which after a kill holds the latest commits. */
function setAside(path: string, aside: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(`${aside}${suffix}`, { force: true });
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${aside}${suffix}`);
  }
}

function fileOf(args: CommandContext['args'], usage: string): string {
  const [file] = args;
  if (!file) throw new CareError('usage', `which file? ${usage}`);
  return file;
}

function embedded(databaseUrl: string): string {
  if (isSqliteUrl(databaseUrl)) return sqlitePath(databaseUrl);
  throw new CareError(
    'not_embedded',
    'the database is MySQL: use its own backup, e.g. mariadb-dump --single-transaction',
  );
}

function checkBackup(file: string): void {
  if (!existsSync(file)) throw new CareError('no_file', `${file} does not exist`);
  try {
    const copy = new Database(file, { readonly: true });
    copy.prepare('select count(*) from touches').get();
    copy.close();
  } catch (cause) {
    throw new CareError('no_backup', `${file} is not a backup of Jiuban: name a file that \`backup\` wrote`, { cause });
  }
}

function lockServer(path: string) {
  try {
    return takeFileLock(`${path}.server`, 0);
  } catch (cause) {
    throw new CareError('already_running', `a server runs on ${path}: stop it first`, { cause });
  }
}
