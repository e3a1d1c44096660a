/** Whose customers somebody may see; null: everybody's. */
export type RepScope = readonly string[] | null;

/** The condition on a column that holds a rep, with its parameters. */
export function inScope(column: string, reps: RepScope): { sql: string; parameters: string[] } {
  if (reps === null) return { sql: '', parameters: [] };
  if (reps.length === 0) return { sql: ' and 1 = 0', parameters: [] };
  return { sql: ` and ${column} in (${marks(reps)})`, parameters: [...reps] };
}

export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(',');
}

/** The reps that a filter leaves of a scope. */
export function narrowed(reps: RepScope, repUserId: string | undefined): RepScope {
  if (repUserId === undefined) return reps;
  return reps === null || reps.includes(repUserId) ? [repUserId] : [];
}
