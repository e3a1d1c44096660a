import type { DataSource, EntityManager } from 'typeorm';
import { BatchItem } from '../../model/batch-item';
import type { Progress } from './batch-hold';

/** What became of one customer; `fault` is zh-CN, null: it worked. */
export interface ItemEnd {
  place: number;
  fault: string | null;
}

/** The customers of a batch that are still to be gone through, in their order. */
export function waitingItems(dataSource: DataSource, batchId: string, atATime: number): Promise<BatchItem[]> {
  const order = { place: 'ASC' } as const;
  return dataSource.getRepository(BatchItem).find({ where: { batchId, state: 'waiting' }, order, take: atATime });
}

/** Marks customers as gone through; to be counted in the same transaction. */
export async function endItems(manager: EntityManager, batchId: string, ends: ItemEnd[]): Promise<Progress> {
  for (const { place, fault } of ends) {
    const set =
      fault === null ? { state: 'done' as const } : { state: 'failed' as const, message: fault.slice(0, 200) };
    await manager.update(BatchItem, { batchId, place }, set);
  }
  return { done: ends.length, failed: ends.filter(({ fault }) => fault !== null).length };
}
