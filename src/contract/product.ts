import { z } from 'zod';
import { cents, id, shortText } from './fields';

const day = z.int().min(0).max(3650);

/** A product with its rhythm; upsert by `sku`. */
export const productSchema = z.strictObject({
  sku: id,
  name: shortText,
  priceCents: cents.optional(),
  category: z.string().trim().min(1).max(64).optional(),
  usageSteps: z
    .array(z.strictObject({ day, title: shortText, text: z.string().trim().min(1).max(2000) }))
    .max(50)
    .optional()
    .meta({ description: 'words of help, by days from delivery' }),
  consumable: z
    .strictObject({ sku: id.optional(), cycleDays: z.int().min(1).max(3650), leadDays: day })
    .optional()
    .meta({ description: 'what is used up: reminded of leadDays before cycleDays x quantity have passed' }),
  upgradeTo: z.array(id).max(50).optional(),
  complements: z.array(id).max(50).optional(),
  tags: z.array(z.string().trim().min(1).max(64)).max(50).optional(),
});
export type ProductBody = z.infer<typeof productSchema>;
