import type { z } from 'zod';
import {
  type CustomerFilterInput,
  type customerEndpoints,
  customerFilterSchema,
  type CustomerSort,
  customerSorts,
} from '../../../contract/console/customers';

export type FilterName = keyof CustomerFilterInput;
export type ListQuery = Omit<z.input<typeof customerEndpoints.listCustomers.query>, 'cursor' | 'limit'>;

/** What parts of the filter are given and changed with. */
export interface FilterProps {
  filter: CustomerFilterInput;
  /** Undefined: this filter goes. */
  onChange: (change: Partial<Record<FilterName, string | undefined>>) => void;
}

/** Every filter by its name in the address. */
// The keys of the schema's own shape.
const filterNames = Object.keys(customerFilterSchema.shape) as FilterName[];

/** The filter that an address says; what cannot be one is passed over. */
export function filterOf(search: URLSearchParams): CustomerFilterInput {
  const said = filterNames.flatMap((name) => {
    const text = search.get(name);
    return text !== null && customerFilterSchema.shape[name].safeParse(text).success ? [[name, text] as const] : [];
  });
  // Each was read by the schema of its name.
  return Object.fromEntries(said) as CustomerFilterInput;
}

export function sortOf(search: URLSearchParams): { sort: CustomerSort; order: 'asc' | 'desc' } {
  const sort = customerSorts.find((each) => each === search.get('sort')) ?? 'added';
  return { sort, order: search.get('order') === 'asc' ? 'asc' : 'desc' };
}

/** The address with some parts of it changed; empty ones leave it. */
export function changed(search: URLSearchParams, change: Partial<Record<FilterName | 'sort' | 'order', string>>) {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** The address of a segment: its filter, and which it is; null: that of nobody in particular. */
export function ofSegment(
  search: URLSearchParams,
  segment: { id: string; filter: CustomerFilterInput } | null,
): URLSearchParams {
  const next = unfiltered(search);
  if (!segment) return next;
  next.set('segment', segment.id);
  for (const [name, value] of Object.entries(segment.filter)) next.set(name, String(value));
  return next;
}

/** The address without any filter and segment; the order stays. */
export function unfiltered(search: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of [...filterNames, 'segment']) next.delete(name);
  return next;
}
