import type { Core } from '../core';
import type { WireAttachment } from '../state';
import type { Body } from './fields';
import { byteLength, isObject, optionalText, Refusal, requiredText } from './fields';

const mediaLifetimeMs = 3 * 86_400_000;
const mostAttachments = 9;
const mostTextBytes = 4000;

type Check = (core: Core, content: Body) => void;

const checks: Record<string, Check> = {
  image: (core, content) => {
    const mediaId = optionalText(content, 'media_id');
    if (mediaId) return checkMedia(core, mediaId);
    if (!core.state.images.has(requiredText(content, 'pic_url')))
      throw new Refusal(40058, 'pic_url not from uploadimg');
  },
  link: (_core, content) => {
    within(requiredText(content, 'title'), 128, 'link.title');
    within(requiredText(content, 'url'), 2048, 'link.url');
    within(optionalText(content, 'desc') ?? '', 512, 'link.desc');
    within(optionalText(content, 'picurl') ?? '', 2048, 'link.picurl');
    if (!/^https?:\/\//.test(requiredText(content, 'url'))) throw new Refusal(40094, 'link.url without scheme');
  },
  miniprogram: (core, content) => {
    within(requiredText(content, 'title'), 64, 'miniprogram.title');
    requiredText(content, 'appid');
    requiredText(content, 'page');
    checkMedia(core, requiredText(content, 'pic_media_id'));
  },
  video: (core, content) => checkMedia(core, requiredText(content, 'media_id')),
  file: (core, content) => checkMedia(core, requiredText(content, 'media_id')),
};

function within(text: string, bytes: number, name: string): void {
  if (byteLength(text) > bytes) throw new Refusal(40058, `${name} exceed max length ${bytes}`);
}

/** Temporary media live three days. */
export function checkMedia(core: Core, mediaId: string): void {
  const media = core.state.media.get(mediaId);
  if (!media || core.now() - media.created_at >= mediaLifetimeMs) throw new Refusal(40007, 'invalid media_id');
}

/** The text and attachments of a welcome or a mass-send; one of the two must be there. */
export function readContent(core: Core, body: Body): { text: string; attachments: WireAttachment[] } {
  const text = isObject(body.text) ? (optionalText(body.text, 'content') ?? '') : '';
  if (byteLength(text) > mostTextBytes) throw new Refusal(45002, 'text.content out of limit');
  const attachments = body.attachments ?? [];
  if (!Array.isArray(attachments)) throw new Refusal(40058, 'attachments should be array');
  if (attachments.length > mostAttachments) throw new Refusal(41064, 'too many attachments');
  if (text === '' && attachments.length === 0) throw new Refusal(44004, 'empty content');
  return { text, attachments: attachments.map((one: unknown) => readAttachment(core, one)) };
}

function readAttachment(core: Core, value: unknown): WireAttachment {
  const msgtype = isObject(value) ? value.msgtype : undefined;
  const check = typeof msgtype === 'string' && Object.hasOwn(checks, msgtype) ? checks[msgtype] : undefined;
  if (!check || !isObject(value) || typeof msgtype !== 'string') throw new Refusal(41065, 'invalid attachment type');
  const content = value[msgtype];
  if (!isObject(content)) throw new Refusal(40058, `missing ${msgtype}`);
  check(core, content);
  return { ...value, msgtype };
}
