import type { Logger } from 'pino';
import { type DataSource, type EntityManager, In, LessThanOrEqual } from 'typeorm';
import { CareError, WecomError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { Batch, type BatchKind } from '../../model/batch';
import { BatchPart } from '../../model/batch-part';
import { BatchHold, leaseMs, LostBatch } from './batch-hold';
import { batchTexts } from './texts';

/** Does all of a batch's work in its present state, piece by piece, from wherever an earlier worker came to. */
export type BatchWork = (batch: Batch, hold: BatchHold) => Promise<void>;

export interface BatchRunnerOptions {
  dataSource: DataSource;
  clock: Clock;
  logger: Pick<Logger, 'warn' | 'error'>;
  works: Record<BatchKind, BatchWork>;
}

/** States in which a worker has something to do. */
const open = ['checking', 'waiting', 'running'] as const;
const atATime = 20;
/** A file that takes the process down each time is not tried for ever. */
const mostTakes = 8;

/** Works through what members started, batch by batch, under a lease that is fenced. */
export class BatchRunner {
  private stopping = false;

  constructor(private readonly options: BatchRunnerOptions) {}

  /** A sweep: may run on many nodes at once. */
  async run(): Promise<void> {
    for (let batch = await this.take(); batch && !this.stopping; batch = await this.take()) await this.work(batch);
  }

  /** No further piece is begun; what is under way ends with its transaction. */
  stop(): void {
    this.stopping = true;
  }

  private async work(batch: Batch): Promise<void> {
    const { logger, works, clock } = this.options;
    const hold = new BatchHold({ ...this.options, isStopping: () => this.stopping }, batch);
    try {
      if (batch.kind === 'import' && batch.fence > mostTakes) throw new CareError('gave_up', batchTexts.gaveUp);
      await works[batch.kind](batch, hold);
    } catch (error) {
      if (error instanceof LostBatch) return;
      if (error instanceof CareError) return await this.fail(batch, hold, error);
      if (error instanceof WecomError && error.retryable) {
        logger.warn(
          { batch: batch.id, errcode: error.errcode },
          'WeCom cannot just now: the batch goes on in a minute',
        );
        return await hold.release(clock.now() + leaseMs);
      }
      logger.error({ batch: batch.id, err: error }, 'a batch stopped half-way; it is taken up again in a minute');
    } finally {
      hold.close();
    }
  }

  private async fail({ id }: Batch, hold: BatchHold, error: CareError): Promise<void> {
    const set = { state: 'failed' as const, outcome: { why: error.message }, finishedAt: this.options.clock.now() };
    const forget = async (manager: EntityManager) => void (await manager.delete(BatchPart, { batchId: id }));
    await hold.finish(set, forget).catch((lost: unknown) => {
      if (!(lost instanceof LostBatch)) throw lost;
    });
  }

  /** The oldest batch that nobody holds. */
  private async take(): Promise<Batch | null> {
    const { dataSource, clock } = this.options;
    const now = clock.now();
    const due = await dataSource.getRepository(Batch).find({
      where: { state: In(open), leaseUntil: LessThanOrEqual(now) },
      order: { createdAt: 'ASC', id: 'ASC' },
      take: atATime,
    });
    for (const batch of due) {
      const state = batch.state === 'waiting' ? 'running' : batch.state;
      const taken = { state, fence: batch.fence + 1, leaseUntil: now + leaseMs };
      const { id, fence } = batch;
      const update = dataSource.createQueryBuilder().update(Batch).set(taken).where({ id, fence, state: batch.state });
      if ((await update.execute()).affected === 1) return { ...batch, ...taken };
    }
    return null;
  }
}
