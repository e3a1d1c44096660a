import { createInflateRaw } from 'node:zlib';
import type { TableSource } from './table-source';

const mostEntries = 2_000;

const endLength = 22;
const entryLength = 46;
const headerLength = 30;
/** A data descriptor may stand behind an entry's bytes. */
const longestDescriptor = 24;

interface Entry {
  /** Where its local header stands. */
  at: number;
  packed: number;
  isDeflated: boolean;
}

/** Of a zip that hides parts from its own directory, or is none. */
class BrokenZip extends Error {}

/**
 * Unpacks every part of an Office file into nothing, to learn how much it really is: what a zip says of its sizes may
 * be a lie, and 10 MB may hold 10 GB. Null: nothing is wrong with it.
 */
export async function zipFault(source: TableSource, mostBytes: number): Promise<'swollen' | 'broken' | null> {
  try {
    return (await isSwollen(source, mostBytes)) ? 'swollen' : null;
  } catch (error) {
    if (error instanceof BrokenZip) return 'broken';
    throw error;
  }
}

async function isSwollen(source: TableSource, mostBytes: number): Promise<boolean> {
  const { entries, end } = await readDirectory(source);
  let left = mostBytes;
  for (const [index, entry] of entries.entries()) {
    const next = entries[index + 1]?.at ?? end;
    const from = await contentOf(source, entry);
    const behind = next - from - entry.packed;
    if (behind < 0 || behind > longestDescriptor) throw new BrokenZip();
    left -= entry.isDeflated ? await inflatedSize(source, from, from + entry.packed, left) : entry.packed;
    if (left < 0) return true;
  }
  return false;
}

/** The entries in the order of the file, which they fill without gaps up to the directory. */
async function readDirectory(source: TableSource): Promise<{ entries: Entry[]; end: number }> {
  const size = await source.size();
  const from = Math.max(0, size - endLength - 65_535);
  const tail = await source.bytes(from, size - from);
  const at = tail.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  if (at < 0 || at + endLength > tail.length) throw new BrokenZip();
  const count = tail.readUInt16LE(at + 10);
  const [length, end] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (count === 0 || count > mostEntries || end + length > size) throw new BrokenZip();
  const directory = await source.bytes(end, length);
  const entries: Entry[] = [];
  for (let place = 0; entries.length < count;) {
    if (place + entryLength > directory.length) throw new BrokenZip();
    const method = directory.readUInt16LE(place + 10);
    if (method !== 0 && method !== 8) throw new BrokenZip();
    entries.push({
      at: directory.readUInt32LE(place + 42),
      packed: directory.readUInt32LE(place + 20),
      isDeflated: method === 8,
    });
    place += entryLength;
    place += [28, 30, 32].reduce((sum, field) => sum + directory.readUInt16LE(place - entryLength + field), 0);
  }
  entries.sort((one, other) => one.at - other.at);
  if (entries[0]?.at !== 0) throw new BrokenZip();
  return { entries, end };
}

async function contentOf(source: TableSource, { at }: Entry): Promise<number> {
  const header = await source.bytes(at, headerLength);
  if (header.length < headerLength || header.readUInt32LE(0) !== 0x04034b50) throw new BrokenZip();
  return at + headerLength + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/** Counts what comes out, and stops where it gets more than `most`. */
async function inflatedSize(source: TableSource, from: number, to: number, most: number): Promise<number> {
  let size = 0;
  const packed = source.stream(from, to);
  const inflate = createInflateRaw();
  packed.on('error', (error) => inflate.destroy(error)).pipe(inflate);
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > most) return size;
    }
    return size;
  } catch (cause) {
    throw new BrokenZip('cannot be unpacked', { cause });
  } finally {
    packed.destroy();
    inflate.destroy();
  }
}
