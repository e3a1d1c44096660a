import { type EntityManager, In, IsNull } from 'typeorm';
import { addDays, civilDay } from '../../kernel/calendar';
import type { Fault } from '../../kernel/errors';
import { normalMobile } from '../../kernel/mobile';
import type { Vault } from '../../kernel/ports';
import { Order } from '../../model/order';
import { OrderItem } from '../../model/order-item';
import type { Touch } from '../../model/touch';
import { type Buyer, customersByMobile, findBuyers } from './buyers';
import { lockCustomers, recountOrders } from './customer-totals';
import { timelineOfOrder, writeTimeline } from './order-timeline';
import type { OrderRow, RowResult } from './rows';
import { commerceTexts } from './texts';

export interface OrderBookOptions {
  vault: Vault;
  zone: string;
  /** Delivery counts as paid plus so many days while nobody reports it. Live: read at each use. */
  settings: { deliveryDays: number };
  now: () => number;
  cancelTouches: CancelTouches;
}

/** Takes back the customer's open touches that an order was the occasion of. */
export type CancelTouches = (
  manager: EntityManager,
  externalUserId: string,
  because: { why: string; reason: string; now: number },
  which: (touch: Touch) => boolean,
) => Promise<unknown>;

interface Known {
  order: Order;
  items: OrderItem[];
}

const rowsAtATime = 100;

/** Orders as business systems report them, again and again. */
export class OrderBook {
  constructor(private readonly options: OrderBookOptions) {}

  async save(manager: EntityManager, rows: OrderRow[], source: string): Promise<RowResult[]> {
    const results: RowResult[] = [];
    for (let from = 0; from < rows.length; from += rowsAtATime) {
      results.push(...(await this.saveSome(manager, rows.slice(from, from + rowsAtATime), source)));
    }
    return results;
  }

  /** Gives a customer who became known the orders that waited for them; answers how many. */
  async match(
    manager: EntityManager,
    customer: { externalUserId: string; unionId: string | null; mobileHashes: string[] },
  ): Promise<number> {
    const { externalUserId, unionId } = customer;
    const owned = await customersByMobile(manager, customer.mobileHashes);
    const hashes = [...owned].filter(([, owner]) => owner === externalUserId).map(([hash]) => hash);
    const where = [
      ...(unionId === null ? [] : [{ externalUserId: IsNull(), unionId }]),
      ...(hashes.length === 0 ? [] : [{ externalUserId: IsNull(), mobileHash: In(hashes) }]),
    ];
    const orders = where.length === 0 ? [] : await manager.find(Order, { where });
    const now = this.options.now();
    for (const order of orders) {
      const { orderNo, status } = order;
      await manager.update(Order, { orderNo }, { externalUserId, updatedAt: now });
      if (status !== 'refunded') await manager.update(OrderItem, { orderNo }, { externalUserId });
      const items = await manager.find(OrderItem, { where: { orderNo }, order: { line: 'ASC' } });
      await writeTimeline(manager, timelineOfOrder({ ...order, externalUserId }, items, null, now));
    }
    await recountOrders(manager, [externalUserId]);
    return orders.length;
  }

  private async saveSome(manager: EntityManager, rows: OrderRow[], source: string): Promise<RowResult[]> {
    const buyers = await findBuyers(manager, rows, this.options.vault);
    const known = await this.known(manager, rows);
    const touched = new Set<string>();
    for (const buyer of [...buyers, ...[...known.values()].map(({ order }) => order)]) {
      if (buyer.externalUserId !== null) touched.add(buyer.externalUserId);
    }
    await lockCustomers(manager, [...touched], this.options.now());
    const results: RowResult[] = [];
    for (const [index, row] of rows.entries()) {
      const errors = faultsOf(row);
      if (errors.length > 0) {
        results.push({ key: row.orderNo, status: 'rejected', errors });
        continue;
      }
      const before = known.get(row.orderNo);
      const after = this.build(row, buyers[index]!, before, source);
      if (before && isSame(before, after)) {
        results.push({ key: row.orderNo, status: 'unchanged' });
        continue;
      }
      await this.write(manager, before, after);
      known.set(row.orderNo, after);
      results.push({ key: row.orderNo, status: before ? 'updated' : 'created' });
    }
    await recountOrders(manager, [...touched]);
    return results;
  }

