import { type DataSource, QueryFailedError } from 'typeorm';
import { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver';
import { MysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner';

const mostTries = 6;

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
    return this.isTransactionActive ? run() : retried(run);
  }
}

/**
 * Lets a deadlock's victim run again: InnoDB undoes one of two that wait for each other, as a whole. So the work of a
 * transaction may be done more than once, and changes nothing but the database. Call before `initialize()`.
 */
export function retryDeadlocks(dataSource: DataSource): DataSource {
  const { driver, manager } = dataSource;
  if (!(driver instanceof MysqlDriver)) throw new Error('only a MySQL or MariaDB data source has deadlocks');
  const prepared = new WeakSet<Session>();
  driver.createQueryRunner = () => new RetryingQueryRunner(driver, prepared);
  const once = manager.transaction.bind(manager) as (...given: unknown[]) => Promise<unknown>; // either overload
  Object.assign(manager, { transaction: (...given: unknown[]) => retried(() => once(...given)) });
  return dataSource;
}

async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries === mostTries || !isDeadlock(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * tries));
    }
  }
}

function isDeadlock(error: unknown): boolean {
  return error instanceof QueryFailedError && 'code' in error.driverError && error.driverError.code === deadlockCode;
}

const deadlockCode = 'ER_LOCK_DEADLOCK';
