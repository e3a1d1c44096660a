import { z } from 'zod';
import { instant } from '../fields';
import { endpoint } from './endpoint';

export const versionNumber = z.int().min(0);
export const versionNote = z.string().trim().max(200, '说明最多 200 个字').default('');

/** The numbers of care by group and name; the server's own schema judges them. */
export const careValueSchema = z.record(
  z.string(),
  z.union([z.array(z.string()), z.record(z.string(), z.union([z.number(), z.string()]))]),
);
export type CareValue = z.infer<typeof careValueSchema>;

/** Newest first, down to version 1. */
export const versionPage = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** One version of a setting, with who made it. */
export function settingVersionOf<Value extends z.ZodType>(value: Value) {
  return z.object({
    /** 0: as shipped. */
    version: versionNumber,
    value,
    memberName: z.string(),
    note: z.string(),
    createdAt: instant.nullable(),
  });
}

const settingVersionSchema = settingVersionOf(careValueSchema);
export type SettingVersionView = z.infer<typeof settingVersionSchema>;

/** What new numbers would have done to the touches of the last seven days. */
export const settingsPreviewSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** Customers with touches in these days, and how many of them were judged again. */
  customers: z.int(),
  sampled: z.int(),
  touches: z.int(),
  heldMore: z.int(),
  letGoMore: z.int(),
  /** Planned for hours that would be quiet: they move to the next open hour. */
  moved: z.int(),
  byReason: z.array(z.object({ reason: z.string(), words: z.string(), touches: z.int() })),
  examples: z.array(
    z.object({
      externalUserId: z.string(),
      customerName: z.string(),
      playTitle: z.string(),
      on: z.string(),
      why: z.string(),
    }),
  ),
});
export type SettingsPreview = z.infer<typeof settingsPreviewSchema>;

export const settingsEndpoints = {
  readCare: endpoint({
    method: 'GET',
    path: '/settings/care',
    summary: 'The rules of care as they hold now, and as shipped',
    permission: 'settings.read',
    answer: settingVersionSchema.extend({
      shipped: careValueSchema,
      plays: z.array(z.object({ name: z.string(), title: z.string() })),
    }),
  }),
  pageCareVersions: endpoint({
    method: 'GET',
    path: '/settings/care/versions',
    summary: 'Every change of the rules of care, newest first',
    permission: 'settings.read',
    query: versionPage,
    answer: z.object({ versions: z.array(settingVersionSchema), nextBefore: z.int().nullable() }),
  }),
  previewCare: endpoint({
    method: 'POST',
    path: '/settings/care/preview',
    summary: 'What these rules would have done to the touches of the last seven days; changes nothing',
    permission: 'settings.edit',
    body: z.strictObject({ value: careValueSchema }),
    answer: settingsPreviewSchema,
  }),
  changeCare: endpoint({
    method: 'POST',
    path: '/settings/care/versions',
    summary: 'New rules of care; they hold at once. 409 with `current` where somebody else changed them meanwhile',
    permission: 'settings.edit',
    body: z.strictObject({ basedOn: versionNumber, value: careValueSchema, note: versionNote }),
    answer: z.object({ version: versionNumber }),
  }),
  restoreCare: endpoint({
    method: 'POST',
    path: '/settings/care/restorations',
    summary: 'An old version of the rules, 0 for those shipped, as a new one',
    permission: 'settings.edit',
    body: z.strictObject({ basedOn: versionNumber, version: versionNumber, note: versionNote }),
    answer: z.object({ version: versionNumber }),
  }),
} as const;
