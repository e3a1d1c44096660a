import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type CustomerImportBody, customerImportSchema } from '../../contract/customer';
import { type LibraryRow, libraryRowSchema } from '../../contract/library-entry';
import { type OrderBody, orderSchema } from '../../contract/order';
import { type ProductBody, productSchema } from '../../contract/product';
import type { Commerce } from '../../features/commerce/commerce';
import type { OrderRow } from '../../features/commerce/rows';
import type { LibraryRows } from '../../features/library/library-rows';
import type { Profiles } from '../../features/profiles/profiles';
import type { Fault } from '../../kernel/errors';
import { checkRow } from './check-row';

export const rowKinds = ['customers', 'orders', 'products', 'scripts', 'knowledge'] as const;
export type RowKind = (typeof rowKinds)[number];

export interface SavedRow {
  index: number;
  key: string;
  status: 'created' | 'updated' | 'unchanged' | 'rejected';
  errors?: Fault[];
}

type Outcome = Omit<SavedRow, 'index'>;

/** What keeps the good rows; one answer for each, in their order. */
export interface RowVerbs {
  customers(rows: CustomerImportBody[]): Promise<Outcome[]>;
  orders(rows: OrderRow[]): Promise<Outcome[]>;
  products(rows: ProductBody[]): Promise<Outcome[]>;
  scripts(rows: LibraryRow[]): Promise<Outcome[]>;
  knowledge(rows: LibraryRow[]): Promise<Outcome[]>;
}

const keepings: Record<RowKind, (rows: unknown[], verbs: RowVerbs) => Promise<SavedRow[]>> = {
  customers: (rows, verbs) =>
    keep(rows, customerImportSchema, ['externalUserId', 'unionId', 'mobile'], (good) => verbs.customers(good)),
  orders: (rows, verbs) => keep(rows, orderSchema, ['orderNo'], (good) => verbs.orders(good.map(toOrderRow))),
  products: (rows, verbs) => keep(rows, productSchema, ['sku'], (good) => verbs.products(good)),
  scripts: (rows, verbs) => keep(rows, libraryRowSchema, ['id', 'title'], (good) => verbs.scripts(good)),
  knowledge: (rows, verbs) => keep(rows, libraryRowSchema, ['id', 'title'], (good) => verbs.knowledge(good)),
};

/** The slices that keep rows. */
export interface RowKeepers {
  commerce: Pick<Commerce, 'saveOrders' | 'saveProducts'>;
  profiles: Pick<Profiles, 'importCustomers'>;
  libraryRows: Pick<LibraryRows, 'save'>;
}

/** @param within the caller's transaction; without it each slice makes its own */
export function rowVerbsOf(
  { commerce, profiles, libraryRows }: RowKeepers,
  source: 'api' | 'import',
  within?: EntityManager,
): RowVerbs {
  return {
    customers: (good) => profiles.importCustomers(good, source, within),
    orders: (good) => commerce.saveOrders(good, source, within),
    products: (good) => commerce.saveProducts(good, within),
    scripts: (good) => libraryRows.save('script', good, within),
    knowledge: (good) => libraryRows.save('answer', good, within),
  };
}

/** Checks each row against the contract and keeps the good ones; answers for every row, in its place. */
export function saveRows(
  kind: RowKind,
  rows: unknown[],
  keepers: RowKeepers,
  source: 'api' | 'import',
): Promise<SavedRow[]> {
  return saveRowsBy(kind, rows, rowVerbsOf(keepers, source));
}

/** The same, with verbs of the caller's own. */
export function saveRowsBy(kind: RowKind, rows: unknown[], verbs: RowVerbs): Promise<SavedRow[]> {
  return keepings[kind](rows, verbs);
}

async function keep<T>(
  rows: unknown[],
  schema: z.ZodType<T>,
  keyFields: string[],
  save: (rows: T[]) => Promise<Outcome[]>,
): Promise<SavedRow[]> {
  const results: SavedRow[] = [];
  const good: { index: number; row: T }[] = [];
  for (const [index, row] of rows.entries()) {
    const checked = checkRow(schema, row);
    if (checked.ok) good.push({ index, row: checked.row });
    else results.push({ index, key: keyOf(row, keyFields), status: 'rejected', errors: checked.errors });
  }
  const saved = await save(good.map(({ row }) => row));
  for (const [place, outcome] of saved.entries()) results.push({ index: good[place]!.index, ...outcome });
  return results.sort((one, other) => one.index - other.index);
}

function keyOf(row: unknown, fields: string[]): string {
  if (typeof row !== 'object' || row === null) return '';
  for (const field of fields) {
    const value: unknown = Reflect.get(row, field);
    if (typeof value === 'string' || typeof value === 'number') return String(value).slice(0, 64);
  }
  return '';
}

function toOrderRow({ paidAt, deliveredAt, ...rest }: OrderBody): OrderRow {
  const delivered = deliveredAt === undefined ? {} : { deliveredAt: Date.parse(deliveredAt) };
  return { ...rest, paidAt: Date.parse(paidAt), ...delivered };
}
