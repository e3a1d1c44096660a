import { z } from 'zod';
import { faultSchema } from './fields';

/** RFC 9457. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(faultSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
