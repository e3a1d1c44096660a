import { z } from 'zod';
import { instant } from './fields';

/** A customer's history, newest first. */
export const timelineSchema = z.object({
  events: z.array(
    z.object({
      id: z.string(),
      at: instant,
      kind: z.string(),
      summary: z.string(),
      details: z.record(z.string(), z.unknown()),
      /** What was said, of a text at the kf; null else, and for who may not read it. */
      words: z.string().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type TimelineView = z.infer<typeof timelineSchema>;
