import { z } from 'zod';
import { civilDay, instant } from './fields';

export const touchStates = [
  'planned',
  'held',
  'refused',
  'offered',
  'sent',
  'skipped',
  'failed',
  'expired',
  'cancelled',
  'superseded',
  'unknown',
] as const;

export const touchSchema = z.object({
  id: z.string(),
  play: z.string(),
  occasion: z.string(),
  commercial: z.boolean(),
  dueOn: civilDay,
  notBefore: instant,
  notAfter: instant,
  state: z.enum(touchStates),
  why: z.string(),
  repUserId: z.string().nullable(),
  template: z.string().meta({ description: 'name@version; empty before a text was chosen' }),
  text: z.string(),
  offeredAt: instant.optional(),
  sentAt: instant.optional(),
});
export type TouchView = z.infer<typeof touchSchema>;

/** A customer's touches, those of the latest day first. */
export const touchesSchema = z.object({ touches: z.array(touchSchema), nextCursor: z.string().nullable() });
