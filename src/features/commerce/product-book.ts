import { isDeepStrictEqual } from 'node:util';
import { type EntityManager, In } from 'typeorm';
import { Product } from '../../model/product';
import type { ProductRow, RowResult } from './rows';

const rowsAtATime = 200;

/** Products with their rhythms. A row is the whole product: what it does not say, the product does not have. */
export async function saveProducts(manager: EntityManager, rows: ProductRow[], now: number): Promise<RowResult[]> {
  const results: RowResult[] = [];
  for (let from = 0; from < rows.length; from += rowsAtATime) {
    results.push(...(await saveSome(manager, rows.slice(from, from + rowsAtATime), now)));
  }
  return results;
}

async function saveSome(manager: EntityManager, rows: ProductRow[], now: number): Promise<RowResult[]> {
  const skus = [...new Set(rows.map((row) => row.sku))];
  const known = new Map((await manager.findBy(Product, { sku: In(skus) })).map((row) => [row.sku, row]));
  const changed = new Map<string, Product>();
  const results = rows.map((row): RowResult => {
    const before = known.get(row.sku);
    const facts = factsOf(row);
    if (before && isDeepStrictEqual(factsOf(before), facts)) return { key: row.sku, status: 'unchanged' };
    const product = {
      sku: row.sku,
      ...facts,
      rhythmOff: before?.rhythmOff ?? false,
      createdAt: before?.createdAt ?? now,
      updatedAt: changedAt(before, now),
    };
    known.set(row.sku, product);
    changed.set(row.sku, product);
    return { key: row.sku, status: before ? 'updated' : 'created' };
  });
  if (changed.size > 0) {
    await manager
      .createQueryBuilder()
      .insert()
      .into(Product)
      .values([...changed.values()])
      .orUpdate(
        ['name', 'priceCents', 'category', 'usageSteps', 'consumable', 'upgradeTo', 'complements', 'tags', 'updatedAt'],
        ['sku'],
      )
      .updateEntity(false)
      .execute();
  }
  return results;
}

/** Later than the last change, also within its millisecond. */
export function changedAt(before: Product | undefined, now: number): number {
  return Math.max(now, (before?.updatedAt ?? 0) + 1);
}

/** What a row says of a product; whether its rhythm is in use is the shop's own choice. */
export function factsOf(row: ProductRow | Product): Omit<Product, 'sku' | 'rhythmOff' | 'createdAt' | 'updatedAt'> {
  const { name, priceCents, category, usageSteps, consumable, upgradeTo, complements, tags } = row;
  const steps = (usageSteps ?? []).map(({ day, title, text }) => ({ day, title, text }));
  return {
    name,
    priceCents: priceCents ?? null,
    category: category ?? null,
    usageSteps: steps.sort((one, other) => one.day - other.day),
    consumable: consumable ? { ...consumable } : null,
    upgradeTo: upgradeTo ?? [],
    complements: complements ?? [],
    tags: tags ?? [],
  };
}
