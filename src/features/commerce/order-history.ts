import { type EntityManager, In } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { Order } from '../../model/order';
import { OrderItem } from '../../model/order-item';
import { commerceTexts } from './texts';

/** An order with its lines. */
export interface PastOrder {
  order: Order;
  items: OrderItem[];
}

export interface OrderPage {
  orders: PastOrder[];
  /** Null: the last page. */
  nextCursor: string | null;
}

/** A customer's orders, newest first. */
export async function pageOrders(
  manager: EntityManager,
  externalUserId: string,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<OrderPage> {
  const query = manager
    .createQueryBuilder(Order, 'o')
    .where({ externalUserId })
    .orderBy({ 'o.paidAt': 'DESC', 'o.orderNo': 'DESC' });
  if (cursor) query.andWhere('(o.paidAt < :at or (o.paidAt = :at and o.orderNo < :orderNo))', placeOf(cursor));
  const found = await query.limit(limit + 1).getMany();
  const orders = found.slice(0, limit);
  const last = found.length > limit ? orders.at(-1) : undefined;
  const lines = await manager.find(OrderItem, {
    where: { orderNo: In(orders.map(({ orderNo }) => orderNo)) },
    order: { line: 'ASC' },
  });
  return {
    orders: orders.map((order) => ({ order, items: lines.filter(({ orderNo }) => orderNo === order.orderNo) })),
    nextCursor: last ? Buffer.from(`${last.paidAt}|${last.orderNo}`).toString('base64url') : null,
  };
}

function placeOf(cursor: string): { at: number; orderNo: string } {
  const [, at, orderNo] = /^([\d.]{1,20})\|(.{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (!at || !orderNo) throw new CareError('bad_cursor', commerceTexts.badCursor, { status: 400 });
  return { at: Number(at), orderNo };
}
