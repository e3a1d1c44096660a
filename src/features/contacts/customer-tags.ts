import { type EntityManager, In, IsNull } from 'typeorm';
import { CustomerTag } from '../../model/customer-tag';
import { FollowRelation } from '../../model/follow-relation';

const customersAtATime = 500;

/** Copies what living follow relations say of tags to where tags are asked for; writes only what differs. */
export async function refreshTags(manager: EntityManager, externalUserIds: readonly string[]): Promise<void> {
  const ids = [...new Set(externalUserIds)].sort();
  for (let from = 0; from < ids.length; from += customersAtATime) {
    await refreshSome(manager, ids.slice(from, from + customersAtATime));
  }
}

async function refreshSome(manager: EntityManager, ids: string[]): Promise<void> {
  const alive = await manager.find(FollowRelation, {
    select: { repUserId: true, externalUserId: true, tagIds: true },
    where: { externalUserId: In(ids), endedAt: IsNull() },
  });
  const wanted = new Map<string, CustomerTag>();
  for (const { externalUserId, tagIds } of alive) {
    for (const tagId of tagIds) wanted.set(`${tagId}\n${externalUserId}`, { tagId, externalUserId });
  }
  const known = await manager.findBy(CustomerTag, { externalUserId: In(ids) });
  for (const tag of known) {
    if (!wanted.delete(`${tag.tagId}\n${tag.externalUserId}`)) await manager.delete(CustomerTag, tag);
  }
  if (wanted.size === 0) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(CustomerTag)
    .values([...wanted.values()])
    .orIgnore()
    .updateEntity(false)
    .execute();
}
