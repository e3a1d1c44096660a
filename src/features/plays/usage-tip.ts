import { addDays } from '../../kernel/calendar';
import type { CivilDay } from '../../kernel/ports';
import type { UsageStep } from '../../model/product';
import type { CustomerFacts, DayFacts, Occasion, Play, Purchase } from './play';
import type { ProductFacts } from './product-shelf';
import { whyDue, whyNotDue } from './texts';

/** 使用指导: the words of a product's rhythm, some days after its delivery. */
export const usageTip: Play = {
  name: 'usage-tip',
  title: '使用指导',
  commercial: 'no',
  path: 'suggestion',
  priority: 3,
  merges: true,

  due(facts, day) {
    return tipsOf(facts, day)
      .filter(({ firstOn, lastOn }) => firstOn <= day.day && day.day <= lastOn)
      .map(occasionOf);
  },

  whyNot(facts: CustomerFacts, day: DayFacts) {
    if (facts.purchases.length === 0) return whyNotDue.noPurchase;
    const tips = tipsOf(facts, day);
    if (tips.length === 0) return whyNotDue.noSteps([...new Set(facts.purchases.map(({ name }) => name))]);
    const [next] = tips
      .filter(({ firstOn }) => firstOn > day.day)
      .sort((one, other) => (one.firstOn < other.firstOn ? -1 : 1));
    return next ? whyNotDue.nextTip(next.firstOn, next.product.name, next.step.day) : whyNotDue.tipsOver;
  },
};

interface Tip {
  purchase: Purchase;
  product: ProductFacts;
  step: UsageStep;
  firstOn: CivilDay;
  lastOn: CivilDay;
}

function tipsOf(facts: CustomerFacts, { products, settings }: DayFacts): Tip[] {
  return facts.purchases.flatMap((purchase) => {
    const product = products.get(purchase.sku);
    return product ? tipsOfPurchase(purchase, product, settings.usageTips.validDays) : [];
  });
}

/** A step ends when the next one begins: of one product only one word is in season. */
function tipsOfPurchase(purchase: Purchase, product: ProductFacts, validDays: number): Tip[] {
  const steps = [...product.usageSteps].sort((one, other) => one.day - other.day);
  return steps.map((step, index) => {
    const firstOn = addDays(purchase.deliveredOn, step.day);
    const gap = (steps[index + 1]?.day ?? Infinity) - step.day;
    const lastOn = addDays(firstOn, Math.max(0, Math.min(validDays, gap - 1)));
    return { purchase, product, step, firstOn, lastOn };
  });
}

function occasionOf({ purchase, product, step, firstOn, lastOn }: Tip): Occasion {
  const { orderNo, sku } = purchase;
  return {
    key: `tip:${orderNo}:${sku}:d${step.day}`,
    firstOn,
    lastOn,
    from: '10:00',
    until: '21:30',
    topic: `tip:${sku}:d${step.day}`,
    commercial: false,
    weight: 0,
    exempt: step.day === 0,
    details: {
      product: { name: product.name },
      step: { title: step.title, text: step.text, day: step.day },
      orderNo,
      sku,
    },
    match: { step: `d${step.day}` },
    why: whyDue.tip(step.day, product.name, step.title),
  };
}
