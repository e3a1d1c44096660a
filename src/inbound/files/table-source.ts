import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CareError } from '../../kernel/errors';
import { fileTexts } from './texts';

/** Where a table is read from: a file on disk, or one that was uploaded. */
export interface TableSource {
  size(): Promise<number>;
  /** At most so many, from a place on. */
  bytes(from: number, length: number): Promise<Buffer>;
  /** From a place up to, but without, another; without them the whole. */
  stream(from?: number, to?: number): Readable;
}

export function fileSource(file: string): TableSource {
  return {
    size: async () => (await stat(file)).size,
    bytes: (from, length) => readBytes(file, from, length),
    stream: (from = 0, to = Infinity) => createReadStream(file, { start: from, end: to - 1 }),
  };
}

export function bufferSource(buffer: Buffer): TableSource {
  return {
    size: async () => buffer.length,
    bytes: async (from, length) => buffer.subarray(from, from + length),
    stream: (from, to) => Readable.from(piecesOf(buffer.subarray(from, to))),
  };
}

const pieceSize = 65_536;

function* piecesOf(buffer: Buffer): Generator<Buffer> {
  for (let from = 0; from < buffer.length; from += pieceSize) yield buffer.subarray(from, from + pieceSize);
}

async function readBytes(file: string, from: number, length: number): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new CareError('unreadable_file', fileTexts.notThere(file), { cause });
  }
}
