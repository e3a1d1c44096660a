import type { DataSource, EntityManager } from 'typeorm';
import { CareError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import type { BatchWork } from './batch-runner';
import { endItems, type ItemEnd, waitingItems } from './customer-items';
import { batchTexts } from './texts';

const atATime = 20;

export interface AssignVerbs {
  /** @throws CareError `not_following` */
  assign(externalUserId: string, repUserId: string | null, within: EntityManager): Promise<void>;
}

/** 换主跟进人: customers whom the rep does not follow stay with whom they have. */
export function assignWork(options: { dataSource: DataSource; clock: Clock; contacts: AssignVerbs }): BatchWork {
  const { dataSource, clock, contacts } = options;
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
          ends.push({ place, fault: await assignOne(contacts, manager, externalUserId, repUserId) });
        }
        return endItems(manager, batch.id, ends);
      });
    }
    await hold.finish({ state: 'done', finishedAt: clock.now() });
  };
}

async function assignOne(
  contacts: AssignVerbs,
  manager: EntityManager,
  externalUserId: string,
  repUserId: string | null,
): Promise<string | null> {
  try {
    await contacts.assign(externalUserId, repUserId, manager);
    return null;
  } catch (error) {
    if (error instanceof CareError && error.code === 'not_following') return batchTexts.notFollowing;
    throw error;
  }
}
