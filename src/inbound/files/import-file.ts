import { CareError } from '../../kernel/errors';
import { rowKinds, type RowKind, type RowVerbs } from '../rows/save-rows';
import { RowReader } from './import-rows';
import { RejectsFile } from './rejects-file';
import { addCounts, type ImportCounts, nothingCounted, portionsOf, saveDrafts } from './save-drafts';
import { readTable } from './table-file';
import { fileSource, type TableSource } from './table-source';
import { fileTexts } from './texts';

export const importKinds = rowKinds;
export type ImportKind = RowKind;

export interface ImportRequest {
  kind: ImportKind;
  file: string;
  verbs: RowVerbs;
  /** Of times that a file gives without one; Asia/Shanghai when absent. */
  zone?: string;
  /** Rows of the file done so far. */
  onProgress?: (rows: number) => void;
}

export interface ImportOutcome extends ImportCounts {
  /** Rows of the file, without its header. */
  rows: number;
  rejectedFile: string | null;
  /** Columns that we do not know. */
  ignoredColumns: string[];
}

const draftsAtATime = 200;

/** Imports a CSV or XLSX file a batch at a time; refused rows go to `FILE.rejected.csv`, the rest is kept. */
export async function importFile(request: ImportRequest): Promise<ImportOutcome> {
  const { kind, file, verbs, zone = 'Asia/Shanghai', onProgress } = request;
  const { header, reader, drafts: all } = await openTable(kind, fileSource(file), zone);
  const rejects = new RejectsFile(file, header);
  await rejects.clear();
  let [rows, counts] = [0, nothingCounted];
  let rejectedFile: string | null = null;
  try {
    for await (const drafts of portionsOf(all, draftsAtATime)) {
      const saved = await saveDrafts(kind, drafts, verbs);
      for (const refused of saved.refused) await rejects.write(refused, (path) => reader.headerOf(path));
      rows += saved.rows;
      counts = addCounts(counts, saved.counts);
      onProgress?.(rows);
    }
  } finally {
    rejectedFile = await rejects.close();
  }
  return { rows, ...counts, rejectedFile, ignoredColumns: reader.ignoredColumns };
}

/** A file's header and its rows as drafts. @throws CareError where a needed column is missing */
export async function openTable(kind: RowKind, source: TableSource, zone: string) {
  const table = readTable(source);
  const first = await table.next();
  if (first.done) throw new CareError('empty_file', fileTexts.empty);
  const header = first.value.cells;
  const reader = new RowReader(kind, header, { zone });
  return { header, reader, drafts: reader.drafts(table) };
}
