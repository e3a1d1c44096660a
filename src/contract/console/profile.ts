import { z } from 'zod';
import { customerSchema, dateKinds } from '../customer';
import { cents, civilDay, instant } from '../fields';
import { timelineSchema } from '../timeline';
import { touchSchema } from '../touch';
import { stages, tiers } from './customers';
import { endpoint } from './endpoint';

const reason = z.string('请写明原因').trim().min(2, '请写明原因，至少 2 个字').max(200, '原因最多 200 个字');
const page = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** An important date as it is typed. */
export const dateDraftSchema = z.strictObject({
  kind: z.enum(dateKinds),
  /** What an `other` day is: 乔迁纪念日. */
  label: z.string().trim().max(40, '名称最多 40 个字').default(''),
  /** Empty: the customer. */
  forWhom: z.string().trim().max(40, '称呼最多 40 个字').default(''),
  calendar: z.enum(['solar', 'lunar']),
  year: z.int('年份须为整数').min(1900, '年份应为 1900–2100').max(2100, '年份应为 1900–2100').nullable(),
  month: z.int('请选择月份').min(1).max(12),
  day: z.int('请选择日期').min(1).max(31),
  leapMonth: z.boolean().default(false),
});
export type DateDraft = z.input<typeof dateDraftSchema>;

const dateViewSchema = customerSchema.shape.dates.element.extend({
  /** 女儿生日. */
  name: z.string(),
  daysAway: z.int(),
  /** Rises with every change; sent back when saving. */
  revision: z.number(),
});
export type DateView = z.infer<typeof dateViewSchema>;

const noteSchema = z.object({ text: z.string(), revision: z.string() });

/** All that is known of a customer; numbers of theirs are masked. */
export const profileSchema = customerSchema.omit({ unionId: true, note: true, tags: true, dates: true }).extend({
  stage: z.enum(stages),
  tier: z.enum(tiers),
  /** The assigned rep's, else any living follower's. */
  remark: z.string(),
  /** 138****1234. */
  mobiles: z.array(z.string()),
  tags: z.array(z.object({ tagId: z.string(), name: z.string() })),
  /** Null: not for this member to read. */
  note: noteSchema.nullable(),
  dates: z.array(dateViewSchema),
  /** 扫码添加 · 门店海报. */
  cameBy: z.string(),
  referrer: z.object({ externalUserId: z.string(), name: z.string() }).nullable(),
});
export type ProfileView = z.infer<typeof profileSchema>;

const orderSchema = z.object({
  orderNo: z.string(),
  paidAt: instant,
  deliveredOn: civilDay,
  status: z.enum(['paid', 'delivered', 'refunded']),
  totalCents: cents,
  source: z.string(),
  items: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.int(), unitPriceCents: cents })),
});
export type OrderView = z.infer<typeof orderSchema>;

const customerTouchSchema = touchSchema.extend({ playTitle: z.string(), stateTitle: z.string() });
export type CustomerTouch = z.infer<typeof customerTouchSchema>;

