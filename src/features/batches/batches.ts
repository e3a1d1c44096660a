import { type DataSource, In, LessThan } from 'typeorm';
import { CareError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { Batch } from '../../model/batch';
import { BatchItem } from '../../model/batch-item';
import { batchFiles, BatchPart } from '../../model/batch-part';
import { Customer } from '../../model/customer';
import type { BatchActor, BatchAudit } from './needs';
import { batchTexts } from './texts';

const listed = 20;
const failuresListed = 100;
const purgedAtATime = 50;

interface BatchFailure {
  externalUserId: string;
  name: string;
  /** zh-CN. */
  message: string;
}

/** 批量任务 as their member sees them: how far they are, and the way to stop them. */
export class Batches {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock; audit: BatchAudit }) {}

  /** A member's own, newest first. */
  list(memberId: string): Promise<Batch[]> {
    const order = { createdAt: 'DESC', id: 'DESC' } as const;
    return this.options.dataSource.getRepository(Batch).find({ where: { memberId }, order, take: listed });
  }

  /** @throws CareError `unknown_batch` 404, also for somebody else's */
  async read(memberId: string, id: string): Promise<Batch> {
    const batch = await this.options.dataSource.getRepository(Batch).findOneBy({ id, memberId });
    if (batch) return batch;
    throw new CareError('unknown_batch', batchTexts.unknown, { status: 404 });
  }

  /** The first customers with whom it did not work. */
  async failures(memberId: string, id: string): Promise<BatchFailure[]> {
    await this.read(memberId, id);
    return this.options.dataSource
      .getRepository(BatchItem)
      .createQueryBuilder('item')
      .innerJoin(Customer, 'customer', 'customer.externalUserId = item.externalUserId')
      .select('item.externalUserId', 'externalUserId')
      .addSelect('customer.name', 'name')
      .addSelect('item.message', 'message')
      .where("item.batchId = :id and item.state = 'failed'", { id })
      .orderBy('item.place')
      .limit(failuresListed)
      .getRawMany<BatchFailure>();
  }

  /** What is done stays done; no further piece is begun. */
  async cancel(actor: BatchActor, id: string): Promise<Batch> {
    const { dataSource, clock, audit } = this.options;
    const { title, state } = await this.read(actor.id, id);
    // What a real import refused is still to be fetched.
    const files = state === 'running' ? ['upload'] : [...batchFiles];
    await dataSource.transaction(async (manager) => {
      const open = { id, state: In(['checking', 'checked', 'waiting', 'running']) };
      const { affected } = await manager.update(Batch, open, { state: 'dropped', finishedAt: clock.now() });
      if (affected !== 1) throw new CareError('batch_moved', batchTexts.moved, { status: 409 });
      await manager.delete(BatchPart, { batchId: id, file: In(files) });
      const summary = batchTexts.cancelled(title);
      await audit.record(actor, { action: 'batch.cancelled', subject: `batch:${id}`, summary }, manager);
    });
    return this.read(actor.id, id);
  }

  /** Forgets batches that nobody touched since: their files hold what people are called. */
  async purge(before: number): Promise<void> {
    const batches = this.options.dataSource.getRepository(Batch);
    const old = [
      { finishedAt: LessThan(before) },
      // Checked, and never confirmed.
      { state: 'checked' as const, createdAt: LessThan(before) },
    ];
    for (;;) {
      const ids = (await batches.find({ select: { id: true }, where: old, take: purgedAtATime })).map(({ id }) => id);
      if (ids.length === 0) return;
      await this.options.dataSource.transaction(async (manager) => {
        await manager.delete(BatchPart, { batchId: In(ids) });
        await manager.delete(BatchItem, { batchId: In(ids) });
        await manager.delete(Batch, { id: In(ids) });
      });
    }
  }
}
