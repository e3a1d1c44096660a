import type { EntityManager } from 'typeorm';
import { timelineRow } from '../../kernel/timeline';
import type { Order, OrderStatus } from '../../model/order';
import { TimelineEvent } from '../../model/timeline-event';
import { commerceTexts } from './texts';

const itemsTold = 3;

export interface ToldItem {
  name: string;
  quantity: number;
}

/** The lines that an order adds to the customer's timeline on coming from one status to another. */
export function timelineOfOrder(
  order: Pick<Order, 'orderNo' | 'externalUserId' | 'paidAt' | 'deliveredAt' | 'totalCents' | 'status'>,
  items: ToldItem[],
  before: OrderStatus | null,
  now: number,
) {
  if (order.externalUserId === null) return [];
  const { externalUserId, orderNo, totalCents } = order;
  const details = { orderNo, totalCents };
  const things = tellItems(items);
  const entry = (at: number, kind: string, summary: string) =>
    timelineRow({ externalUserId, at, kind, summary, details });
  const rows = before === null ? [entry(order.paidAt, 'order.paid', commerceTexts.paid(things, totalCents))] : [];
  if (order.status === before) return rows;
  if (order.status === 'delivered') {
    rows.push(entry(order.deliveredAt ?? now, 'order.delivered', commerceTexts.delivered(things)));
  }
  if (order.status === 'refunded') {
    rows.push(entry(now, 'order.refunded', commerceTexts.refunded(things, totalCents)));
  }
  return rows;
}

export async function writeTimeline(manager: EntityManager, rows: ReturnType<typeof timelineRow>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) {
    await manager.insert(TimelineEvent, rows.slice(from, from + 500) as object[]);
  }
}

function tellItems(items: ToldItem[]): string {
  const told = items.slice(0, itemsTold).map((item) => commerceTexts.item(item.name, item.quantity));
  const rest = items.length > itemsTold ? commerceTexts.more(items.length) : '';
  return told.join('、') + rest;
}
