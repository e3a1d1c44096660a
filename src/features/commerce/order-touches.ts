import { type EntityManager, In } from 'typeorm';
import { Touch } from '../../model/touch';

const cancellable = ['planned', 'held', 'offered'] as const;

/**
 * Takes back the open touches that an order was the occasion of. The occasion becomes free again, should the refund
 * be undone, unless a task at WeCom could still reach the customer.
 */
export async function cancelTouchesOfOrder(
  manager: EntityManager,
  order: { orderNo: string; externalUserId: string },
  because: { why: string; reason: string; now: number },
): Promise<void> {
  const open = await manager.findBy(Touch, { externalUserId: order.externalUserId, state: In([...cancellable]) });
  for (const touch of open.filter((row) => row.details.orderNo === order.orderNo)) {
    await manager
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
  }
}
