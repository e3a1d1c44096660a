import { stringify } from 'csv-stringify';
import type { EntityManager } from 'typeorm';
import type { BatchFiles } from '../../features/batches/batch-files';
import type { BatchHold } from '../../features/batches/batch-hold';
import type { BatchWork } from '../../features/batches/batch-runner';
import type { Clock } from '../../kernel/ports';
import type { Batch } from '../../model/batch';
import { type RowKeepers, type RowKind, rowKinds, rowVerbsOf } from '../rows/save-rows';
import { openTable } from './import-file';
import { ImportPreview } from './import-preview';
import type { Draft, RowReader } from './import-rows';
import { rejectsFormat, rejectsHeader, rejectsLine } from './rejects-file';
import {
  addCounts,
  type ImportCounts,
  nothingCounted,
  portionsOf,
  type RefusedRow,
  type SavedDrafts,
  saveDrafts,
} from './save-drafts';
import { bufferSource } from './table-source';

/** Of a database with one writer, so few that nobody waits long for it. */
const draftsAtATime = 25;

export interface ImportBatchOptions {
  clock: Clock;
  zone: string;
  files: BatchFiles;
  keepers: RowKeepers;
  /** Reads outside of any transaction. */
  reader: EntityManager;
}

interface OpenFile {
  header: string[];
  reader: RowReader;
  drafts: AsyncGenerator<Draft>;
}

/**
 * An uploaded file's way through the very rows and verbs of every other import: first tried, each portion taken back
 * at once, so that what is shown is what would come; then, confirmed, for good.
 */
export function importBatchWork(options: ImportBatchOptions): BatchWork {
  return async (batch, hold) => {
    const upload = await options.files.readWhole(options.reader, batch.id, 'upload');
    const file = await openTable(kindOf(batch), bufferSource(upload), options.zone);
    await (batch.state === 'checking' ? check : keep)(options, { batch, hold, file });
  };
}

interface Work {
  batch: Batch;
  hold: BatchHold;
  file: OpenFile;
}

async function check(options: ImportBatchOptions, work: Work): Promise<void> {
  const { batch, hold, file } = work;
  const { files } = options;
  // A check that died with its process is begun anew.
  await hold.commit(async (manager) => {
    await files.remove(manager, batch.id, 'rejects');
    return { done: -batch.done, failed: -batch.failed };
  });
  const preview = new ImportPreview(file.header, file.reader);
  const counts = await goThrough(options, work, {
    counts: nothingCounted,
    save: (manager, drafts) => takenBack(manager, (nested) => saveIn(options, batch, nested, drafts)),
    afterwards: (drafts, saved) => preview.take(drafts, saved.refused),
  });
  const outcome = { ...counts, ignoredColumns: file.reader.ignoredColumns };
  await hold.finish({ state: 'checked', total: preview.rows, outcome }, (manager) =>
    files.append(manager, batch.id, 'preview', preview.bytes()),
  );
}

async function keep(options: ImportBatchOptions, work: Work): Promise<void> {
  const { batch, hold, file } = work;
  const rest = { ...work, file: { ...file, drafts: behind(file.drafts, batch.done) } };
  const counts = await goThrough(options, rest, {
    counts: { ...nothingCounted, ...batch.outcome },
    save: (manager, drafts) => saveIn(options, batch, manager, drafts),
  });
  const outcome = { ...counts, ignoredColumns: file.reader.ignoredColumns };
  await hold.finish({ state: 'done', outcome, finishedAt: options.clock.now() }, (manager) =>
    options.files.remove(manager, batch.id, 'upload'),
  );
}

interface Pass {
  /** Of what was gone through before. */
  counts: ImportCounts;
  save: (manager: EntityManager, drafts: Draft[]) => Promise<SavedDrafts>;
  afterwards?: (drafts: Draft[], saved: SavedDrafts) => void;
}

/** Portion by portion: the rows, the refused ones and the counts in one transaction. */
async function goThrough(
  { files }: ImportBatchOptions,
  { batch, hold, file }: Work,
  pass: Pass,
): Promise<ImportCounts> {
  let { counts } = pass;
  for await (const drafts of portionsOf(file.drafts, draftsAtATime)) {
    await hold.next();
    let saved: SavedDrafts = { rows: 0, counts: nothingCounted, refused: [] };
    await hold.commit(async (manager) => {
      saved = await pass.save(manager, drafts);
      if (saved.refused.length > 0) {
        const csv = await csvOf(file, saved.refused, { isFirst: counts.rejected === 0 });
        await files.append(manager, batch.id, 'rejects', csv);
      }
      const outcome = { ...addCounts(counts, saved.counts) };
      return { done: saved.rows, failed: saved.refused.length, outcome };
    });
    counts = addCounts(counts, saved.counts);
    pass.afterwards?.(drafts, saved);
  }
  return counts;
}

function saveIn({ keepers }: ImportBatchOptions, batch: Batch, manager: EntityManager, drafts: Draft[]) {
  return saveDrafts(kindOf(batch), drafts, rowVerbsOf(keepers, 'import', manager));
}

function kindOf({ params }: Batch): RowKind {
  const kind = rowKinds.find((each) => each === params.rows);
  if (!kind) throw new Error(`no such rows: ${String(params.rows)}`);
  return kind;
}

/** Does the work in a savepoint and undoes it; what it answered stays known. */
async function takenBack<T>(manager: EntityManager, work: (nested: EntityManager) => Promise<T>): Promise<T> {
  let answer: { value: T } | null = null;
  const undo = new Error('taken back');
  await manager
    .transaction(async (nested) => {
      answer = { value: await work(nested) };
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  // It threw, or the answer is there.
  return answer!['value'];
}

/** What comes after so many rows. */
async function* behind(drafts: AsyncIterable<Draft>, rows: number): AsyncGenerator<Draft> {
  let passed = 0;
  for await (const draft of drafts) {
    if (passed >= rows) yield draft;
    passed += draft.rows.length;
  }
}

async function csvOf(
  { header, reader }: OpenFile,
  refused: RefusedRow[],
  { isFirst }: { isFirst: boolean },
): Promise<Buffer> {
  const lines = refused.map((each) => rejectsLine(each, (path) => reader.headerOf(path)));
  const rows = isFirst ? [rejectsHeader(header), ...lines] : lines;
  return new Promise((resolve, reject) => {
    stringify(rows, { ...rejectsFormat, bom: isFirst }, (error, text) => {
      if (error) reject(error);
      else resolve(Buffer.from(text));
    });
  });
}
