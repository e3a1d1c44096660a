import { type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import type { RemoteRep } from '../../kernel/ports';
import { timelineRow } from '../../kernel/timeline';
import { FollowRelation } from '../../model/follow-relation';
import { Rep } from '../../model/rep';
import { TimelineEvent } from '../../model/timeline-event';
import { wholeSecond } from './apply';
import { reassign } from './assigned-rep';
import { contactTexts } from './texts';

const relationsAtATime = 500;

/** Keeps a rep of whom we hear for the first time. */
export async function ensureRep(
  manager: EntityManager,
  repUserId: string,
  remote: RemoteRep | null,
  at: number,
): Promise<Rep> {
  const known = await manager.findOneBy(Rep, { repUserId });
  if (known) return known;
  const fresh = {
    repUserId,
    name: remote?.name || repUserId,
    departmentIds: remote?.departmentIds ?? [],
    active: true,
    leftAt: null,
    syncedAt: at,
  };
  await manager.createQueryBuilder().insert().into(Rep).values(fresh).orUpdate(['repUserId'], ['repUserId']).execute();
  return manager.create(Rep, fresh);
}

/** The rep left or lost the customer-contact function: their relations end, their customers get another rep or none. */
export async function repLeaves(manager: EntityManager, repUserId: string, at: number): Promise<boolean> {
  const rep = await manager.findOneBy(Rep, { repUserId });
  if (!rep || at < wholeSecond(rep.syncedAt) || (rep.leftAt !== null && rep.leftAt >= at)) return false;
  await manager.update(Rep, { repUserId }, { active: false, leftAt: at });
  let after = '';
  for (;;) {
    const alive = await manager.find(FollowRelation, {
      where: { repUserId, endedAt: IsNull(), externalUserId: MoreThan(after) },
      order: { externalUserId: 'ASC' },
      take: relationsAtATime,
    });
    if (alive.length === 0) return true;
    after = alive[alive.length - 1]!.externalUserId;
    await endAll(
      manager,
      rep,
      alive.filter((relation) => relation.followedAt <= at),
      at,
    );
  }
}

async function endAll(manager: EntityManager, rep: Rep, relations: FollowRelation[], at: number): Promise<void> {
  if (relations.length === 0) return;
  const ids = relations.map((relation) => relation.externalUserId);
  const end = { endedAt: at, endedBy: 'rep-left' as const, changedAt: at };
  await manager.update(FollowRelation, { repUserId: rep.repUserId, externalUserId: In(ids) }, end);
  const summary = contactTexts.ended['rep-left'](rep.name);
  const details = { repUserId: rep.repUserId, endedBy: 'rep-left' };
  const rows = ids.map((externalUserId) =>
    timelineRow({ externalUserId, at, kind: 'relation.ended', summary, details }),
  );
  await manager.insert(TimelineEvent, rows as object[]);
  await reassign(manager, ids, at);
}

/** The rep is back; relations that only their leaving had ended live again where WeCom still has them. */
export async function repReturns(
  manager: EntityManager,
  repUserId: string,
  at: number,
  stillFollowed: string[],
): Promise<void> {
  const rep = await manager.findOneBy(Rep, { repUserId });
  if (!rep || (rep.leftAt !== null && rep.leftAt > at)) return;
  await manager.update(Rep, { repUserId }, { active: true, leftAt: null, syncedAt: Math.max(rep.syncedAt, at) });
  for (let from = 0; from < stillFollowed.length; from += relationsAtATime) {
    const ids = stillFollowed.slice(from, from + relationsAtATime);
    const { affected } = await manager
      .createQueryBuilder()
      .update(FollowRelation)
      .set({ endedAt: null, endedBy: null, changedAt: at })
      .where({ repUserId, externalUserId: In(ids), endedBy: 'rep-left' })
      .execute();
    if (affected) await reassign(manager, ids, at);
  }
}
