import { type DataSource, type EntityManager, In } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import type { Clock, JobRequest } from '../../kernel/ports';
import { Batch, type BatchKind } from '../../model/batch';
import { BatchItem } from '../../model/batch-item';
import { CorpTag } from '../../model/corp-tag';
import { Customer } from '../../model/customer';
import { Rep } from '../../model/rep';
import type { Batches } from './batches';
import type { BatchActor, BatchAudit } from './needs';
import { batchTexts } from './texts';

const itemsAtATime = 500;

interface Options {
  dataSource: DataSource;
  clock: Clock;
  batches: Batches;
  audit: BatchAudit;
  ring: (job: JobRequest) => void;
}

interface NewWork {
  kind: BatchKind;
  title: string;
  params: Record<string, unknown>;
}

/** Starts work on chosen customers; whom the asker may not see was left out before. */
export class CustomerBatches {
  constructor(private readonly options: Options) {}

  /** @throws CareError `unknown_tag` 422 */
  async tag(actor: BatchActor, ids: string[], change: { add: string[]; remove: string[] }): Promise<Batch> {
    const nameOf = await this.tagNames([...change.add, ...change.remove]);
    const [added, removed] = [change.add.map(nameOf), change.remove.map(nameOf)];
    const title = batchTexts.tagTitle(ids.length, added, removed);
    return this.start(actor, ids, { kind: 'tag', title, params: { ...change } });
  }

  /** @param repUserId null: the earliest follower again. @throws CareError `unknown_rep` 422 */
  async assign(actor: BatchActor, ids: string[], repUserId: string | null): Promise<Batch> {
    const rep = repUserId && (await this.options.dataSource.getRepository(Rep).findOneBy({ repUserId, active: true }));
    if (repUserId && !rep) throw new CareError('unknown_rep', batchTexts.unknownRep, { status: 422 });
    const title = batchTexts.assignTitle(ids.length, rep ? rep.name : null);
    return this.start(actor, ids, { kind: 'assign', title, params: { repUserId } });
  }

  /** How many of them nobody follows: they can be given neither a tag nor a rep. */
  async countWithoutRep(ids: string[]): Promise<number> {
    let count = 0;
    for (let from = 0; from < ids.length; from += itemsAtATime) {
      const externalUserId = In(ids.slice(from, from + itemsAtATime));
      const followed = await this.options.dataSource
        .getRepository(Customer)
        .createQueryBuilder('c')
        .where({ externalUserId })
        .andWhere('c.repUserId is not null')
        .getCount();
      count += Math.min(itemsAtATime, ids.length - from) - followed;
    }
    return count;
  }

  private async start(actor: BatchActor, ids: string[], work: NewWork): Promise<Batch> {
    const { dataSource, clock, audit, ring, batches } = this.options;
    if (ids.length === 0) throw new CareError('nobody', batchTexts.nobody, { status: 422 });
    const now = clock.now();
    const id = newId(now);
    const title = work.title.slice(0, 200);
    await dataSource.transaction(async (manager) => {
      const owner = { memberId: actor.id, memberName: actor.name, createdAt: now };
      const row = { id, ...work, title, state: 'waiting' as const, total: ids.length, outcome: null, ...owner };
      // TypeORM's deep partial does not know that `params` is kept as JSON.
      await manager.insert(Batch, row as object);
      await insertItems(manager, id, ids);
      const deed = { action: `batch.${work.kind}`, subject: `batch:${id}`, summary: title, after: work.params };
      await audit.record(actor, deed, manager);
    });
    ring({ name: 'batches', id: `batches-${id}` });
    return batches.read(actor.id, id);
  }

  private async tagNames(tagIds: string[]): Promise<(tagId: string) => string> {
    const tags = await this.options.dataSource.getRepository(CorpTag).findBy({ tagId: In(tagIds) });
    const names = new Map(tags.map(({ tagId, name }) => [tagId, name]));
    if (tagIds.some((tagId) => !names.has(tagId))) {
      throw new CareError('unknown_tag', batchTexts.unknownTag, { status: 422 });
    }
    return (tagId) => names.get(tagId) ?? tagId;
  }
}

async function insertItems(manager: EntityManager, batchId: string, ids: string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += itemsAtATime) {
    const rows = ids.slice(from, from + itemsAtATime).map((externalUserId, index) => {
      return { batchId, place: from + index, externalUserId, state: 'waiting' as const };
    });
    await manager.createQueryBuilder().insert().into(BatchItem).values(rows).updateEntity(false).execute();
  }
}
