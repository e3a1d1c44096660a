import { type EntityManager, In } from 'typeorm';
import { timelineRow } from '../../kernel/timeline';
import { Customer } from '../../model/customer';
import { TimelineEvent } from '../../model/timeline-event';
import { copyRemarks } from './customer-remarks';
import { refreshTags } from './customer-tags';
import { repNames } from './rep-names';
import { contactTexts } from './texts';

const customersAtATime = 500;

/**
 * Chooses the assigned rep anew: the earliest follow relation still alive, unless somebody pinned a rep who still
 * follows. Set by one statement, because on MySQL a sub-select of an UPDATE reads what others have just committed.
 *
 * @param fresh customers who are new with this transaction: their first rep is no change to tell of
 */
export async function reassign(
  manager: EntityManager,
  externalUserIds: string[],
  at: number,
  fresh: ReadonlySet<string> = new Set(),
): Promise<void> {
  const ids = [...new Set(externalUserIds)].sort();
  for (let from = 0; from < ids.length; from += customersAtATime) {
    await reassignSome(manager, ids.slice(from, from + customersAtATime), at, fresh);
  }
}

async function reassignSome(manager: EntityManager, ids: string[], at: number, fresh: ReadonlySet<string>) {
  const before = await assignedReps(manager, ids);
  const among = `(${ids.map(() => '?').join(',')})`;
  await manager.query(
    `update customers set repPinned = 0 where externalUserId in ${among} and repPinned = 1 and not exists (
       select 1 from follow_relations r where r.externalUserId = customers.externalUserId
       and r.repUserId = customers.repUserId and r.endedAt is null)`,
    ids,
  );
  await manager.query(
    `update customers set repUserId = (
       select r.repUserId from follow_relations r where r.externalUserId = customers.externalUserId and r.endedAt is null
       order by r.followedAt, r.repUserId limit 1)
     where externalUserId in ${among} and repPinned = 0`,
    ids,
  );
  await copyRemarks(manager, ids);
  // Whoever follows no more takes their tags along.
  await refreshTags(manager, ids);
  const after = await assignedReps(manager, ids);
  const moved = ids
    .map((id) => ({ id, from: before.get(id) ?? null, to: after.get(id) ?? null }))
    .filter(({ id, from, to }) => from !== to && !(from === null && fresh.has(id)));
  if (moved.length === 0) return;
  const nameOf = await repNames(
    manager,
    moved.flatMap(({ from, to }) => [from, to]),
  );
  const rows = moved.map(({ id, from, to }) =>
    timelineRow({
      externalUserId: id,
      at,
      kind: 'rep.changed',
      summary: contactTexts.repChanged(from && nameOf(from), to && nameOf(to)),
      details: { from, to },
    }),
  );
  await manager.insert(TimelineEvent, rows as object[]);
}

async function assignedReps(manager: EntityManager, ids: string[]): Promise<Map<string, string | null>> {
  const rows = await manager.find(Customer, {
    select: { externalUserId: true, repUserId: true },
    where: { externalUserId: In(ids) },
  });
  return new Map(rows.map((row) => [row.externalUserId, row.repUserId]));
}
