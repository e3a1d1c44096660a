import { addDays } from '../../../src/kernel/calendar';
import { sampleProducts } from '../../../src/sandbox/sample-shop';
import { dice } from '../../support/dice';
import type { Person } from './cast';

/** An order in the shape of POST /api/v1/orders. */
export interface Order {
  orderNo: string;
  externalUserId: string;
  paidAt: string;
  items: { sku: string; name: string; quantity: number; unitPriceCents: number }[];
  totalCents: number;
  status: 'paid' | 'delivered' | 'refunded';
  deliveredAt?: string;
}

/** What the business systems report, by the morning on which they do. */
export type Reports = Map<string, Order[]>;

/** Days of 2026 and 2027 on which somebody buys something. */
interface Purchase {
  on: string;
  sku: string;
}

const lastDay = '2027-12-30';

/** What each kind of customer buys: an appliance once, what is used up again and again, or nothing. */
function purchasesOf({ index, joinsOn }: Person, roll: () => number): Purchase[] {
  const first = joinsOn ? addDays(joinsOn, 3) : addDays('2026-06-01', (index * 17) % 400);
  const again = (sku: string, from: string, days: number): Purchase[] => {
    const found: Purchase[] = [];
    for (let on = from; on <= lastDay; on = addDays(on, days + Math.floor(roll() * 9))) found.push({ on, sku });
    return found;
  };
  return [
    [],
    [],
    [{ on: first, sku: 'WP-100' }],
    again('TEA-01', first, 62),
    [{ on: first, sku: 'WP-100' }, ...again('WP-100-F', addDays(first, 176), 176), ...again('TEA-01', first, 90)],
    [{ on: first, sku: 'AF-300' }, ...again('AF-300-P', addDays(first, 1), 45)],
  ][index % 6]!; // six kinds
}

/**
 * Orders from mid 2026 to the end of 2027, and what is told of them: some are never reported delivered, some are
 * refunded, and on 618 most customers of the biggest rep buy the same thing.
 */
export function yearOfOrders(people: readonly (Person & { externalUserId: string })[]): Reports {
  const roll = dice(618);
  const reports: Reports = new Map();
  const report = (on: string, order: Order) => reports.set(on, [...(reports.get(on) ?? []), order]);
  let orderCount = 0;
  for (const person of people) {
    const purchases = purchasesOf(person, roll);
    if (person.rep === 'rep.wu' && person.joinsOn === null) purchases.push({ on: '2027-06-18', sku: 'AF-300' });
    for (const { on, sku } of purchases.filter((one) => one.on <= lastDay)) {
      orderCount += 1;
      const order = orderOf(`Y${String(orderCount).padStart(5, '0')}`, person.externalUserId, on, sku);
      const isBurst = on === '2027-06-18';
      const deliveredOn = addDays(on, isBurst ? 3 : 2 + Math.floor(roll() * 3));
      const fate = isBurst ? 1 : roll();
      report(addDays(on, 1), order);
      if (fate > 0.15)
        report(deliveredOn, { ...order, status: 'delivered', deliveredAt: `${deliveredOn}T08:20:00+08:00` });
      if (fate < 0.06) report(addDays(on, 9), { ...order, status: 'refunded' });
    }
  }
  return reports;
}

function orderOf(orderNo: string, externalUserId: string, on: string, sku: string): Order {
  const product = sampleProducts.find((one) => one.sku === sku)!; // of the sample shop
  const { name, priceCents } = product;
  return {
    orderNo,
    externalUserId,
    paidAt: `${on}T20:15:00+08:00`,
    items: [{ sku, name, quantity: 1, unitPriceCents: priceCents }],
    totalCents: priceCents,
    status: 'paid',
  };
}
