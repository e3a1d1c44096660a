import type { Consumable, UsageStep } from '../../model/product';

/** What the plays need of a product. */
export interface ProductFacts {
  sku: string;
  name: string;
  usageSteps: UsageStep[];
  consumable: Consumable | null;
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
  /** Last day after delivery that any product has a word for. */
  readonly longestStepDay: number;

  constructor(products: readonly ProductFacts[]) {
    this.bySku = new Map(products.map((product) => [product.sku, product]));
    this.longestStepDay = products
      .flatMap(({ usageSteps }) => usageSteps)
      .reduce((max, { day }) => Math.max(max, day), 0);
    for (const product of products) this.addCycle(product);
  }

  get(sku: string): ProductFacts | null {
    return this.bySku.get(sku) ?? null;
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
