import { type EntityManager, In } from 'typeorm';
import { Touch } from '../../model/touch';

const cancellable = ['planned', 'held', 'offered'] as const;

export interface Cancelled {
  count: number;
  /** Tasks at WeCom that still name the customer. */
  massSendIds: string[];
}

/**
 * Takes back the customer's touches that were not sent yet. Their occasion becomes free again, so that a corrected
 * date or a customer who returns can be cared for; not while a task at WeCom could still reach them.
 *
 * @param which absent: all of them
 */
export async function cancelTouches(
  manager: EntityManager,
  externalUserId: string,
  because: { why: string; reason: string; now: number },
  which: (touch: Touch) => boolean = () => true,
): Promise<Cancelled> {
  const open = await manager.findBy(Touch, { externalUserId, state: In([...cancellable]) });
  const cancelled: Cancelled = { count: 0, massSendIds: [] };
  for (const touch of open.filter(which)) {
    const { affected } = await manager
      .createQueryBuilder()
      .update(Touch)
      .set({
        state: 'cancelled',
        why: because.why,
        reason: because.reason,
        updatedAt: because.now,
        ...(touch.massSendId === null ? { occasionKey: null } : {}),
      })
      .where({ id: touch.id, state: In([...cancellable]) })
      .execute();
    if (!affected) continue;
    cancelled.count += 1;
    if (touch.massSendId !== null && !cancelled.massSendIds.includes(touch.massSendId)) {
      cancelled.massSendIds.push(touch.massSendId);
    }
  }
  return cancelled;
}
