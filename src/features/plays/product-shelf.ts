import type { Consumable, UsageStep } from '../../model/product';

/** What the plays need of a product. */
export interface ProductFacts {
  sku: string;
  name: string;
  usageSteps: UsageStep[];
  consumable: Consumable | null;
}

/** A word for a product, and the days after its delivery on which it is in season. */
export interface Tip {
  product: ProductFacts;
  step: UsageStep;
  firstDay: number;
  lastDay: number;
}

/** How a consumable is used up. */
export interface Cycle {
  /** What is bought again. */
  sku: string;
  cycleDays: number;
  leadDays: number;
  /** The purchase is the consumable itself, so each piece of it lasts a cycle; not the appliance that came with one. */
  perPiece: boolean;
}

/** 货架: the products of a day's plan, and who uses up what. */
export class ProductShelf {
  private readonly bySku: Map<string, ProductFacts>;
  /** Cycle by the sku that was bought. */
  private readonly cycles = new Map<string, Cycle>();
  private readonly tips: Map<string, Tip[]>;
  /** Last day after delivery that any product has a word for. */
  readonly longestStepDay: number;

  /** @param tipDays how many days after its own a tip may still go out */
  constructor(products: readonly ProductFacts[], tipDays: number) {
    this.bySku = new Map(products.map((product) => [product.sku, product]));
    this.tips = new Map(products.map((product) => [product.sku, tipsOf(product, tipDays)]));
    this.longestStepDay = products
      .flatMap(({ usageSteps }) => usageSteps)
      .reduce((max, { day }) => Math.max(max, day), 0);
    for (const product of products) this.addCycle(product);
  }

  get(sku: string): ProductFacts | null {
    return this.bySku.get(sku) ?? null;
  }

  tipsFor(sku: string): readonly Tip[] {
    return this.tips.get(sku) ?? [];
  }

  /** Null: buying it starts no cycle. */
  cycleOf(sku: string): Cycle | null {
    return this.cycles.get(sku) ?? null;
  }

  /** Skus whose purchase starts a cycle. */
  get cyclicSkus(): string[] {
    return [...this.cycles.keys()];
  }

  private addCycle(product: ProductFacts): void {
    const { consumable } = product;
    if (!consumable) return;
    const sku = consumable.sku ?? product.sku;
    const { cycleDays, leadDays } = consumable;
    this.cycles.set(product.sku, { sku, cycleDays, leadDays, perPiece: sku === product.sku });
    // A filter without a rhythm of its own follows the appliance that it is for.
    const own = this.bySku.get(sku)?.consumable;
    if (sku !== product.sku && !own) this.cycles.set(sku, { sku, cycleDays, leadDays, perPiece: true });
  }
}

/** A step ends when the next one begins: of one product only one word is in season. */
function tipsOf(product: ProductFacts, tipDays: number): Tip[] {
  const steps = [...product.usageSteps].sort((one, other) => one.day - other.day);
  return steps.map((step, index) => {
    const gap = (steps[index + 1]?.day ?? Infinity) - step.day;
    return { product, step, firstDay: step.day, lastDay: step.day + Math.max(0, Math.min(tipDays, gap - 1)) };
  });
}
