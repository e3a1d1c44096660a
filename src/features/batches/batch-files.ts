import type { EntityManager } from 'typeorm';
import type { Vault } from '../../kernel/ports';
import { type BatchFile, BatchPart } from '../../model/batch-part';

/** Sealed and in base64 twice, a piece stays below the 64 kB of a text column. */
const pieceSize = 32_000;

/** Files of a batch, in sealed pieces in the database: any node can read them. */
export class BatchFiles {
  constructor(private readonly options: { vault: Vault }) {}

  /** Adds bytes behind what the file has. */
  async append(manager: EntityManager, batchId: string, file: BatchFile, bytes: Buffer): Promise<void> {
    const last = await manager.maximum(BatchPart, 'place', { batchId, file });
    let place = (last ?? -1) + 1;
    for (let from = 0; from < bytes.length; from += pieceSize, place += 1) {
      const piece = bytes.subarray(from, from + pieceSize).toString('base64');
      await manager.insert(BatchPart, { batchId, file, place, sealed: this.options.vault.seal(piece) });
    }
  }

  async *read(manager: EntityManager, batchId: string, file: BatchFile): AsyncGenerator<Buffer> {
    for (let place = 0; ; place += 1) {
      const part = await manager.findOneBy(BatchPart, { batchId, file, place });
      if (!part) return;
      yield Buffer.from(this.options.vault.open(part.sealed), 'base64');
    }
  }

  async readWhole(manager: EntityManager, batchId: string, file: BatchFile): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.read(manager, batchId, file)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async remove(manager: EntityManager, batchId: string, file: BatchFile): Promise<void> {
    await manager.delete(BatchPart, { batchId, file });
  }
}
