import { type EntityManager, In } from 'typeorm';
import { ErasedCustomer } from '../../model/erased-customer';

/** Of these customers, who had their data erased: whatever WeCom tells of them is not kept. */
export async function erasedAmong(manager: EntityManager, externalUserIds: readonly string[]): Promise<Set<string>> {
  const rows = await manager.findBy(ErasedCustomer, { externalUserId: In([...externalUserIds]) });
  return new Set(rows.map(({ externalUserId }) => externalUserId));
}
