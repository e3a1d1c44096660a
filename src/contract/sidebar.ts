import { z } from 'zod';
import { stages, tiers } from './console/customers';
import { dateKinds } from './customer';
import { cents, civilDay, instant } from './fields';
import { editedText, taskSchema } from './task';

/** The JSON between the chat sidebar and the server, under `/sidebar/api`. */

export const briefingSchema = z.object({
  externalUserId: z.string(),
  /** As this rep calls them. */
  name: z.string(),
  nickname: z.string(),
  avatarUrl: z.string(),
  stage: z.enum(stages),
  tier: z.enum(tiers),
  /** Who looks after them; null: nobody. */
  repName: z.string().nullable(),
  isMine: z.boolean(),
  /** 扫码添加 · 门店海报. */
  cameBy: z.string(),
  addedOn: civilDay.nullable(),
  interests: z.array(z.string()),
  tags: z.array(z.string()),
  deceased: z.boolean(),
  /** Null: they may be written to. */
  optedOut: z.object({ at: instant, reason: z.string() }).nullable(),
  problem: z.object({ text: z.string(), openedAt: instant }).nullable(),
  note: z.string(),
  /** Civil day of the briefing. */
  today: civilDay,
  dates: z.array(
    z.object({
      id: z.string(),
      /** 女儿生日. */
      name: z.string(),
      /** 农历八月十五. */
      text: z.string(),
      nextOn: civilDay,
      daysAway: z.int(),
      /** False: learnt from a chat, and waits for the rep. */
      confirmed: z.boolean(),
    }),
  ),
  owned: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      quantity: z.int(),
      /** The latest. */
      deliveredOn: civilDay,
      coming: z.array(z.object({ on: civilDay, why: z.string() })),
    }),
  ),
  orders: z.object({
    count: z.int(),
    totalCents: cents,
    latest: z.array(
      z.object({
        orderNo: z.string(),
        paidOn: civilDay,
        status: z.enum(['paid', 'delivered', 'refunded']),
        totalCents: cents,
        items: z.array(z.object({ name: z.string(), quantity: z.int() })),
      }),
    ),
  }),
  /** What waits for this rep's tap today. */
  touches: z.array(taskSchema),
});
export type BriefingView = z.infer<typeof briefingSchema>;

export const productChoicesSchema = z.array(
  z.object({ sku: z.string(), name: z.string(), priceCents: cents.nullable() }),
);
export type ProductChoice = z.infer<typeof productChoicesSchema>[number];

/** What goes into a chat, one after the other. */
export const chatMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** WeCom's id of an upload. */
  z.object({ kind: z.literal('image'), mediaId: z.string() }),
  z.object({ kind: z.literal('link'), title: z.string(), description: z.string(), url: z.string() }),
  z.object({
    kind: z.literal('miniprogram'),
    appId: z.string(),
    title: z.string(),
    /** With `.html` behind its path, as the client wants it. */
    page: z.string(),
    imageUrl: z.string(),
  }),
]);
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/** Whether a touch may go out now, and what then goes into the chat. */
export const touchMessagesSchema = z.object({
  done: z.boolean(),
  /** Why not. */
  message: z.string(),
  messages: z.array(chatMessageSchema),
});

/** Replies to what the customer said, the fittest first; different in kind. */
export const suggestedRepliesSchema = z.array(
  z.object({
    kind: z.enum(['answer', 'ask', 'care']),
    text: z.string(),
    /** Title of the script or the knowledge that it was made of. */
    source: z.string(),
  }),
);
export type SuggestedReply = z.infer<typeof suggestedRepliesSchema>[number];

/** What `register` of @wecom/jssdk wants; never the ticket. */
export const signatureSchema = z.object({
  corpId: z.string(),
  agentId: z.int(),
  timestamp: z.int(),
  nonceStr: z.string(),
  signature: z.string(),
});

const words = (most: number) => z.string('请填写内容').trim().min(1, '请填写内容').max(most, `最多 ${most} 个字`);

export const sidebarRequests = {
  signature: z.object({ url: z.string().max(2000), identity: z.enum(['corp', 'app']) }),
  /** The touch's text as edited; absent: as proposed. */
  messages: z.strictObject({ text: editedText }),
  /** What the customer said. */
  replies: z.strictObject({ message: words(1000) }),
  note: z.strictObject({ text: words(500) }),
  date: z.strictObject({
    kind: z.enum(dateKinds),
    /** What an `other` day is: 乔迁纪念日. */
    label: z.string().trim().max(40, '名称最多 40 个字').default(''),
    /** Empty: the customer. */
    forWhom: z.string().trim().max(40, '称呼最多 40 个字').default(''),
    calendar: z.enum(['solar', 'lunar']),
    year: z.int().min(1900, '年份应为 1900–2100').max(2100, '年份应为 1900–2100').nullable(),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    leapMonth: z.boolean().default(false),
    /** After a 409: it takes the place of the one that stands against it. */
    replace: z.boolean().default(false),
  }),
  order: z.strictObject({
    /** Made by the page: an entry that is sent twice is one order. */
    entryId: z.uuid(),
    sku: z.string('请选择商品').min(1, '请选择商品').max(64),
    quantity: z.int('数量应为整数').min(1, '数量至少为 1').max(999, '数量最多 999'),
    totalCents: cents,
    paidOn: z.iso.date('请选择购买日期'),
  }),
  optOut: z.strictObject({ reason: words(150) }),
  problem: z.strictObject({ text: words(200) }),
  nothing: z.strictObject({}),
} as const;
