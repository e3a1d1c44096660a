/** Which customers a query is about: a page in order of id, or some by name. */
export type CustomerSlice = { after: string; upTo: string } | { ids: readonly string[] };

/** Most ids that one statement names. */
export const idsAtOnce = 500;

/** The condition on a column that holds external userids, with its parameters. */
export function within(slice: CustomerSlice, column: string): { sql: string; parameters: string[] } {
  if ('ids' in slice)
    return { sql: `${column} in (${slice.ids.map(() => '?').join(',')})`, parameters: [...slice.ids] };
  return { sql: `${column} > ? and ${column} <= ?`, parameters: [slice.after, slice.upTo] };
}

/**
 * A touch's state, hidden from SQLite's planner: without statistics it would rather take the index by state and day,
 * and read the whole shop's touches for each page of customers.
 */
export function stateOf(alias: string): string {
  return `coalesce(${alias}state, '')`;
}

/** Cuts a list for statements that name ids. */
export function* chunks<T>(items: readonly T[], size = idsAtOnce): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
