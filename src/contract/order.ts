import { z } from 'zod';
import { cents, id, instant, mobile, shortText } from './fields';

export const orderItemSchema = z.strictObject({
  sku: id,
  name: shortText,
  quantity: z.int().min(1).max(100_000),
  unitPriceCents: cents,
});

/** An order; upsert by `orderNo`. One of externalUserId, unionId and mobile says who bought. */
export const orderSchema = z.strictObject({
  orderNo: id,
  externalUserId: id.optional(),
  unionId: id.optional(),
  mobile: mobile.optional(),
  paidAt: instant,
  items: z.array(orderItemSchema).min(1).max(200),
  totalCents: cents,
  status: z.enum(['paid', 'delivered', 'refunded']),
  deliveredAt: instant.optional().meta({ description: 'never reported: paid + 3 days (setting)' }),
});
export type OrderBody = z.infer<typeof orderSchema>;
