import { type EntityManager, In } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import { withOccasion } from '../../kernel/why-words';
import { Touch } from '../../model/touch';

/** May still reach the customer; of an `unknown` one WeCom may have a task. */
const unsent = ['planned', 'held', 'offered', 'unknown'] as const;

export interface TakenBack {
  count: number;
  /** Tasks at WeCom that still name the customer. */
  massSendIds: string[];
}

interface Because {
  why: string;
  reason: string;
  now: number;
}

/**
 * Takes back the customer's touches that were not sent yet. Their occasion becomes free again, so that a corrected
 * date or a customer who returns can be cared for; not while a task at WeCom could still reach them.
 *
 * @param which absent: all of them
 */
export function cancelTouches(
  manager: EntityManager,
  externalUserId: string,
  { why, reason, now }: Because,
  which: (touch: Touch) => boolean = () => true,
): Promise<TakenBack> {
  return takeBack(manager, externalUserId, which, ({ massSendId }) => ({
    state: 'cancelled',
    why,
    reason,
    updatedAt: now,
    ...(massSendId === null ? { occasionKey: null } : {}),
  }));
}

/** Holds touches back until what stands against them is over; the plan then decides them again. */
export function holdTouches(
  manager: EntityManager,
  externalUserId: string,
  { why, reason, now }: Because,
  which: (touch: Touch) => boolean,
): Promise<TakenBack> {
  const inHand = (touch: Touch) => touch.state !== 'held' && which(touch);
  return takeBack(manager, externalUserId, inHand, (touch) => ({
    state: 'held',
    why: withOccasion(why, touch.why),
    reason,
    updatedAt: now,
  }));
}

async function takeBack(
  manager: EntityManager,
  externalUserId: string,
  which: (touch: Touch) => boolean,
  change: (touch: Touch) => QueryDeepPartialEntity<Touch>,
): Promise<TakenBack> {
  const open = await manager.findBy(Touch, { externalUserId, state: In([...unsent]) });
  const taken: TakenBack = { count: 0, massSendIds: [] };
  for (const touch of open.filter(which)) {
    const update = manager.createQueryBuilder().update(Touch).set(change(touch));
    const { affected } = await update.where({ id: touch.id, state: In([...unsent]) }).execute();
    if (!affected) continue;
    taken.count += 1;
    if (touch.massSendId !== null && !taken.massSendIds.includes(touch.massSendId)) {
      taken.massSendIds.push(touch.massSendId);
    }
  }
  return taken;
}
