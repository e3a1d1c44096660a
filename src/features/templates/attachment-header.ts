import { z } from 'zod';

/** WeCom's limits are in bytes (wecom-external §2.9). */
const within = (limit: number) =>
  [
    (text: string) => Buffer.byteLength(text) <= limit,
    `最多 ${limit} 字节（约 ${Math.floor(limit / 3)} 个汉字）`,
  ] as const;
const named = z.string().trim().min(1);
const asset = z.string().regex(/^[0-9a-f]{64}$/, 'an uploaded image, named by its hash');

/** WeCom takes nine. */
const mostAttachments = 9;

/** What goes out with the text: `attachments` of the header. */
export const attachmentsSchema = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('image'), asset }),
      z.strictObject({
        kind: z.literal('link'),
        title: named.refine(...within(128)),
        url: z.url({ protocol: /^https?$/ }).refine(...within(2048)),
        description: z
          .string()
          .refine(...within(512))
          .optional(),
      }),
      z.strictObject({
        kind: z.literal('miniprogram'),
        title: named.refine(...within(64)),
        appId: z.string().regex(/^wx[0-9a-zA-Z]{6,40}$/, 'an app id begins with wx'),
        page: named.refine(...within(1024)),
        asset,
      }),
    ]),
  )
  .max(mostAttachments)
  .default([]);
