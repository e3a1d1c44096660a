import { createInflate } from 'node:zlib';

const mostFilters = 20_000;
/** A stream that is packed twice: nobody's office does that. */
const packedTwice = /\/Filter\s*\[[^\]]*\/Fl[^\]]*\/Fl/;

/** Whether the packed streams of a PDF hold more than so many bytes; unpacks them into nothing to learn it. */
export async function isSwollenPdf(bytes: Buffer, mostBytes: number): Promise<boolean> {
  if (packedTwice.test(bytes.toString('latin1'))) return true;
  let left = mostBytes;
  let streams = 0;
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.subarray(at - 3, at).toString('latin1') === 'end') continue;
    streams += 1;
    if (streams > mostFilters) return true;
    const from = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1);
    const end = bytes.indexOf('endstream', from);
    const to = end < 0 ? bytes.length : end;
    left -= await inflatedSize(bytes.subarray(from, to), left);
    if (left < 0) return true;
    at = to;
  }
  return false;
}

/** 0 for a stream that is not packed so. */
async function inflatedSize(packed: Buffer, most: number): Promise<number> {
  let size = 0;
  const inflate = createInflate();
  inflate.end(packed);
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > most) return size;
    }
  } catch {
    // Not packed, or cut off: what came out counts all the same.
  } finally {
    inflate.destroy();
  }
  return size;
}
