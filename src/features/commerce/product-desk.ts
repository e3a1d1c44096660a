import { isDeepStrictEqual } from 'node:util';
import { type DataSource, type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { CareError, isUniqueViolation } from '../../kernel/errors';
import type { Clock, JobRequest } from '../../kernel/ports';
import { Product } from '../../model/product';
import { changedAt, factsOf } from './product-book';
import type { ProductRow } from './rows';
import { commerceTexts } from './texts';

/** Who edits, as the audit names them. */
interface Actor {
  id: string;
  name: string;
  address: string;
}

/** Where changes are written down: AuditTrail. */
interface Audit {
  record(
    actor: Actor,
    deed: { action: string; subject: string; summary: string; before?: unknown; after?: unknown },
    within: EntityManager,
  ): Promise<void>;
}

export interface ProductFilter {
  q?: string;
  category?: string;
  tag?: string;
  rhythm: 'any' | 'on' | 'off' | 'none';
  page: number;
  size: number;
}

/** A product with the names of those that it points at; null: there is no such product. */
export interface LinkedProduct {
  product: Product;
  linked: Record<string, string | null>;
}

export type ProductEdit = ProductRow & { rhythmOn: boolean };

/** 商品 at the console: found, read and edited by one who looks at it, never over somebody else's newer version. */
export class ProductDesk {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      clock: Clock;
      audit: Audit;
      ring: (job: JobRequest) => void;
    },
  ) {}

  async page(filter: ProductFilter): Promise<{ products: LinkedProduct[]; total: number }> {
    const query = this.options.dataSource.getRepository(Product).createQueryBuilder('p');
    narrow(query, filter);
    query.orderBy('p.name', 'ASC').addOrderBy('p.sku', 'ASC');
    const { page, size } = filter;
    const [products, total] = await query
      .offset((page - 1) * size)
      .limit(size)
      .getManyAndCount();
    return { products: await this.withLinks(products), total };
  }

  /** What products can be filtered by. A shop has hundreds of products, so all are looked at. */
  async facets(): Promise<{ categories: string[]; tags: string[] }> {
    const products = await this.options.dataSource
      .getRepository(Product)
      .find({ select: { category: true, tags: true } });
    const sorted = (values: Iterable<string>) => [...new Set(values)].sort((one, other) => one.localeCompare(other));
    return {
      categories: sorted(products.flatMap(({ category }) => category ?? [])),
      tags: sorted(products.flatMap(({ tags }) => tags)),
    };
  }

  /** @throws CareError `no_product`, 404 */
  async read(sku: string): Promise<LinkedProduct> {
    const product = await this.options.dataSource.getRepository(Product).findOneBy({ sku });
    if (!product) throw new CareError('no_product', commerceTexts.noProduct(sku), { status: 404 });
    return (await this.withLinks([product]))[0]!; // one for one
  }

  /** @throws CareError `sku_taken`, 409 */
  async create(actor: Actor, edit: ProductEdit): Promise<LinkedProduct> {
    const product = this.asEdited(edit, undefined);
    try {
      await this.options.dataSource.transaction(async (manager) => {
        await manager.insert(Product, product);
        await this.writeDown(manager, actor, null, product);
      });
    } catch (error) {
      const isTaken = isUniqueViolation(error) && (await this.exists(edit.sku));
      if (!isTaken) throw error;
      throw new CareError('sku_taken', commerceTexts.skuTaken(edit.sku), {
        status: 409,
        faults: [{ path: 'sku', message: commerceTexts.skuTaken(edit.sku) }],
      });
    }
    return this.saved(product.sku);
  }

  /**
   * Keeps an edit that was made on the version `revision`; `isStale`: somebody else saved meanwhile, and the newer
   * version stays as it is.
   *
   * @throws CareError `no_product` 404
   */
  async save(actor: Actor, edit: ProductEdit, revision: number): Promise<LinkedProduct & { isStale: boolean }> {
    const { sku } = edit;
    const { product: before } = await this.read(sku);
    const after = this.asEdited(edit, before);
    const isStale = before.updatedAt !== revision;
    if (isStale || isSame(before, after)) return { ...(await this.read(sku)), isStale };
    const isKept = await this.options.dataSource.transaction(async (manager) => {
      const { sku: _sku, createdAt: _createdAt, ...set } = after;
      // TypeORM's deep partial does not know what is kept as JSON
      const { affected } = await manager.update(Product, { sku, updatedAt: revision }, set as object);
      if (affected === 1) await this.writeDown(manager, actor, before, after);
      return affected === 1;
    });
    return { ...(await this.saved(sku)), isStale: !isKept };
  }

  /** Products by number, with what their own rhythms are now; unknown ones are left out. */
  async rhythmsOf(skus: string[]): Promise<Pick<Product, 'sku' | 'name' | 'usageSteps' | 'consumable'>[]> {
    if (skus.length === 0) return [];
    const products = await this.options.dataSource.getRepository(Product).findBy({ sku: In(skus) });
    return products.map(({ sku, name, usageSteps, consumable, rhythmOff }) =>
      rhythmOff ? { sku, name, usageSteps: [], consumable: null } : { sku, name, usageSteps, consumable },
    );
  }

  private exists(sku: string): Promise<boolean> {
    return this.options.dataSource.getRepository(Product).existsBy({ sku });
  }

  private asEdited({ rhythmOn, ...row }: ProductEdit, before: Product | undefined): Product {
    const now = this.options.clock.now();
    return {
      sku: row.sku,
      ...factsOf(row),
      rhythmOff: !rhythmOn,
      createdAt: before?.createdAt ?? now,
      updatedAt: changedAt(before, now),
    };
  }

  /** Tips that are due no more are taken back by the plan. */
  private saved(sku: string): Promise<LinkedProduct> {
    this.options.ring({ name: 'plan', id: 'plan-product' });
    return this.read(sku);
  }

  private writeDown(manager: EntityManager, actor: Actor, before: Product | null, after: Product): Promise<void> {
    const { sku, name } = after;
    const deed = {
      action: before ? 'product.saved' : 'product.created',
      subject: `product:${sku}`,
      summary: before ? commerceTexts.productSaved(name) : commerceTexts.productCreated(name),
      before,
      after,
    };
    return this.options.audit.record(actor, deed, manager);
  }

  private async withLinks(products: readonly Product[]): Promise<LinkedProduct[]> {
    const wanted = [...new Set(products.flatMap(linksOf))];
    const found = wanted.length === 0 ? [] : await this.namesOf(wanted);
    const names = new Map(found.map(({ sku, name }) => [sku, name]));
    return products.map((product) => ({
      product,
      linked: Object.fromEntries(linksOf(product).map((sku) => [sku, names.get(sku) ?? null])),
    }));
  }

  private namesOf(skus: string[]): Promise<Pick<Product, 'sku' | 'name'>[]> {
    return this.options.dataSource
      .getRepository(Product)
      .find({ select: { sku: true, name: true }, where: { sku: In(skus) } });
  }
}