export const profileEndpoints = {
  previewDate: endpoint({
    method: 'GET',
    path: '/date-previews',
    summary: 'When a date comes next, or why there can be none; nothing is kept',
    permission: 'customers.read',
    query: dateDraftSchema.extend({
      year: z.coerce.number().int().optional(),
      month: z.coerce.number().int().min(1).max(12),
      day: z.coerce.number().int().min(1).max(31),
      leapMonth: z.enum(['true', 'false']).default('false'),
    }),
    answer: z.object({
      /** Null: there is no such day. */
      nextOn: civilDay.nullable(),
      daysAway: z.int().nullable(),
      /** 女儿生日 农历闰六月三十, as it will be kept; or why it cannot be. */
      text: z.string(),
      /** The guardian must have agreed to it. */
      isChilds: z.boolean(),
    }),
  }),
  readProfile: endpoint({
    method: 'GET',
    path: '/customers/:externalUserId',
    summary: 'A customer’s profile; personal fields masked',
    permission: 'customers.read',
    answer: profileSchema,
  }),
  pageCustomerTimeline: endpoint({
    method: 'GET',
    path: '/customers/:externalUserId/timeline',
    summary: 'A customer’s history, newest first',
    permission: 'customers.read',
    query: page,
    answer: timelineSchema,
  }),
  pageCustomerTouches: endpoint({
    method: 'GET',
    path: '/customers/:externalUserId/touches',
    summary: 'A customer’s touches with their why, those of the latest day first',
    permission: 'touches.read',
    query: page,
    answer: z.object({ touches: z.array(customerTouchSchema), nextCursor: z.string().nullable() }),
  }),
  pageCustomerOrders: endpoint({
    method: 'GET',
    path: '/customers/:externalUserId/orders',
    summary: 'A customer’s orders, newest first',
    permission: 'customers.read',
    query: page,
    answer: z.object({ orders: z.array(orderSchema), nextCursor: z.string().nullable() }),
  }),
  unmaskMobiles: endpoint({
    method: 'POST',
    path: '/customers/:externalUserId/mobiles',
    summary: 'A customer’s mobile numbers in clear; written into the audit',
    permission: 'customers.unmask',
    answer: z.object({ mobiles: z.array(z.string()) }),
  }),
  saveNote: endpoint({
    method: 'PUT',
    path: '/customers/:externalUserId/note',
    summary: 'The note as it shall be; 409 with `current` where somebody wrote meanwhile',
    permission: 'customers.edit',
    body: z.strictObject({ text: z.string().trim().max(4000, '备注最多 4000 个字'), revision: z.string() }),
    answer: profileSchema,
  }),
  addDate: endpoint({
    method: 'POST',
    path: '/customers/:externalUserId/dates',
    summary: 'A new important date; 409 with `current` where the same person has another such day',
    permission: 'customers.edit',
    body: dateDraftSchema.extend({ replace: z.boolean().default(false) }),
    answer: profileSchema,
  }),
  saveDate: endpoint({
    method: 'PUT',
    path: '/customers/:externalUserId/dates/:dateId',
    summary: 'The date as it shall be; 409 with `current` where somebody changed it meanwhile',
    permission: 'customers.edit',
    body: dateDraftSchema.extend({ revision: z.number() }),
    answer: profileSchema,
  }),
  confirmDate: endpoint({
    method: 'POST',
    path: '/customers/:externalUserId/dates/:dateId/confirmation',
    summary: 'A proposed date is true; 409 with `current` where another one stands against it',
    permission: 'customers.edit',
    body: z.strictObject({ replace: z.boolean().default(false) }),
    answer: profileSchema,
  }),
  removeDate: endpoint({
    method: 'DELETE',
    path: '/customers/:externalUserId/dates/:dateId',
    summary: 'Takes a date away, or dismisses a proposed one',
    permission: 'customers.edit',
    answer: profileSchema,
  }),
  tagCustomer: endpoint({
    method: 'POST',
    path: '/customers/:externalUserId/tags',
    summary: 'Marks and unmarks corp tags, at WeCom too',
    permission: 'customers.edit',
    body: z
      .strictObject({
        add: z.array(z.string().min(1).max(64)).max(100),
        remove: z.array(z.string().min(1).max(64)).max(100),
      })
      .refine(({ add, remove }) => add.length + remove.length > 0, '没有要改的标签'),
    answer: profileSchema,
  }),
  optOut: endpoint({
    method: 'POST',
    path: '/customers/:externalUserId/opt-out',
    summary: '退订: nothing that we start reaches the customer any more',
    permission: 'customers.edit',
    body: z.strictObject({ reason }),
    answer: profileSchema,
  }),
  optIn: endpoint({
    method: 'POST',
    path: '/customers/:externalUserId/opt-in',
    summary: 'Care goes on, by the customer’s own wish; the reason is recorded',
    permission: 'customers.edit',
    body: z.strictObject({ reason }),
    answer: profileSchema,
  }),
  openProblem: endpoint({
    method: 'POST',
    path: '/customers/:externalUserId/problem',
    summary: 'A problem: nothing is sold to the customer until somebody closes it',
    permission: 'customers.edit',
    body: z.strictObject({ text: reason }),
    answer: profileSchema,
  }),
  closeProblem: endpoint({
    method: 'POST',
    path: '/customers/:externalUserId/problem/closing',
    summary: 'The problem that was opened then is solved; 409 where it is another one by now',
    permission: 'customers.edit',
    body: z.strictObject({ openedAt: instant }),
    answer: profileSchema,
  }),
  assignRep: endpoint({
    method: 'PUT',
    path: '/customers/:externalUserId/rep',
    summary: 'Another rep looks after the customer; what is due moves along, and the rep is told',
    permission: 'customers.edit',
    body: z.strictObject({
      /** Null: the earliest who follows decides again. */
      repUserId: z.string().min(1).max(64).nullable(),
      /** Whom the member saw there. */
      instead: z.string().max(64).nullable(),
    }),
    answer: profileSchema,
  }),
} as const;
