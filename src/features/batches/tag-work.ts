import { type DataSource, In } from 'typeorm';
import { WecomError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import type { Batch } from '../../model/batch';
import type { BatchItem } from '../../model/batch-item';
import { Customer } from '../../model/customer';
import type { BatchWork } from './batch-runner';
import { endItems, type ItemEnd, waitingItems } from './customer-items';
import { batchTexts } from './texts';

/** Calls to WeCom side by side; its quota is kept by the client. */
const atATime = 8;

export interface TagVerbs {
  markTags(repUserId: string, externalUserId: string, change: { add: string[]; remove: string[] }): Promise<void>;
}

/**
 * 打标签, in the name of each customer's assigned rep. Marking twice is marking once, so that a call whose count was
 * lost with its process may be made again.
 */
export function tagWork(options: { dataSource: DataSource; clock: Clock; contacts: TagVerbs }): BatchWork {
  const { dataSource, clock, contacts } = options;
  return async (batch, hold) => {
    for (;;) {
      await hold.next();
      const items = await waitingItems(dataSource, batch.id, atATime);
      if (items.length === 0) break;
      const repOf = await repsOf(dataSource, items);
      const ends = await Promise.all(items.map((item) => tagOne(contacts, batch, item, repOf)));
      await hold.commit((manager) => endItems(manager, batch.id, ends.filter(isEnd)));
      const later = ends.find((end) => !isEnd(end));
      if (later) throw later as WecomError; // the only other kind
    }
    await hold.finish({ state: 'done', finishedAt: clock.now() });
  };
}

/** How it ended, or why it has to wait. */
async function tagOne(
  contacts: TagVerbs,
  { params }: Batch,
  { place, externalUserId }: BatchItem,
  repOf: Map<string, string | null>,
): Promise<ItemEnd | WecomError> {
  const repUserId = repOf.get(externalUserId);
  if (!repUserId) return { place, fault: batchTexts.noRep };
  try {
    // Written by `CustomerBatches`.
    await contacts.markTags(repUserId, externalUserId, params as { add: string[]; remove: string[] });
    return { place, fault: null };
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    return error.retryable ? error : { place, fault: batchTexts.wecomRefused(error.errcode) };
  }
}

async function repsOf(dataSource: DataSource, items: BatchItem[]): Promise<Map<string, string | null>> {
  const rows = await dataSource.getRepository(Customer).find({
    select: { externalUserId: true, repUserId: true },
    where: { externalUserId: In(items.map(({ externalUserId }) => externalUserId)) },
  });
  return new Map(rows.map(({ externalUserId, repUserId }) => [externalUserId, repUserId]));
}

function isEnd(end: ItemEnd | WecomError): end is ItemEnd {
  return !(end instanceof WecomError);
}