function linksOf({ upgradeTo, complements, consumable }: Product): string[] {
  return [...upgradeTo, ...complements, ...(consumable?.sku ? [consumable.sku] : [])];
}

function narrow(query: SelectQueryBuilder<Product>, { q, category, tag, rhythm }: ProductFilter): void {
  if (q) {
    // LIKE's own marks are meant as themselves.
    const like = `%${q.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
    query.andWhere(`(lower(p.name) like :like escape '!' or lower(p.sku) like :like escape '!')`, { like });
  }
  if (category) query.andWhere('p.category = :category', { category });
  if (tag) {
    const inJson = `%${JSON.stringify(tag).replace(/[!%_]/g, '!$&')}%`;
    query.andWhere(`p.tags like :inJson escape '!'`, { inJson });
  }
  const has = "(p.usageSteps <> '[]' or p.consumable is not null)";
  if (rhythm === 'none') query.andWhere(`not ${has}`);
  if (rhythm === 'on') query.andWhere(`${has} and p.rhythmOff = :off`, { off: false });
  if (rhythm === 'off') query.andWhere(`${has} and p.rhythmOff = :off`, { off: true });
}

function isSame(one: Product, other: Product): boolean {
  return one.rhythmOff === other.rhythmOff && isDeepStrictEqual(factsOf(one), factsOf(other));
}
