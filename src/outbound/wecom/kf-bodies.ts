import { z } from 'zod';
import type { KfBody } from '../../kernel/kf';
import { listOf, text, unixSeconds } from './call';

type Reader = (content: unknown) => KfBody;

const mediaContent = z.looseObject({ media_id: z.string() });

function media(kind: 'image' | 'voice' | 'video' | 'file'): Reader {
  return (content) => ({ kind, mediaId: mediaContent.parse(content).media_id });
}

function reader<Shape extends z.ZodRawShape>(
  shape: Shape,
  say: (content: z.output<z.ZodObject<Shape>>) => KfBody,
): Reader {
  const schema = z.object(shape);
  return (content) => say(schema.parse(content));
}

const menuRow = z.looseObject({
  click: z.looseObject({ id: text, content: text }).optional(),
  view: z.looseObject({ url: text, content: text }).optional(),
  miniprogram: z.looseObject({ content: text }).optional(),
});
const mergedRow = z.looseObject({ send_time: unixSeconds, msgtype: text, sender_name: text, msg_content: text });
const channelsKinds = ['other', 'feed', 'live', 'card'] as const;

/** By WeCom's name of the kind (wecom-external §3.3). */
const readers: Record<string, Reader> = {
  text: reader({ content: text, menu_id: z.string().optional() }, (content) => ({
    kind: 'text',
    text: content.content,
    menuId: content.menu_id || null,
  })),
  image: media('image'),
  voice: media('voice'),
  video: media('video'),
  file: media('file'),
  location: reader({ latitude: z.number(), longitude: z.number(), name: text, address: text }, (content) => ({
    kind: 'location',
    ...content,
  })),
  link: reader({ title: text, desc: text, url: text, pic_url: text }, ({ title, desc, url, pic_url }) => ({
    kind: 'link',
    title,
    description: desc,
    url,
    pictureUrl: pic_url,
  })),
  business_card: reader({ userid: text }, ({ userid }) => ({ kind: 'business-card', userId: userid })),
  miniprogram: reader({ title: text, appid: text, pagepath: text }, ({ title, appid, pagepath }) => ({
    kind: 'miniprogram',
    title,
    appId: appid,
    page: pagepath,
  })),
  msgmenu: reader({ head_content: text, list: listOf(menuRow), tail_content: text }, (content) => ({
    kind: 'menu',
    head: content.head_content,
    choices: content.list.map((row) => ({
      id: row.click?.id ?? '',
      text: (row.click ?? row.view ?? row.miniprogram)?.content ?? '',
    })),
    tail: content.tail_content,
  })),
  channels_shop_product: reader(
    { product_id: text, title: text, sales_price: text, shop_nickname: text },
    (content) => ({
      kind: 'product',
      productId: content.product_id,
      title: content.title,
      priceCents: /^\d{1,12}$/.test(content.sales_price) ? Number(content.sales_price) : null,
      shopName: content.shop_nickname,
    }),
  ),
  channels_shop_order: reader(
    { order_id: text, product_titles: text, price_wording: text, state: text, shop_nickname: text },
    (content) => ({
      kind: 'order',
      orderId: content.order_id,
      titles: content.product_titles,
      priceWords: content.price_wording,
      state: content.state,
      shopName: content.shop_nickname,
    }),
  ),
  merged_msg: reader({ title: text, item: listOf(mergedRow) }, ({ title, item }) => ({
    kind: 'merged',
    title,
    items: item.map((row) => ({
      sentAt: row.send_time,
      sender: row.sender_name,
      kind: row.msgtype,
      text: textIn(row.msg_content),
    })),
  })),
  channels: reader({ sub_type: z.number().nullish(), nickname: text, title: text }, (content) => ({
    kind: 'channels',
    what: channelsKinds[content.sub_type ?? 0] ?? 'other',
    author: content.nickname,
    title: content.title,
  })),
  meeting: () => ({ kind: 'meeting' }),
  calendar: () => ({ kind: 'calendar' }),
  note: () => ({ kind: 'note' }),
};

/** What was said; a kind or form that no document names is `unknown`. */
export function kfBodyOf(msgtype: string, content: unknown): KfBody {
  const read = Object.hasOwn(readers, msgtype) ? readers[msgtype] : undefined;
  try {
    if (read) return read(content);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
  }
  return { kind: 'unknown', name: msgtype.slice(0, 60) };
}

const insideMerged = z.looseObject({ text: z.looseObject({ content: z.string() }) });

/** A forwarded message comes as JSON text. */
function textIn(json: string): string {
  try {
    return insideMerged.safeParse(JSON.parse(json)).data?.text.content ?? '';
  } catch {
    return '';
  }
}
