import { fromEpochDay, toEpochDay } from '../../kernel/calendar';
import { playTitles } from '../../kernel/play-titles';
import { ownInterval } from '../lifecycle/own-interval';
import type { CustomerFacts, DayFacts, Occasion, Play, Purchase } from './play';
import type { ProductShelf } from './product-shelf';
import { whyDue, whyNotDue } from './texts';

/** 耗材补充: a word before a consumable runs out, at the customer's own pace once it is known. */
export const replenish: Play = {
  name: 'replenish',
  title: playTitles.replenish,
  commercial: 'yes',
  path: 'suggestion',
  priority: 4,

  due(facts, day) {
    const today = toEpochDay(day.day);
    return suppliesOf(facts, day)
      .filter(({ first, last }) => first <= today && today <= last)
      .map((supply) => occasionOf(supply, today));
  },

  whyNot(facts: CustomerFacts, day: DayFacts) {
    const supplies = suppliesOf(facts, day);
    const today = toEpochDay(day.day);
    const [next] = supplies.filter(({ first }) => first > today).sort((one, other) => one.first - other.first);
    if (next) return whyNotDue.notYetUsedUp(next.name, fromEpochDay(next.first));
    const [over] = supplies;
    return over ? whyNotDue.replenishOver(over.name, fromEpochDay(over.last)) : whyNotDue.noCycle;
  },
};

/** What the customer has of one consumable, by the newest order of it: an older one no longer counts. Days are epoch days. */
interface Supply {
  sku: string;
  name: string;
  newest: Purchase;
  pieces: number;
  /** Days that one piece lasts. */
  interval: number;
  own: boolean;
  runsOut: number;
  first: number;
  last: number;
}

function suppliesOf(facts: CustomerFacts, day: DayFacts): Supply[] {
  const bySku = new Map<string, Purchase[]>();
  for (const purchase of facts.purchases) {
    const cycle = day.products.cycleOf(purchase.sku);
    if (!cycle) continue;
    const same = bySku.get(cycle.sku);
    if (same) same.push(purchase);
    else bySku.set(cycle.sku, [purchase]);
  }
  return [...bySku].map(([sku, purchases]) => supplyOf(sku, purchases, day));
}

function supplyOf(sku: string, purchases: Purchase[], { products, settings }: DayFacts): Supply {
  const newest = purchases.reduce((one, other) => (isNewer(other, one) ? other : one));
  const delivered = purchases.filter(({ deliveredOn }) => deliveredOn === newest.deliveredOn);
  const cycle = products.cycleOf(newest.sku)!; // as grouped
  const pieces = delivered.reduce((sum, { quantity, sku: bought }) => sum + (bought === sku ? quantity : 0), 0) || 1;
  const { learnAfterRepurchases, validDays } = settings.replenish;
  const enough = purchases.length > learnAfterRepurchases;
  const own = enough ? ownInterval(refillsOf(purchases, products), learnAfterRepurchases) : null;
  const interval = own ?? cycle.cycleDays;
  const deliveredDay = toEpochDay(newest.deliveredOn);
  const runsOut = deliveredDay + interval * pieces;
  const first = Math.max(runsOut - cycle.leadDays, deliveredDay + 1);
  const name = products.get(sku)?.name ?? newest.name;
  return { sku, name, newest, pieces, interval, own: own !== null, runsOut, first, last: first + validDays };
}

function isNewer(one: Purchase, other: Purchase): boolean {
  if (one.deliveredOn !== other.deliveredOn) return one.deliveredOn > other.deliveredOn;
  return one.orderNo > other.orderNo;
}

function refillsOf(purchases: Purchase[], products: ProductShelf) {
  return purchases.map(({ sku, deliveredOn, quantity }) => {
    return { on: deliveredOn, quantity: products.cycleOf(sku)?.perPiece ? quantity : 1 };
  });
}

function occasionOf(supply: Supply, today: number): Occasion {
  const { newest, sku, name, runsOut, interval, pieces, own, first, last } = supply;
  const runsOutOn = fromEpochDay(runsOut);
  return {
    // The number leaves room for further words in one cycle.
    key: `replenish:${newest.orderNo}:${sku}:1`,
    firstOn: fromEpochDay(first),
    lastOn: fromEpochDay(last),
    from: '10:00',
    until: '21:30',
    topic: `replenish:${sku}`,
    commercial: true,
    weight: 0,
    exempt: false,
    details: {
      product: { name: newest.name },
      consumable: { name, daysLeft: Math.max(0, runsOut - today) },
      orderNo: newest.orderNo,
      sku,
      runsOutOn,
    },
    match: { moment: today < runsOut ? 'lead' : 'restock' },
    why: (own ? whyDue.ownInterval : whyDue.cycle)(name, runsOutOn, interval, pieces),
  };
}
