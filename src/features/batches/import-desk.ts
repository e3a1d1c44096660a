import type { DataSource } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import type { Clock, JobRequest } from '../../kernel/ports';
import { Batch } from '../../model/batch';
import { BatchPart } from '../../model/batch-part';
import type { BatchFiles } from './batch-files';
import type { Batches } from './batches';
import type { BatchActor, BatchAudit } from './needs';
import { batchTexts } from './texts';

/** So much of an upload is gathered before it is kept. */
const gathered = 512_000;
const megabyte = 1024 * 1024;

interface Upload {
  /** What the rows are. */
  rows: string;
  fileName: string;
  bytes: AsyncIterable<Buffer>;
  /** The length that the sender names; 0: none. */
  said: number;
  mostMegabytes: number;
}

interface Options {
  dataSource: DataSource;
  clock: Clock;
  files: BatchFiles;
  batches: Batches;
  audit: BatchAudit;
  ring: (job: JobRequest) => void;
}

/** 导入: a file is taken in, tried without keeping anything, and imported when its member has seen what would come of it. */
export class ImportDesk {
  constructor(private readonly options: Options) {}

  /**
   * Takes a file in and has it checked.
   *
   * @throws CareError `too_large` 413, with nothing kept
   */
  async upload(actor: BatchActor, file: Upload): Promise<Batch> {
    const { dataSource, clock, ring } = this.options;
    if (file.said > file.mostMegabytes * megabyte) throw tooLarge(file.mostMegabytes);
    const now = clock.now();
    const id = newId(now);
    const { rows, fileName } = file;
    // Dropped until the whole of it is here: nobody works on half a file.
    await dataSource.getRepository(Batch).insert({
      id,
      kind: 'import',
      title: batchTexts.importTitle(rows, fileName),
      params: { rows, fileName },
      state: 'dropped',
      outcome: null,
      memberId: actor.id,
      memberName: actor.name,
      createdAt: now,
      finishedAt: now,
    });
    try {
      await this.keep(id, file);
    } catch (error) {
      await dataSource.getRepository(BatchPart).delete({ batchId: id });
      await dataSource.getRepository(Batch).delete({ id });
      throw error;
    }
    await dataSource.getRepository(Batch).update({ id }, { state: 'checking', finishedAt: null });
    ring({ name: 'batches', id: `batches-${id}` });
    return this.options.batches.read(actor.id, id);
  }

  /** What its member sees before they confirm; sealed at rest, since it shows rows of the file. */
  async preview(memberId: string, id: string): Promise<unknown> {
    await this.options.batches.read(memberId, id);
    const bytes = await this.options.files.readWhole(this.options.dataSource.manager, id, 'preview');
    if (bytes.length === 0) throw new CareError('no_preview', batchTexts.moved, { status: 409 });
    return JSON.parse(bytes.toString('utf8')) as unknown;
  }

  /** Imports what was checked. @throws CareError `batch_moved` 409 when it is not waiting for that */
  async start(actor: BatchActor, id: string): Promise<Batch> {
    const { dataSource, batches, audit, files, ring } = this.options;
    const { params, total } = await batches.read(actor.id, id);
    await dataSource.transaction(async (manager) => {
      const set = { state: 'waiting' as const, done: 0, failed: 0, outcome: null, fence: 0, leaseUntil: 0 };
      const { affected } = await manager.update(Batch, { id, kind: 'import', state: 'checked' }, set);
      if (affected !== 1) throw new CareError('batch_moved', batchTexts.moved, { status: 409 });
      await files.remove(manager, id, 'rejects');
      await files.remove(manager, id, 'preview');
      const summary = batchTexts.importStarted(String(params.rows), String(params.fileName), total);
      await audit.record(actor, { action: 'batch.import', subject: `batch:${id}`, summary, after: params }, manager);
    });
    ring({ name: 'batches', id: `batches-${id}` });
    return batches.read(actor.id, id);
  }

  /** The refused rows as CSV; null: there are none. */
  async rejects(memberId: string, id: string): Promise<AsyncIterable<Buffer> | null> {
    const { failed } = await this.options.batches.read(memberId, id);
    return failed === 0 ? null : this.options.files.read(this.options.dataSource.manager, id, 'rejects');
  }

  private async keep(id: string, { bytes, mostMegabytes }: Upload): Promise<void> {
    const { dataSource, files } = this.options;
    let [size, waiting] = [0, [] as Buffer[]];
    const flush = async () => {
      const piece = Buffer.concat(waiting);
      waiting = [];
      await dataSource.transaction((manager) => files.append(manager, id, 'upload', piece));
    };
    for await (const piece of bytes) {
      size += piece.length;
      if (size > mostMegabytes * megabyte) throw tooLarge(mostMegabytes);
      waiting.push(piece);
      if (waiting.reduce((sum, { length }) => sum + length, 0) >= gathered) await flush();
    }
    if (size === 0) throw new CareError('empty_file', batchTexts.emptyFile, { status: 422 });
    await flush();
  }
}

function tooLarge(mostMegabytes: number): CareError {
  return new CareError('too_large', batchTexts.tooLarge(mostMegabytes), { status: 413 });
}
