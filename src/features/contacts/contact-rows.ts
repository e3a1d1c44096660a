import type { EntityManager } from 'typeorm';
import { timelineRow } from '../../kernel/timeline';
import { Customer } from '../../model/customer';
import { FollowRelation } from '../../model/follow-relation';
import { TimelineEvent } from '../../model/timeline-event';
import { repNames } from './rep-names';
import { contactTexts } from './texts';

const nothingKnown = {
  name: '',
  remark: '',
  nameGiven: false,
  avatarUrl: '',
  gender: 0 as const,
  unionId: null,
  repUserId: null,
  repPinned: false,
  addWay: 0,
  channel: '',
  referrerExternalUserId: null,
  addedAt: null,
  addedOn: null,
  stage: 'new' as const,
  tier: 'none' as const,
  interests: [] as string[],
  sealedNote: null,
  zone: null,
};

/** Keeps a customer of whom nothing but the id is known; locks the row on MySQL. */
export async function ensureCustomer(
  manager: EntityManager,
  externalUserId: string,
  now: number,
): Promise<{ customer: Customer; isNew: boolean }> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(Customer)
    .values({ externalUserId, ...nothingKnown, createdAt: now, updatedAt: now })
    .orUpdate(['updatedAt'], ['externalUserId'])
    .updateEntity(false)
    .execute();
  const customer = await manager.findOneByOrFail(Customer, { externalUserId });
  return { customer, isNew: customer.createdAt === now };
}

/** Inserts the relation or changes the fields given. */
export async function saveRelation(
  manager: EntityManager,
  key: { repUserId: string; externalUserId: string },
  row: FollowRelation | null,
  change: Partial<FollowRelation>,
): Promise<void> {
  if (row) {
    await manager.update(FollowRelation, key, change);
    return;
  }
  const fresh = { remark: '', addWay: 0, channel: '', tagIds: [], half: false, endedAt: null, endedBy: null };
  await manager.insert(FollowRelation, {
    ...fresh,
    sealedDescription: null,
    followedAt: 0,
    changedAt: 0,
    ...change,
    ...key,
  });
}

export async function tellStarted(
  manager: EntityManager,
  start: { repUserId: string; externalUserId: string; at: number; half: boolean },
): Promise<void> {
  const { repUserId, externalUserId, at, half } = start;
  const nameOf = await repNames(manager, [repUserId]);
  const row = timelineRow({
    externalUserId,
    at,
    kind: 'relation.started',
    summary: contactTexts.started(nameOf(repUserId), half),
    details: { repUserId, half },
  });
  await manager.insert(TimelineEvent, row as object);
}
