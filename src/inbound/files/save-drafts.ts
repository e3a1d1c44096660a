import type { Fault } from '../../kernel/errors';
import { type RowKind, type RowVerbs, saveRowsBy } from '../rows/save-rows';
import type { Draft } from './import-rows';
import type { TableRow } from './table-file';

/** These count things (an order of three rows is one). */
export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}
export const nothingCounted: ImportCounts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };

/** A row of the file that was refused, and why. */
export interface RefusedRow {
  row: TableRow;
  faults: Fault[];
}

export interface SavedDrafts {
  /** Rows of the file. */
  rows: number;
  counts: ImportCounts;
  refused: RefusedRow[];
}

/** Keeps what can be kept of some drafts, and tells what cannot. */
export async function saveDrafts(kind: RowKind, drafts: Draft[], verbs: RowVerbs): Promise<SavedDrafts> {
  const readable = drafts.filter(({ faults }) => faults.length === 0);
  const bodies = readable.map(({ body }) => body);
  const counts = { ...nothingCounted, rejected: drafts.length - readable.length };
  const faultsOf = new Map(drafts.map((draft) => [draft, draft.faults]));
  for (const { index, status, errors = [] } of await saveRowsBy(kind, bodies, verbs)) {
    counts[status] += 1;
    if (status === 'rejected') faultsOf.set(readable[index]!, errors);
  }
  const refused = drafts.flatMap((draft) => {
    const faults = faultsOf.get(draft) ?? [];
    return faults.length === 0 ? [] : draft.rows.map((row) => ({ row, faults }));
  });
  return { rows: rowsOf(drafts), counts, refused };
}

export function rowsOf(drafts: Draft[]): number {
  return drafts.reduce((sum, { rows }) => sum + rows.length, 0);
}

export function addCounts(one: ImportCounts, other: ImportCounts): ImportCounts {
  return {
    created: one.created + other.created,
    updated: one.updated + other.updated,
    unchanged: one.unchanged + other.unchanged,
    rejected: one.rejected + other.rejected,
  };
}

/** So many drafts at a time. */
export async function* portionsOf(drafts: AsyncIterable<Draft>, size: number): AsyncGenerator<Draft[]> {
  let portion: Draft[] = [];
  for await (const draft of drafts) {
    portion.push(draft);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
