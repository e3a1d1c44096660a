import type { WireRequest, WireTable } from './call';
import { parameter, post } from './call';
import { Refusal } from './fields';

/** Bytes, per kind (wecom-core §5). */
const largest: Record<string, number> = { image: 10 << 20, voice: 2 << 20, video: 10 << 20, file: 20 << 20 };
const largestPicture = 2 << 20;
const smallest = 6;

interface Part {
  field: string;
  filename: string;
  size: number;
}

/** The first file of a multipart body; just enough to check what was sent. */
function readFile(request: WireRequest): Part {
  const boundary = /boundary="?([^";]+)"?/i.exec(request.contentType)?.[1];
  if (boundary === undefined) throw new Refusal(40058, 'multipart/form-data required');
  const headEnd = request.raw.indexOf('\r\n\r\n');
  const tail = request.raw.lastIndexOf(`\r\n--${boundary}`);
  if (headEnd < 0 || tail < headEnd) throw new Refusal(44001, 'empty media data');
  const head = request.raw.subarray(0, headEnd).toString('utf8');
  const filename = /filename="([^"]*)"/.exec(head)?.[1];
  if (filename === undefined) throw new Refusal(44001, 'empty media data');
  return { field: /[; ]name="([^"]*)"/.exec(head)?.[1] ?? '', filename, size: tail - headEnd - 4 };
}

function checkSize(size: number, max: number): void {
  if (size < smallest) throw new Refusal(size <= 0 ? 44001 : 40006, 'invalid media size');
  if (size > max) throw new Refusal(45001, 'media size out of limit');
}

export const mediaCalls: WireTable = {
  'media/upload': post((core, request) => {
    const type = parameter(request, 'type', 40004);
    const max = largest[type];
    if (max === undefined) throw new Refusal(40004, 'invalid media type');
    const file = readFile(request);
    if (file.field !== 'media') throw new Refusal(40058, 'field "media" missing');
    checkSize(file.size, max);
    const media_id = core.nextId('media');
    core.state.media.set(media_id, { type, filename: file.filename, size: file.size, created_at: core.now() });
    return { type, media_id, created_at: core.seconds().toString() };
  }),

  'media/uploadimg': post((core, request) => {
    const file = readFile(request);
    checkSize(file.size, largestPicture);
    const url = `https://wework.qpic.cn/wwpic/${core.nextId('img')}/0`;
    core.state.images.set(url, { type: 'image', filename: file.filename, size: file.size, created_at: core.now() });
    return { url };
  }),
};
