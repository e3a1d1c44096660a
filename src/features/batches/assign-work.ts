import type { DataSource, EntityManager } from 'typeorm';
import { CareError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { Batch } from '../../model/batch';
import type { BatchWork } from './batch-runner';
import { endItems, type ItemEnd, waitingItems } from './customer-items';
import { batchTexts } from './texts';

const atATime = 20;

export interface AssignVerbs {
  /** With what is due for the customer. @throws CareError `not_following` */
  move(manager: EntityManager, externalUserId: string, repUserId: string | null): Promise<unknown>;
  /** One word to the rep for all of them. */
  tellMany(manager: EntityManager, id: string, repUserId: string, customers: number): Promise<void>;
}

/** 换主跟进人: customers whom the rep does not follow stay with whom they have. */
export function assignWork(options: { dataSource: DataSource; clock: Clock; handOvers: AssignVerbs }): BatchWork {
  const { dataSource, clock, handOvers } = options;
  return async (batch, hold) => {
    // Written by `CustomerBatches`.
    const repUserId = batch.params.repUserId as string | null;
    for (;;) {
      await hold.next();
      const items = await waitingItems(dataSource, batch.id, atATime);
      if (items.length === 0) break;
      await hold.commit(async (manager) => {
        const ends: ItemEnd[] = [];
        for (const { place, externalUserId } of items) {
          ends.push({ place, fault: await assignOne(handOvers, manager, externalUserId, repUserId) });
        }
        return endItems(manager, batch.id, ends);
      });
    }
    await hold.finish({ state: 'done', finishedAt: clock.now() }, async (manager) => {
      const { done, failed } = await manager.findOneByOrFail(Batch, { id: batch.id });
      if (repUserId !== null && done > failed) {
        await handOvers.tellMany(manager, batch.id, repUserId, done - failed);
      }
    });
  };
}

async function assignOne(
  handOvers: AssignVerbs,
  manager: EntityManager,
  externalUserId: string,
  repUserId: string | null,
): Promise<string | null> {
  try {
    await handOvers.move(manager, externalUserId, repUserId);
    return null;
  } catch (error) {
    if (error instanceof CareError && error.code === 'not_following') return batchTexts.notFollowing;
    throw error;
  }
}
