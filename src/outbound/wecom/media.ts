import { z } from 'zod';
import { CareError } from '../../kernel/errors';
import type { WecomPlatform } from '../../kernel/ports';
import type { Caller } from './caller';

const mebibyte = 1024 * 1024;
/** More than 5 bytes and at most this many, by kind (wecom-core §5). */
const largest = { image: 10 * mebibyte, voice: 2 * mebibyte, video: 10 * mebibyte, file: 20 * mebibyte };
const largestPermanentImage = 2 * mebibyte;
const tooSmall = 5;
/** 20 MB take longer than a usual call. */
const uploadTimeoutMs = 60_000;

const contentTypes: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.amr': 'audio/amr',
  '.mp4': 'video/mp4',
};

/** Uploads are safe to repeat: a lost one is garbage that WeCom drops after 3 days. */
export function media(caller: Caller): Pick<WecomPlatform, 'uploadMedia' | 'uploadImage'> {
  return {
    async uploadMedia(kind, fileName, content) {
      checkSize(kind, largest[kind], content);
      const reply = await caller.call({
        path: '/cgi-bin/media/upload',
        repeat: 'safe',
        query: { type: kind },
        body: formOf(fileName, content),
        reply: z.looseObject({ media_id: z.string().min(1) }),
        timeoutMs: uploadTimeoutMs,
      });
      return { mediaId: reply.media_id };
    },

    async uploadImage(fileName, content) {
      checkSize('permanent image', largestPermanentImage, content);
      const reply = await caller.call({
        path: '/cgi-bin/media/uploadimg',
        repeat: 'safe',
        body: formOf(fileName, content),
        reply: z.looseObject({ url: z.string().min(1) }),
        timeoutMs: uploadTimeoutMs,
      });
      return { url: reply.url };
    },
  };
}

function checkSize(what: string, limit: number, content: Buffer): void {
  if (content.length > tooSmall && content.length <= limit) return;
  throw new CareError(
    'over_wecom_limit',
    `${what} of ${content.length} bytes: WeCom takes more than ${tooSmall} and at most ${limit} bytes`,
    { status: 422 },
  );
}

function formOf(fileName: string, content: Buffer): FormData {
  const extension = /\.\w+$/.exec(fileName)?.[0].toLowerCase() ?? '';
  const form = new FormData();
  const type = contentTypes[extension] ?? 'application/octet-stream';
  form.set('media', new Blob([new Uint8Array(content)], { type }), fileName);
  return form;
}
