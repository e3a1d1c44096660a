import type { Core } from '../core';
import { checkMedia } from './attachments';
import type { Body } from './fields';
import { byteLength, isObject, optionalText, Refusal, requiredText } from './fields';

const media = (core: Core, content: Body) => checkMedia(core, requiredText(content, 'media_id', 41006));

function bytes(content: Body, name: string, most: number): string {
  const value = optionalText(content, name) ?? '';
  if (byteLength(value) > most) throw new Refusal(40058, `${name} too long`);
  return value;
}

const checks: Record<string, (core: Core, content: Body) => void> = {
  text: (_core, content) => {
    if (bytes(content, 'content', 2048) === '') throw new Refusal(44004, 'empty content');
  },
  image: media,
  voice: media,
  video: media,
  file: media,
  link: (core, content) => {
    if (bytes(content, 'title', 128) === '') throw new Refusal(40058, 'missing title');
    bytes(content, 'desc', 512);
    if (!/^https?:\/\//.test(bytes(content, 'url', 2048))) throw new Refusal(40094, 'url without scheme');
    checkMedia(core, requiredText(content, 'thumb_media_id', 41006));
  },
  miniprogram: (core, content) => {
    requiredText(content, 'appid');
    bytes(content, 'title', 64);
    checkMedia(core, requiredText(content, 'thumb_media_id', 41006));
    if (!requiredText(content, 'pagepath').endsWith('.html')) throw new Refusal(40058, 'invalid pagepath');
  },
  location: (_core, content) => {
    if (typeof content.latitude !== 'number' || typeof content.longitude !== 'number') {
      throw new Refusal(95022, 'invalid location');
    }
  },
  ca_link: (_core, content) => void requiredText(content, 'link_url'),
  msgmenu: (_core, content) => {
    bytes(content, 'head_content', 1024);
    bytes(content, 'tail_content', 1024);
    const list: unknown[] = Array.isArray(content.list) ? content.list : [];
    if (list.length === 0 || list.length > 50) throw new Refusal(95008, 'menu item count');
    list.forEach(checkMenuRow);
    if (list.filter((row) => isObject(row) && row.type !== 'text').length > 10) throw new Refusal(95008, 'menu items');
  },
};

function checkMenuRow(row: unknown): void {
  if (!isObject(row) || !['click', 'view', 'miniprogram', 'text'].includes(String(row.type))) {
    throw new Refusal(95009, 'menu item type');
  }
  const item = row[String(row.type)];
  if (!isObject(item) || bytes(item, 'content', row.type === 'click' ? 128 : 1024) === '') {
    throw new Refusal(40058, 'menu item without content');
  }
  if (row.type === 'click') requiredText(item, 'id');
}

/** The message of a kf call; other kinds than `only` are 40008. */
export function readKfContent(core: Core, body: Body, only?: string[]): { msgtype: string; content: Body } {
  const msgtype = requiredText(body, 'msgtype', 40008);
  const check = Object.hasOwn(checks, msgtype) ? checks[msgtype] : undefined;
  if (!check || (only && !only.includes(msgtype))) throw new Refusal(40008, 'invalid msgtype');
  const content = body[msgtype];
  if (!isObject(content)) throw new Refusal(40063, `missing ${msgtype}`);
  check(core, content);
  return { msgtype, content };
}
