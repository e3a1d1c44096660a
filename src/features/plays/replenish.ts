import { addDays, daysBetween } from '../../kernel/calendar';
import type { CivilDay } from '../../kernel/ports';
import { ownInterval } from '../lifecycle/own-interval';
import type { CustomerFacts, DayFacts, Occasion, Play, Purchase } from './play';
import type { Cycle } from './product-shelf';
import { whyDue, whyNotDue } from './texts';

/** 耗材补充: a word before a consumable runs out, at the customer's own pace once it is known. */
export const replenish: Play = {
  name: 'replenish',
  title: '耗材补充',
  commercial: 'yes',
  path: 'suggestion',
  priority: 4,

  due(facts, day) {
    return suppliesOf(facts, day)
      .filter(({ firstOn, lastOn }) => firstOn <= day.day && day.day <= lastOn)
      .map((supply) => occasionOf(supply, day.day));
  },

  whyNot(facts: CustomerFacts, day: DayFacts) {
    const supplies = suppliesOf(facts, day);
    const [next] = supplies
      .filter(({ firstOn }) => firstOn > day.day)
      .sort((one, other) => (one.firstOn < other.firstOn ? -1 : 1));
    if (next) return whyNotDue.notYetUsedUp(next.name, next.firstOn);
    const [over] = supplies;
    return over ? whyNotDue.replenishOver(over.name, over.lastOn) : whyNotDue.noCycle;
  },
};

/** What the customer has of one consumable, by the newest order of it: an older one no longer counts. */
interface Supply {
  sku: string;
  name: string;
  newest: Purchase;
  pieces: number;
  /** Days that one piece lasts. */
  interval: number;
  own: boolean;
  runsOutOn: CivilDay;
  firstOn: CivilDay;
  lastOn: CivilDay;
}

function suppliesOf(facts: CustomerFacts, day: DayFacts): Supply[] {
  const bySku = new Map<string, Purchase[]>();
  for (const purchase of facts.purchases) {
    const cycle = day.products.cycleOf(purchase.sku);
    if (cycle) bySku.set(cycle.sku, [...(bySku.get(cycle.sku) ?? []), purchase]);
  }
  return [...bySku].map(([sku, purchases]) => supplyOf(sku, purchases, day));
}

function supplyOf(sku: string, purchases: Purchase[], { products, settings }: DayFacts): Supply {
  const newestOn = purchases
    .map(({ deliveredOn }) => deliveredOn)
    .sort()
    .at(-1)!; // a group is never empty
  const delivered = purchases.filter(({ deliveredOn }) => deliveredOn === newestOn);
  const newest = delivered.sort((one, other) => (one.orderNo < other.orderNo ? -1 : 1)).at(-1)!;
  const cycle = products.cycleOf(newest.sku)!; // as grouped
  const pieces = delivered.reduce((sum, { quantity, sku: bought }) => sum + (bought === sku ? quantity : 0), 0) || 1;
  const own = ownInterval(
    refillsOf(purchases, products.cycleOf.bind(products)),
    settings.replenish.learnAfterRepurchases,
  );
  const interval = own ?? cycle.cycleDays;
  const runsOutOn = addDays(newestOn, interval * pieces);
  const lead = addDays(runsOutOn, -cycle.leadDays);
  const firstOn = lead > newestOn ? lead : addDays(newestOn, 1);
  return {
    sku,
    name: products.get(sku)?.name ?? newest.name,
    newest,
    pieces,
    interval,
    own: own !== null,
    runsOutOn,
    firstOn,
    lastOn: addDays(firstOn, settings.replenish.validDays),
  };
}

function refillsOf(purchases: Purchase[], cycleOf: (sku: string) => Cycle | null) {
  return purchases.map(({ sku, deliveredOn, quantity }) => {
    return { on: deliveredOn, quantity: cycleOf(sku)?.perPiece ? quantity : 1 };
  });
}

function occasionOf(supply: Supply, today: CivilDay): Occasion {
  const { newest, sku, name, runsOutOn, interval, pieces, own, firstOn, lastOn } = supply;
  return {
    // The number leaves room for further words in one cycle.
    key: `replenish:${newest.orderNo}:${sku}:1`,
    firstOn,
    lastOn,
    from: '10:00',
    until: '21:30',
    topic: `replenish:${sku}`,
    commercial: true,
    weight: 0,
    exempt: false,
    details: {
      product: { name: newest.name },
      consumable: { name, daysLeft: Math.max(0, daysBetween(today, runsOutOn)) },
      orderNo: newest.orderNo,
      sku,
      runsOutOn,
    },
    match: { moment: today < runsOutOn ? 'lead' : 'restock' },
    why: (own ? whyDue.ownInterval : whyDue.cycle)(name, runsOutOn, interval, pieces),
  };
}
