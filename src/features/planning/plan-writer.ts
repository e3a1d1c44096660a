import type { DataSource, EntityManager } from 'typeorm';
import { isUniqueViolation } from '../../kernel/errors';
import type { Instant } from '../../kernel/ports';
import { timelineRow } from '../../kernel/timeline';
import { Customer } from '../../model/customer';
import { TimelineEvent } from '../../model/timeline-event';
import { Touch } from '../../model/touch';
import { chunks } from './customer-slice';
import type { TouchChange } from './reconcile';
import { whyEnded } from './texts';
import type { TrustChange } from './trust';

const columns = [
  'id',
  'externalUserId',
  'play',
  'occasion',
  'occasionKey',
  'commercial',
  'exempt',
  'priority',
  'topic',
  'repUserId',
  'path',
  'dueOn',
  'notBefore',
  'notAfter',
  'state',
  'why',
  'reason',
  'template',
  'text',
  'details',
  'massSendId',
  'offeredAt',
  'sentAt',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Touch)[];

const rowMarks = `(${columns.map(() => '?').join(',')})`;

/** Writes what a page of customers came to, in one transaction. */
export class PlanWriter {
  constructor(private readonly options: { dataSource: DataSource }) {}

  /** @returns how many rows were written; those that another planner wrote first are not among them */
  async write(changes: readonly TouchChange[], trust: readonly TrustChange[], now: Instant): Promise<number> {
    if (changes.length === 0 && trust.length === 0) return 0;
    return this.options.dataSource.transaction(async (manager) => {
      await writeTrust(manager, trust, now);
      const updated = await this.update(manager, changes);
      const inserts = changes.flatMap((change) => (change.kind === 'insert' ? [change.touch] : []));
      for (const change of changes) {
        if (change.kind === 'supersede' && (await supersede(manager, change.old, now))) inserts.push(change.touch);
      }
      return updated + (await this.insert(manager, inserts));
    });
  }

  /** Touches that change alike change in one statement: a festival can hold back thousands for one reason. */
  private async update(manager: EntityManager, changes: readonly TouchChange[]): Promise<number> {
    const alike = new Map<string, { state: Touch['state']; set: Partial<Touch>; ids: string[] }>();
    for (const change of changes) {
      if (change.kind !== 'update') continue;
      const { state } = change.old;
      const key = JSON.stringify([state, change.set]);
      const group = alike.get(key) ?? { state, set: change.set, ids: [] };
      group.ids.push(change.old.id);
      alike.set(key, group);
    }
    let affected = 0;
    for (const { state, set, ids } of alike.values()) {
      for (const some of chunks(ids)) affected += await updateTouches(manager, some, state, set);
    }
    return affected;
  }

  /**
   * Inserts in SQL by hand: the query builder takes three times as long. Where two planners run at once the unique key
   * (customer, occasion) judges; then the rows go in one by one, and those that the other was first with stay out.
   */
  private async insert(manager: EntityManager, touches: readonly Touch[]): Promise<number> {
    let inserted = 0;
    for (const some of chunks(touches)) {
      try {
        await insertRows(manager, some);
        inserted += some.length;
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        for (const touch of some) inserted += await insertOne(manager, touch);
      }
    }
    return inserted;
  }
}

async function insertRows(manager: EntityManager, touches: readonly Touch[]): Promise<void> {
  const values = touches.flatMap((touch) => columns.map((column) => stored(touch[column])));
  await manager.query(
    `insert into touches (${columns.join(',')}) values ${touches.map(() => rowMarks).join(',')}`,
    values,
  );
}

function stored(value: Touch[keyof Touch]): string | number | null {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

async function insertOne(manager: EntityManager, touch: Touch): Promise<number> {
  try {
    await insertRows(manager, [touch]);
    return 1;
  } catch (error) {
    if (isUniqueViolation(error)) return 0;
    throw error;
  }
}

/** Changes touches that are still in the state they were read in, and did not go on their way through WeCom meanwhile. */
export async function updateTouches(
  manager: EntityManager,
  ids: readonly string[],
  state: Touch['state'],
  set: Partial<Touch>,
): Promise<number> {
  const result = await manager
    .createQueryBuilder()
    .update(Touch)
    // TypeORM's deep partial does not know that `details` is kept as JSON
    .set(set as object)
    .where('id in (:...ids) and state = :state and massSendId is null', { ids, state })
    .execute();
  return result.affected ?? 0;
}

/** The old row gives up the occasion, so that the new one may speak for it. */
async function supersede(manager: EntityManager, old: Touch, now: Instant): Promise<boolean> {
  const set = {
    state: 'superseded',
    occasionKey: null,
    reason: 'superseded',
    why: whyEnded.superseded,
    updatedAt: now,
  } as const;
  return (await updateTouches(manager, [old.id], old.state, set)) === 1;
}

/** `updatedAt` stays: nothing that was learnt of the customer changed, and the plan has already counted with it. */
async function writeTrust(manager: EntityManager, changes: readonly TrustChange[], now: Instant): Promise<void> {
  const alike = new Map<string, { set: Pick<Customer, 'stage' | 'tier'>; ids: string[] }>();
  for (const { externalUserId, stage, tier } of changes) {
    const key = `${stage} ${tier}`;
    const group = alike.get(key) ?? { set: { stage, tier }, ids: [] };
    group.ids.push(externalUserId);
    alike.set(key, group);
  }
  for (const { set, ids } of alike.values()) {
    for (const some of chunks(ids)) {
      const update = manager.createQueryBuilder().update(Customer).set(set);
      await update.where('externalUserId in (:...some)', { some }).execute();
    }
  }
  const rows = changes.flatMap((trust) =>
    trust.changes.map((change) => timelineRow({ externalUserId: trust.externalUserId, at: now, ...change })),
  );
  for (const some of chunks(rows)) {
    // TypeORM's deep partial does not know that `details` is kept as JSON
    await manager.insert(TimelineEvent, some as object[]);
  }
}
