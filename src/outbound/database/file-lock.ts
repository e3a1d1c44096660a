import Database from 'better-sqlite3';

export interface FileLock {
  release(): void;
}

/**
 * Takes a lock that the operating system frees at once when the process dies, SIGKILL included:
 * an exclusive transaction on a small SQLite file of its own.
 *
 * @param waitMs how long to wait for another holder (blocking); 0: not at all
 * @throws SqliteError with code SQLITE_BUSY when somebody else holds it
 */
export function takeFileLock(path: string, waitMs: number): FileLock {
  const file = new Database(path, { timeout: waitMs });
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    throw error;
  }
  return { release: () => file.close() };
}
