import { CareError } from '../../kernel/errors';
import type { KfContent } from '../../kernel/kf';
import { atMostBytes, atMostItems, notEmpty } from './limits';

type Spelling<Kind> = (content: Extract<KfContent, { kind: Kind }>) => object;

const media = ({ mediaId }: { mediaId: string }) => ({ media_id: mediaId });

const byKind: { [Kind in KfContent['kind']]: Spelling<Kind> } = {
  text: ({ text }) => {
    notEmpty('text of the kf message', text);
    atMostBytes('text of the kf message', 2048, text);
    return { content: text };
  },
  image: media,
  voice: media,
  video: media,
  file: media,
  link: ({ title, description, url, thumbnailMediaId }) => {
    notEmpty('title of the kf link', title);
    atMostBytes('title of the kf link', 128, title);
    atMostBytes('description of the kf link', 512, description);
    atMostBytes('url of the kf link', 2048, url);
    return { title, desc: description, url, thumb_media_id: thumbnailMediaId };
  },
  miniprogram: ({ appId, title, page, thumbnailMediaId }) => {
    atMostBytes('title of the kf mini-program', 64, title);
    if (!page.endsWith('.html')) {
      throw new CareError('bad_page', 'page of the kf mini-program: WeCom wants it to end with .html', { status: 422 });
    }
    return { appid: appId, title, thumb_media_id: thumbnailMediaId, pagepath: page };
  },
  location: ({ latitude, longitude, name, address }) => ({ latitude, longitude, name, address }),
  'acquisition-link': ({ url }) => ({ link_url: url }),
  menu: ({ head, choices, tail }) => {
    notEmpty('choices of the kf menu', choices);
    atMostItems('choices of the kf menu', 10, choices);
    atMostBytes('head of the kf menu', 1024, head);
    atMostBytes('tail of the kf menu', 1024, tail);
    return {
      head_content: head,
      list: choices.map(({ id, text }) => {
        notEmpty('text of a kf menu choice', text);
        atMostBytes('text of a kf menu choice', 128, text);
        if (!/^\w{1,128}$/.test(id)) {
          throw new CareError('bad_choice', 'id of a kf menu choice: letters, digits and _ only', { status: 422 });
        }
        return { type: 'click', click: { id, content: text } };
      }),
      tail_content: tail,
    };
  },
};

/** Each function is only ever given the content of its own kind, which the type cannot say across a lookup. */
const spellings = byKind as Record<KfContent['kind'], (content: KfContent) => object>;

const wecomNames: Partial<Record<KfContent['kind'], string>> = { 'acquisition-link': 'ca_link', menu: 'msgmenu' };

/** A message as kf/send_msg spells it (wecom-external §3.5). */
export function kfContentJson(content: KfContent): object {
  const msgtype = wecomNames[content.kind] ?? content.kind;
  return { msgtype, [msgtype]: spellings[content.kind](content) };
}
