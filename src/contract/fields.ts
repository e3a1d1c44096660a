import { z } from 'zod';

/** ISO 8601 with offset, e.g. `2027-01-05T12:00:00+08:00`. */
export const instant = z.iso.datetime({ offset: true }).meta({ description: 'ISO 8601 with offset' });
/** `YYYY-MM-DD`. */
export const civilDay = z.iso.date().meta({ description: 'civil day, YYYY-MM-DD' });
/** Integer fen; as much as a 32-bit column holds. */
export const cents = z.int().min(0).max(2_000_000_000).meta({ description: 'integer fen' });

export const id = z.string().trim().min(1).max(64);
export const shortText = z.string().trim().min(1).max(128);
export const mobile = z
  .string()
  .trim()
  .min(5)
  .max(32)
  .meta({ description: 'phone number; matched with the mobiles that reps keep in WeCom' });

export const rowStatuses = ['created', 'updated', 'unchanged', 'rejected'] as const;
export const faultSchema = z.object({ path: z.string(), message: z.string() });

/** What becomes of each row of an array, in the order sent. */
export const resultsSchema = z.object({
  results: z.array(
    z.object({
      index: z.int(),
      key: z.string(),
      status: z.enum(rowStatuses),
      errors: z.array(faultSchema).optional(),
    }),
  ),
});
/** What became of a single object. */
export const resultSchema = z.object({ key: z.string(), status: z.enum(rowStatuses) });
export const mostRows = 1000;
