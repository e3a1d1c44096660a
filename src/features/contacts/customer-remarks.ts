import type { EntityManager } from 'typeorm';

/** Copies what their assigned rep calls customers to their rows, where the list looks for names. */
export async function copyRemarks(manager: EntityManager, externalUserIds: readonly string[]): Promise<void> {
  if (externalUserIds.length === 0) return;
  // One statement: TypeORM has no sub-select in SET.
  await manager.query(
    `update customers set remark = coalesce((select r.remark from follow_relations r
       where r.repUserId = customers.repUserId and r.externalUserId = customers.externalUserId and r.endedAt is null), '')
     where externalUserId in (${externalUserIds.map(() => '?').join(',')})`,
    [...externalUserIds],
  );
}
