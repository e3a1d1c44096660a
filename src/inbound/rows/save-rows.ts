import type { z } from 'zod';
import { customerImportSchema } from '../../contract/customer';
import { type OrderBody, orderSchema } from '../../contract/order';
import { productSchema } from '../../contract/product';
import type { Commerce } from '../../features/commerce/commerce';
import type { OrderRow } from '../../features/commerce/rows';
import type { Profiles } from '../../features/profiles/profiles';
import type { Fault } from '../../kernel/errors';
import { checkRow } from './check-row';

export const rowKinds = ['customers', 'orders', 'products'] as const;
export type RowKind = (typeof rowKinds)[number];

export interface SavedRow {
  index: number;
  key: string;
  status: 'created' | 'updated' | 'unchanged' | 'rejected';
  errors?: Fault[];
}

export interface RowKeepers {
  commerce: Pick<Commerce, 'saveOrders' | 'saveProducts'>;
  profiles: Pick<Profiles, 'importCustomers'>;
}

type Source = 'api' | 'import';
type Outcome = Omit<SavedRow, 'index'>;

interface Keeping<T> {
  schema: z.ZodType<T>;
  keyFields: string[];
  save(keepers: RowKeepers, rows: T[], source: Source): Promise<Outcome[]>;
}

const keepings: Record<RowKind, (rows: unknown[], keepers: RowKeepers, source: Source) => Promise<SavedRow[]>> = {
  customers: keep({
    schema: customerImportSchema,
    keyFields: ['externalUserId', 'unionId', 'mobile'],
    save: ({ profiles }, rows, source) => profiles.importCustomers(rows, source),
  }),
  orders: keep({
    schema: orderSchema,
    keyFields: ['orderNo'],
    save: ({ commerce }, rows, source) => commerce.saveOrders(rows.map(toOrderRow), source),
  }),
  products: keep({
    schema: productSchema,
    keyFields: ['sku'],
    save: ({ commerce }, rows) => commerce.saveProducts(rows),
  }),
};

/** Checks each row against the contract and keeps the good ones; answers for every row, in its place. */
export function saveRows(kind: RowKind, rows: unknown[], keepers: RowKeepers, source: Source): Promise<SavedRow[]> {
  return keepings[kind](rows, keepers, source);
}

function keep<T>(keeping: Keeping<T>) {
  return async (rows: unknown[], keepers: RowKeepers, source: Source): Promise<SavedRow[]> => {
    const results: SavedRow[] = [];
    const good: { index: number; row: T }[] = [];
    for (const [index, row] of rows.entries()) {
      const checked = checkRow(keeping.schema, row);
      if (checked.ok) good.push({ index, row: checked.row });
      else results.push({ index, key: keyOf(row, keeping.keyFields), status: 'rejected', errors: checked.errors });
    }
    const saved = await keeping.save(
      keepers,
      good.map(({ row }) => row),
      source,
    );
    for (const [place, outcome] of saved.entries()) results.push({ index: good[place]!.index, ...outcome });
    return results.sort((one, other) => one.index - other.index);
  };
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
