import { CareError } from '../../kernel/errors';
import { rowKinds, type RowKind, type RowVerbs, saveRowsBy } from '../rows/save-rows';
import { type Draft, RowReader } from './import-rows';
import { RejectsFile } from './rejects-file';
import { readTable } from './table-file';
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

export interface ImportOutcome {
  /** Rows of the file, without its header. */
  rows: number;
  /** These four count things (an order of three rows is one). */
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  rejectedFile: string | null;
  /** Columns that we do not know. */
  ignoredColumns: string[];
}

const draftsAtATime = 200;

/** Imports a CSV or XLSX file a batch at a time; refused rows go to `FILE.rejected.csv`, the rest is kept. */
export async function importFile(request: ImportRequest): Promise<ImportOutcome> {
  const { kind, file, verbs, zone = 'Asia/Shanghai', onProgress } = request;
  const table = readTable(file);
  const first = await table.next();
  if (first.done) throw new CareError('empty_file', fileTexts.empty);
  const header = first.value.cells;
  const reader = new RowReader(kind, header, { zone });
  const rejects = new RejectsFile(file, header);
  await rejects.clear();
  const outcome: ImportOutcome = {
    rows: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    rejectedFile: null,
    ignoredColumns: reader.ignoredColumns,
  };
  const save = async (drafts: Draft[]) => {
    await saveDrafts(drafts, { kind, verbs, reader, rejects, outcome });
    onProgress?.(outcome.rows);
  };
  try {
    let drafts: Draft[] = [];
    for await (const draft of reader.drafts(table)) {
      drafts.push(draft);
      if (drafts.length < draftsAtATime) continue;
      await save(drafts);
      drafts = [];
    }
    if (drafts.length > 0) await save(drafts);
  } finally {
    outcome.rejectedFile = await rejects.close();
  }
  return outcome;
}

async function saveDrafts(
  drafts: Draft[],
  to: { kind: ImportKind; verbs: RowVerbs; reader: RowReader; rejects: RejectsFile; outcome: ImportOutcome },
): Promise<void> {
  const { kind, verbs, reader, rejects, outcome } = to;
  const readable = drafts.filter((draft) => draft.faults.length === 0);
  const saved = await saveRowsBy(
    kind,
    readable.map((draft) => draft.body),
    verbs,
  );
  for (const { index, status, errors = [] } of saved) {
    outcome[status] += 1;
    if (status === 'rejected') readable[index]!.faults.push(...errors);
  }
  outcome.rejected += drafts.length - readable.length;
  for (const draft of drafts) {
    outcome.rows += draft.rows.length;
    if (draft.faults.length === 0) continue;
    for (const row of draft.rows) await rejects.write(row, draft.faults, (path) => reader.headerOf(path));
  }
}
