import type { DataSource } from 'typeorm';
import { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner';
import type { IsolationLevel } from 'typeorm/driver/types/IsolationLevel';
import { WriteGate } from './write-gate';

/** A query runner of its own for each caller, so that the gate can tell a transaction's statements from the others'. */
class GatedQueryRunner extends BetterSqlite3QueryRunner {
  constructor(
    driver: BetterSqlite3Driver,
    private readonly gate: WriteGate,
    statements: Map<string, unknown>,
  ) {
    super(driver);
    // The prepared statements belong to the connection, not to one runner; TypeORM keeps them private.
    Object.assign(this, { stmtCache: statements });
  }

  override async startTransaction(isolationLevel?: IsolationLevel): Promise<void> {
    const outermost = !this.isTransactionActive;
    if (outermost) await this.gate.enter(this);
    try {
      await super.startTransaction(isolationLevel);
    } catch (error) {
      if (outermost) this.gate.leave(this);
      throw error;
    }
  }

  override async commitTransaction(): Promise<void> {
    await super.commitTransaction();
    if (!this.isTransactionActive) this.gate.leave(this);
  }

  override async rollbackTransaction(): Promise<void> {
    try {
      await super.rollbackTransaction();
    } finally {
      if (!this.isTransactionActive) this.gate.leave(this);
    }
  }

  // TypeORM declares the result `any`; callers say what they select.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  override async query(query: string, parameters?: any[], useStructuredResult = false): Promise<any> {
    // IMMEDIATE: a transaction that reads first and writes later would else fail when the CLI wrote in between.
    const statement = query === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : query;
    if (this.gate.isHeldBy(this)) return super.query(statement, parameters, useStructuredResult);
    await this.gate.enter(this);
    try {
      return await super.query(statement, parameters, useStructuredResult);
    } finally {
      this.gate.leave(this);
    }
  }
}

/** Makes an SQLite data source safe for concurrent callers. Call before `initialize()`. */
export function gate(dataSource: DataSource): DataSource {
  const driver = dataSource.driver;
  if (!(driver instanceof BetterSqlite3Driver)) throw new Error('only a better-sqlite3 data source is gated');
  const writeGate = new WriteGate();
  const statements = new Map<string, unknown>();
  driver.createQueryRunner = () => new GatedQueryRunner(driver, writeGate, statements);
  return dataSource;
}
