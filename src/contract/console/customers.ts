import { z } from 'zod';
import { cents, civilDay, instant } from '../fields';
import { endpoint } from './endpoint';

export const stages = ['new', 'first-purchase', 'repeat', 'loyal', 'partner', 'at-risk', 'dormant'] as const;
export const tiers = ['none', 'basic', 'premium', 'elite'] as const;

const count = z.coerce.number('须为数字').int('须为整数').min(0, '不能小于 0').max(2_000_000_000, '数字太大');
const yesNo = z.enum(['yes', 'no']);
const day = z.iso.date('日期格式应为 2027-01-05');

/** Which customers: as the list's address, a saved segment and a job on many customers say it. All of it must hold. */
export const customerFilterSchema = z.strictObject({
  /** The beginning of a name or of the assigned rep's remark, a whole mobile number, or an external userid. */
  q: z.string().trim().max(64, '最多 64 个字').optional(),
  repUserId: z.string().max(64).optional(),
  /** Without an assigned rep. */
  unassigned: z.literal('yes').optional(),
  stage: z.enum(stages).optional(),
  tier: z.enum(tiers).optional(),
  tagId: z.string().max(64).optional(),
  optedOut: yesNo.optional(),
  /** With an open problem. */
  problem: yesNo.optional(),
  ordersMin: count.optional(),
  ordersMax: count.optional(),
  totalCentsMin: count.optional(),
  totalCentsMax: count.optional(),
  lastOrderFrom: day.optional(),
  lastOrderTo: day.optional(),
  addedFrom: day.optional(),
  addedTo: day.optional(),
  /** A confirmed birthday of their own within so many days from today. */
  birthdayWithin: z.coerce.number('须为数字').int().min(0).max(366, '最多 366 天').optional(),
});
export type CustomerFilterInput = z.input<typeof customerFilterSchema>;
export type CustomerFilterView = z.output<typeof customerFilterSchema>;

export const customerSorts = ['added', 'lastOrder', 'total', 'name'] as const;
export type CustomerSort = (typeof customerSorts)[number];
export const sortOrders = ['asc', 'desc'] as const;

export const customerRowSchema = z.object({
  externalUserId: z.string(),
  name: z.string(),
  /** Of the assigned rep. */
  remark: z.string(),
  avatarUrl: z.string(),
  repUserId: z.string().nullable(),
  repName: z.string().nullable(),
  stage: z.enum(stages),
  tier: z.enum(tiers),
  tags: z.array(z.string()),
  /** 138****1234; null: unknown. */
  mobile: z.string().nullable(),
  optedOut: z.boolean(),
  problem: z.boolean(),
  deceased: z.boolean(),
  orderCount: z.int(),
  totalCents: cents,
  lastOrderAt: instant.nullable(),
  addedAt: instant.nullable(),
  birthdayOn: civilDay.nullable(),
});
export type CustomerRowView = z.infer<typeof customerRowSchema>;

/** How many there are: exact up to 10,000; beyond, `more` says so. */
export const countSchema = z.object({ count: z.int(), more: z.boolean() });

export const customerEndpoints = {
  listCustomers: endpoint({
    method: 'GET',
    path: '/customers',
    summary: 'Customers by filter, a page at a time; personal fields masked',
    permission: 'customers.read',
    query: customerFilterSchema.extend({
      sort: z.enum(customerSorts).default('added'),
      order: z.enum(sortOrders).default('desc'),
      cursor: z.string().max(400).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({
      customers: z.array(customerRowSchema),
      /** Of all pages together. */
      found: countSchema,
      nextCursor: z.string().nullable(),
    }),
  }),
  listCustomerChoices: endpoint({
    method: 'GET',
    path: '/customer-choices',
    summary: 'What the filter may be set to: reps within the scope, corp tags',
    permission: 'customers.read',
    answer: z.object({
      reps: z.array(z.object({ repUserId: z.string(), name: z.string(), active: z.boolean() })),
      tags: z.array(z.object({ tagId: z.string(), name: z.string(), groupName: z.string() })),
    }),
  }),
} as const;
