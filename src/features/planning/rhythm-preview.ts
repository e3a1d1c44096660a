import { addDays, daysBetween } from '../../kernel/calendar';
import type { CivilDay } from '../../kernel/ports';
import type { CustomerFacts, DayFacts, Occasion, Play } from '../plays/play';
import { type ProductFacts, ProductShelf } from '../plays/product-shelf';
import type { PlanRun } from './plan-run';

/** A purchase that nobody made. */
export interface SamplePurchase {
  /** As the product would be. */
  product: ProductFacts;
  /** What it points at, for its name. */
  others: readonly ProductFacts[];
  quantity: number;
  deliveredOn: CivilDay;
}

/** One word that the buyer would hear; before the rules of care, which hold back what is too much. */
export interface ComingCare {
  firstOn: CivilDay;
  lastOn: CivilDay;
  daysFromDelivery: number;
  play: string;
  playTitle: string;
  why: string;
  /** As 李女士 would read it; null: no template fits. */
  text: string | null;
  /** Why there is no text. */
  missing: string | null;
}

const sampleName = '李女士';

/** What a purchase sets off, as the plays themselves say day by day. */
export function previewRhythm(purchase: SamplePurchase, run: PlanRun, zone: string): ComingCare[] {
  const { product, others, quantity, deliveredOn } = purchase;
  const products = new ProductShelf([product, ...others], run.settings.usageTips.validDays);
  const facts = buyerOf(purchase, zone);
  const runsOut = (products.cycleOf(product.sku)?.cycleDays ?? 0) * quantity;
  const lastDay = Math.max(products.longestStepDay, runsOut);
  const found = new Map<string, ComingCare>();
  for (let age = 0; age <= lastDay; age += 1) {
    const day: DayFacts = { ...run.day, day: addDays(deliveredOn, age), products };
    for (const play of run.plays) {
      for (const occasion of play.due(facts, day)) {
        const isOfPurchase = 'sku' in occasion.details;
        if (isOfPurchase && !found.has(occasion.key)) found.set(occasion.key, careOf(play, occasion, deliveredOn, run));
      }
    }
  }
  return [...found.values()];
}

function buyerOf({ product, quantity, deliveredOn }: SamplePurchase, zone: string): CustomerFacts {
  return {
    externalUserId: '',
    repUserId: '',
    name: sampleName,
    zone,
    stage: 'first-purchase',
    tier: 'none',
    addedOn: deliveredOn,
    orderCount: 1,
    totalCents: 0,
    firstOrderOn: deliveredOn,
    lastOrderOn: deliveredOn,
    lastActiveOn: deliveredOn,
    optedOut: false,
    deceased: false,
    problemOpen: false,
    problemClosedOn: null,
    dates: [],
    purchases: [{ orderNo: '', sku: product.sku, name: product.name, quantity, deliveredOn }],
    lastDeliveredOn: deliveredOn,
    lastReferralOn: null,
  };
}

function careOf(play: Play, occasion: Occasion, deliveredOn: CivilDay, { templates, settings }: PlanRun): ComingCare {
  const chosen = templates.choose({
    play: play.name,
    scope: {
      ...occasion.details,
      customer: { name: sampleName },
      rep: { name: '您的专属顾问' },
      shop: { name: settings.shop.name, promise: settings.shop.servicePromise },
    },
    match: { ...occasion.match, tier: 'none', stage: 'first-purchase', channel: play.path },
    customerKey: '',
    occasion: occasion.key,
  });
  return {
    firstOn: occasion.firstOn,
    lastOn: occasion.lastOn,
    daysFromDelivery: daysBetween(deliveredOn, occasion.firstOn),
    play: play.name,
    playTitle: play.title,
    why: occasion.why,
    text: chosen.kind === 'text' ? chosen.text : null,
    missing: chosen.kind === 'text' ? null : chosen.why,
  };
}
