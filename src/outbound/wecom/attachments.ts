import type { Attachment } from '../../kernel/ports';
import { CareError } from '../../kernel/errors';
import { atMostBytes, atMostItems, notEmpty } from './limits';

const textLimit = 4000;
const attachmentLimit = 9;

/** Text and attachments as welcome messages and mass-sends spell them (wecom-external §2.8, §2.9). */
export function customerContent(what: string, message: { text: string; attachments?: Attachment[] }): object {
  const { text, attachments = [] } = message;
  if (attachments.length === 0) notEmpty(`text of the ${what}`, text);
  atMostBytes(`text of the ${what}`, textLimit, text);
  atMostItems(`attachments of the ${what}`, attachmentLimit, attachments);
  return {
    ...(text === '' ? {} : { text: { content: text } }),
    ...(attachments.length === 0 ? {} : { attachments: attachments.map(attachmentJson) }),
  };
}

function attachmentJson(attachment: Attachment): object {
  return { msgtype: attachment.kind, [attachment.kind]: spellings[attachment.kind](attachment) };
}

const spellings: Record<Attachment['kind'], (attachment: Attachment) => object> = {
  image: ({ mediaId, pictureUrl }) => {
    if (mediaId === undefined && pictureUrl === undefined) missing('image', 'mediaId or pictureUrl');
    return mediaId === undefined ? { pic_url: pictureUrl } : { media_id: mediaId };
  },
  link: ({ title, thumbnailUrl, description, url }) => {
    atMostBytes('title of the link', 128, required('link', 'title', title));
    atMostBytes('description of the link', 512, description);
    atMostBytes('url of the link', 2048, required('link', 'url', url));
    atMostBytes('picture url of the link', 2048, thumbnailUrl);
    return { title, picurl: thumbnailUrl, desc: description, url };
  },
  miniprogram: ({ title, mediaId, appId, page }) => {
    atMostBytes('title of the mini-program', 64, required('miniprogram', 'title', title));
    return {
      title,
      pic_media_id: required('miniprogram', 'mediaId', mediaId),
      appid: required('miniprogram', 'appId', appId),
      page: required('miniprogram', 'page', page),
    };
  },
  video: ({ mediaId }) => ({ media_id: required('video', 'mediaId', mediaId) }),
  file: ({ mediaId }) => ({ media_id: required('file', 'mediaId', mediaId) }),
};

function required(kind: Attachment['kind'], field: string, value: string | undefined): string {
  return value === undefined || value === '' ? missing(kind, field) : value;
}

function missing(kind: Attachment['kind'], field: string): never {
  throw new CareError('missing_for_wecom', `attachment of kind ${kind}: WeCom needs its ${field}`, { status: 422 });
}
