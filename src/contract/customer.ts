import { z } from 'zod';
import { cents, civilDay, id, instant, mobile } from './fields';

export const dateKinds = ['birthday', 'wedding', 'child-birthday', 'parent-birthday', 'other'] as const;

export const importedDateSchema = z.strictObject({
  kind: z.enum(dateKinds),
  label: z.string().trim().max(40).optional(),
  forWhom: z.string().trim().max(40).optional().meta({ description: 'empty: the customer; else 女儿, 妈妈 …' }),
  calendar: z.enum(['solar', 'lunar']),
  year: z.int().min(1900).max(2100).optional(),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
  leapMonth: z.boolean().optional(),
  confirmed: z
    .boolean()
    .optional()
    .meta({ description: "default true; for a child's date the sender thereby answers for the guardian's consent" }),
});

/** A customer's profile; upsert. One of externalUserId, unionId and mobile says whose. */
export const customerImportSchema = z.strictObject({
  externalUserId: id.optional(),
  unionId: id.optional(),
  mobile: mobile.optional(),
  name: z.string().trim().min(1).max(128).optional(),
  note: z.string().trim().max(2000).optional(),
  interests: z.array(z.string().trim().min(1).max(40)).max(50).optional(),
  dates: z.array(importedDateSchema).max(50).optional(),
  optedOut: z.boolean().optional(),
  optOutReason: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: "with optedOut false on a customer who opted out: the customer's own word, required" }),
});
export type CustomerImportBody = z.infer<typeof customerImportSchema>;

export const customerSchema = z.object({
  externalUserId: z.string(),
  name: z.string(),
  avatarUrl: z.string(),
  gender: z.int(),
  unionId: z.string().nullable(),
  repUserId: z.string().nullable(),
  repName: z.string().nullable(),
  repPinned: z.boolean(),
  followers: z.array(
    z.object({
      repUserId: z.string(),
      repName: z.string(),
      remark: z.string(),
      followedAt: instant,
      half: z.boolean(),
      endedAt: instant.nullable(),
    }),
  ),
  addWay: z.int(),
  channel: z.string(),
  referrerExternalUserId: z.string().nullable(),
  addedAt: instant.nullable(),
  stage: z.string(),
  tier: z.string(),
  tags: z.array(z.string()),
  interests: z.array(z.string()),
  note: z.string(),
  optedOut: z.boolean(),
  optedOutAt: instant.nullable(),
  optOutReason: z.string().nullable(),
  optOutBy: z.string().nullable(),
  problem: z.object({ text: z.string(), openedAt: instant }).nullable(),
  deceased: z.boolean(),
  dates: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(dateKinds),
      label: z.string(),
      forWhom: z.string(),
      calendar: z.enum(['solar', 'lunar']),
      year: z.int().nullable(),
      month: z.int(),
      day: z.int(),
      leapMonth: z.boolean(),
      text: z.string(),
      nextOn: civilDay,
      confirmed: z.boolean(),
      source: z.string(),
    }),
  ),
  products: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      quantity: z.int(),
      orderNo: z.string(),
      deliveredOn: civilDay,
    }),
  ),
  orders: z.object({
    count: z.int(),
    totalCents: cents,
    firstAt: instant.nullable(),
    lastAt: instant.nullable(),
  }),
  lastActiveAt: instant.nullable(),
});
export type CustomerView = z.infer<typeof customerSchema>;
