import { type DataSource, QueryFailedError } from 'typeorm';
import { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver';
import { MysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner';

const mostTries = 8;
/** Doubles each time, and is drawn at random up to that, so that two do not meet again and again. */
const firstWaitMs = 20;

/** What a session needs of mysql2's connection. */
interface Session {
  promise(): { query(sql: string): Promise<unknown> };
}

/**
 * Each statement sees what is committed by then, as on SQLite: a transaction that finds a row of another's making can
 * also read it. It locks fewer gaps too.
 */
const isolation = 'set session transaction isolation level read committed';

class RetryingQueryRunner extends MysqlQueryRunner {
  constructor(
    driver: MysqlDriver,
    private readonly prepared: WeakSet<Session>,
  ) {
    super(driver, 'master');
  }

  // TypeORM declares both results `any`; callers of `query` say what they select.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  override async connect(): Promise<any> {
    const session: Session = await super.connect();
    if (this.prepared.has(session)) return session;
    this.prepared.add(session);
    await session.promise().query(isolation);
    return session;
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  override query(query: string, parameters?: any[], useStructuredResult = false): Promise<any> {
    const run = () => super.query(query, parameters, useStructuredResult);
    // Within a transaction the whole of it must run again.
    return this.isTransactionActive ? run() : retried(run, [deadlock]);
  }
}

const deadlock = 'ER_LOCK_DEADLOCK';
const lostInsert = 'ER_DUP_ENTRY';

/**
 * Lets a transaction that lost to another one run again: the victim of a deadlock, which InnoDB undoes as a whole, and
 * one that looked, found no row, and at inserting it met the other's. So the work of a transaction may be done more
 * than once, and changes nothing but the database. Call before `initialize()`.
 */
export function retryLostRaces(dataSource: DataSource): DataSource {
  const { driver, manager } = dataSource;
  if (!(driver instanceof MysqlDriver)) throw new Error('only on MySQL and MariaDB do transactions race');
  const prepared = new WeakSet<Session>();
  driver.createQueryRunner = () => new RetryingQueryRunner(driver, prepared);
  const once = manager.transaction.bind(manager) as (...given: unknown[]) => Promise<unknown>; // either overload
  const transaction = (...given: unknown[]) => retried(() => once(...given), [deadlock, lostInsert]);
  Object.assign(manager, { transaction });
  return dataSource;
}

async function retried<T>(run: () => Promise<T>, codes: readonly unknown[]): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries === mostTries || !codes.includes(codeOf(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * firstWaitMs * 2 ** tries));
    }
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof QueryFailedError && 'code' in error.driverError ? error.driverError.code : undefined;
}