  private async known(manager: EntityManager, rows: OrderRow[]): Promise<Map<string, Known>> {
    const orderNo = In([...new Set(rows.map((row) => row.orderNo))]);
    const known = new Map<string, Known>();
    // Whoever tells of the same order meanwhile waits; SQLite has but one writer anyway.
    const isSqlite = manager.dataSource.options.type === 'better-sqlite3';
    const lock = isSqlite ? undefined : ({ mode: 'pessimistic_write' } as const);
    const orders = await manager.find(Order, { where: { orderNo }, lock });
    for (const order of orders) known.set(order.orderNo, { order, items: [] });
    for (const item of await manager.find(OrderItem, { where: { orderNo }, order: { line: 'ASC' } })) {
      known.get(item.orderNo)?.items.push(item);
    }
    return known;
  }

  private build(row: OrderRow, buyer: Buyer, before: Known | undefined, source: string): Known {
    const { vault, zone, settings } = this.options;
    const now = this.options.now();
    const was = before?.order;
    const deliveredAt = row.deliveredAt ?? was?.deliveredAt ?? null;
    const deliveredOn =
      deliveredAt === null ? addDays(civilDay(row.paidAt, zone), settings.deliveryDays) : civilDay(deliveredAt, zone);
    const mobileHash = buyer.mobileHash ?? was?.mobileHash ?? null;
    const knownMobile = was?.mobileHash === mobileHash ? (was?.sealedMobile ?? null) : null;
    const order: Order = {
      orderNo: row.orderNo,
      externalUserId: buyer.externalUserId ?? was?.externalUserId ?? null,
      unionId: buyer.unionId ?? was?.unionId ?? null,
      mobileHash,
      sealedMobile: knownMobile ?? (buyer.mobile === null ? null : vault.seal(buyer.mobile)),
      paidAt: row.paidAt,
      deliveredAt,
      deliveredOn,
      totalCents: row.totalCents,
      status: row.status,
      source: was?.source ?? source.slice(0, 80),
      createdAt: was?.createdAt ?? now,
      updatedAt: now,
    };
    const owner = row.status === 'refunded' ? null : order.externalUserId;
    const items = row.items.map((item, line): OrderItem => {
      const { sku, name, quantity, unitPriceCents } = item;
      return { orderNo: row.orderNo, line, externalUserId: owner, sku, name, quantity, unitPriceCents, deliveredOn };
    });
    return { order, items };
  }

  private async write(manager: EntityManager, before: Known | undefined, after: Known): Promise<void> {
    const { order, items } = after;
    const { orderNo } = order;
    const { cancelTouches } = this.options;
    const ofThisOrder = (touch: Touch) => touch.details.orderNo === orderNo;
    const now = this.options.now();
    if (before) {
      await manager.update(Order, { orderNo }, order);
      await manager.delete(OrderItem, { orderNo });
    } else {
      await manager.insert(Order, order);
    }
    await manager.insert(OrderItem, items);
    const was = before?.order;
    const movedFrom = was && was.externalUserId !== order.externalUserId ? was.externalUserId : null;
    if (movedFrom) {
      const because = { why: commerceTexts.movedWhy, reason: 'order_moved', now };
      await cancelTouches(manager, movedFrom, because, ofThisOrder);
    }
    if (order.status === 'refunded' && order.externalUserId !== null) {
      const because = { why: commerceTexts.refundedWhy, reason: 'order_refunded', now };
      await cancelTouches(manager, order.externalUserId, because, ofThisOrder);
    }
    const sameOwner = was !== undefined && was.externalUserId === order.externalUserId;
    await writeTimeline(manager, timelineOfOrder(order, items, sameOwner ? was.status : null, now));
  }
}

function faultsOf(row: OrderRow): Fault[] {
  const faults: Fault[] = [];
  if (row.externalUserId === undefined && row.unionId === undefined && row.mobile === undefined) {
    faults.push({ path: '', message: commerceTexts.noKey });
  }
  if (row.mobile !== undefined && normalMobile(row.mobile) === null) {
    faults.push({ path: 'mobile', message: commerceTexts.badMobile });
  }
  if (row.items.length === 0) faults.push({ path: 'items', message: commerceTexts.noItems });
  if (row.deliveredAt !== undefined && row.deliveredAt < row.paidAt) {
    faults.push({ path: 'deliveredAt', message: commerceTexts.deliveredBeforePaid });
  }
  return faults;
}

function isSame(before: Known, after: Known): boolean {
  return fingerprint(before) === fingerprint(after);
}

function fingerprint({ order, items }: Known): string {
  const { externalUserId, unionId, mobileHash, paidAt, deliveredAt, deliveredOn, totalCents, status } = order;
  const lines = items.map((item) => [item.externalUserId, item.sku, item.name, item.quantity, item.unitPriceCents]);
  return JSON.stringify([
    externalUserId,
    unionId,
    mobileHash,
    paidAt,
    deliveredAt,
    deliveredOn,
    totalCents,
    status,
    lines,
  ]);
}
