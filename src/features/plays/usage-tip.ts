import { addDays, toEpochDay } from '../../kernel/calendar';
import { playTitles } from '../../kernel/play-titles';
import type { CustomerFacts, DayFacts, Occasion, Play, Purchase } from './play';
import type { Tip } from './product-shelf';
import { whyDue, whyNotDue } from './texts';

/** 使用指导: the words of a product's rhythm, some days after its delivery. */
export const usageTip: Play = {
  name: 'usage-tip',
  title: playTitles['usage-tip'],
  commercial: 'no',
  path: 'suggestion',
  priority: 3,
  merges: true,

  due(facts, { day, products }) {
    const today = toEpochDay(day);
    return facts.purchases.flatMap((purchase) => {
      const age = today - toEpochDay(purchase.deliveredOn);
      const tip = products.tipsFor(purchase.sku).find(({ firstDay, lastDay }) => firstDay <= age && age <= lastDay);
      return tip ? [occasionOf(purchase, tip, age)] : [];
    });
  },

  whyNot(facts: CustomerFacts, { day, products }: DayFacts) {
    const { purchases } = facts;
    if (purchases.length === 0) return whyNotDue.noPurchase;
    const tips = purchases.flatMap(({ sku, deliveredOn }) => {
      return products.tipsFor(sku).map((tip) => ({ ...tip, firstOn: addDays(deliveredOn, tip.firstDay) }));
    });
    if (tips.length === 0) return whyNotDue.noSteps([...new Set(purchases.map(({ name }) => name))]);
    const coming = tips
      .filter(({ firstOn }) => firstOn > day)
      .sort((one, other) => (one.firstOn < other.firstOn ? -1 : 1));
    const [next] = coming;
    return next ? whyNotDue.nextTip(next.firstOn, next.product.name, next.step.day) : whyNotDue.tipsOver;
  },
};

function occasionOf(
  { orderNo, sku, deliveredOn }: Purchase,
  { product, step, firstDay, lastDay }: Tip,
  age: number,
): Occasion {
  return {
    key: `tip:${orderNo}:${sku}:d${step.day}`,
    firstOn: addDays(deliveredOn, firstDay),
    lastOn: addDays(deliveredOn, lastDay),
    from: '10:00',
    until: '21:30',
    topic: `tip:${sku}:d${step.day}`,
    commercial: false,
    weight: 0,
    // Only on the delivery day does it answer the customer's own act.
    exempt: step.day === 0 && age === 0,
    details: {
      product: { name: product.name },
      step: { title: step.title, text: step.text, day: step.day },
      orderNo,
      sku,
    },
    match: { step: `d${step.day}` },
    why: whyDue.tip(age, step, product.name),
  };
}
