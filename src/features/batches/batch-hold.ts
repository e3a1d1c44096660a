import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../../kernel/ports';
import { Batch, type BatchState } from '../../model/batch';

/** The batch went to another worker, or its member stopped it: what this one did last must not count. */
export class LostBatch extends Error {
  override readonly name = 'LostBatch';
}

/** What a piece of work adds to the batch's progress. */
export interface Progress {
  done: number;
  failed: number;
  outcome?: Record<string, unknown>;
}

export const leaseMs = 60_000;
const renewEveryMs = 20_000;

/**
 * A worker's hold on one batch. Every piece of work is one transaction with its progress and the proof that the hold
 * still stands, so that after a crash the next worker goes on exactly where this one came to.
 */
export class BatchHold {
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly options: { dataSource: DataSource; clock: Clock; isStopping: () => boolean },
    private readonly batch: Batch,
  ) {
    // A piece that waits for WeCom may take longer than the lease.
    this.timer = setInterval(() => void this.renew().catch(() => undefined), renewEveryMs).unref();
  }

  /** Before each piece: renews the lease. @throws LostBatch when the work is not to go on here */
  async next(): Promise<void> {
    if (this.options.isStopping()) {
      await this.release(0);
      throw new LostBatch('the process is stopping');
    }
    if (!(await this.renew())) throw this.lost();
  }

  /** Does a piece of work and counts it, both or neither. The piece may be repeated where the database asks for it. */
  async commit(piece: (manager: EntityManager) => Promise<Progress>): Promise<void> {
    await this.options.dataSource.transaction(async (manager) => {
      const { done, failed, outcome } = await piece(manager);
      const counted = {
        done: () => `done + ${Math.trunc(done)}`,
        failed: () => `failed + ${Math.trunc(failed)}`,
        leaseUntil: this.until(),
        ...(outcome ? { outcome: outcome as object } : {}),
      };
      if (!(await this.change(manager, counted))) throw this.lost();
    });
  }

  /** The work of this state is over. @param within what belongs to the end, in its transaction */
  async finish(
    set: Partial<Batch> & { state: BatchState },
    within?: (manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    await this.options.dataSource.transaction(async (manager) => {
      await within?.(manager);
      if (!(await this.change(manager, { ...set, leaseUntil: 0 }))) throw this.lost();
    });
  }

  /** Lets others take the batch, from an instant on. */
  async release(from: number): Promise<void> {
    await this.change(this.options.dataSource.manager, { leaseUntil: from });
  }

  /** Renews no more. */
  close(): void {
    clearInterval(this.timer);
  }

  private renew(): Promise<boolean> {
    return this.change(this.options.dataSource.manager, { leaseUntil: this.until() });
  }

  private until(): number {
    return this.options.clock.now() + leaseMs;
  }

  private async change(manager: EntityManager, set: object): Promise<boolean> {
    const { id, fence, state } = this.batch;
    const update = manager.createQueryBuilder().update(Batch).set(set).where({ id, fence, state });
    return (await update.execute()).affected === 1;
  }

  private lost(): LostBatch {
    return new LostBatch(`batch ${this.batch.id} is held by another worker, or was stopped`);
  }
}
