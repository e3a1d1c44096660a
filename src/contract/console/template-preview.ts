import { z } from 'zod';
import { civilDay } from '../fields';
import { doneSchema, endpoint } from './endpoint';

const name = z.string().max(80);
const source = z.string().max(20_000, '全文最多 20000 个字符');
const written = z.strictObject({
  name,
  source,
  /** Null: the sample customer. */
  externalUserId: z.string().max(64).nullable(),
  /** Key of an occasion of the customer; null: the first there is, or else a sample. */
  occasion: z.string().max(150).nullable(),
});

const occasionSchema = z.object({ key: z.string(), title: z.string() });
const previewSchema = z.object({
  text: z.string().nullable(),
  /** zh-CN: why there is no text. */
  why: z.string(),
  /** zh-CN: why this customer would not get it all the same. */
  notes: z.array(z.string()),
  /** What it was written for; null: a sample occasion. */
  occasion: occasionSchema.nullable(),
  depth: z.enum(['corp', 'rep', 'customer']).nullable(),
  /** 字, blanks not counted. */
  chars: z.int(),
  customer: z.object({ externalUserId: z.string(), name: z.string() }).nullable(),
  rep: z.object({ name: z.string() }),
  occasions: z.array(occasionSchema),
});
export type TemplatePreview = z.infer<typeof previewSchema>;

const forecastSchema = z.object({
  tasks: z.int(),
  taps: z.int(),
  /** Tasks with, or without, what differs by customer. */
  otherwise: z.int().nullable(),
  /** zh-CN. */
  words: z.string(),
});

const customerSchema = z.object({
  externalUserId: z.string(),
  name: z.string(),
  remark: z.string(),
  repUserId: z.string().nullable(),
});

export const templatePreviewEndpoints = {
  previewTemplate: endpoint({
    method: 'POST',
    path: '/template-preview',
    summary: 'A source, saved or not, as a customer would read it',
    permission: 'templates.read',
    body: written,
    answer: previewSchema,
  }),
  chooseTemplateCustomer: endpoint({
    method: 'GET',
    path: '/template-customers',
    summary: 'Customers for a preview, by name or remark',
    permission: 'templates.read',
    query: z.strictObject({ search: z.string().trim().max(40).default('') }),
    answer: z.object({ customers: z.array(customerSchema) }),
  }),
  templateReach: endpoint({
    method: 'POST',
    path: '/template-reach',
    summary: 'Whom a text would reach: how many, and the first 20',
    permission: 'templates.read',
    body: z.strictObject({ name, source }),
    answer: z.object({
      /** `planned`: to get it today or in the next 30 days; `audience`: nothing is planned, it is written for them. */
      of: z.enum(['planned', 'audience']),
      count: z.int(),
      first: z.array(
        z.object({
          externalUserId: z.string(),
          name: z.string(),
          repName: z.string(),
          dueOn: civilDay.nullable(),
          why: z.string(),
        }),
      ),
    }),
  }),
  forecastTemplate: endpoint({
    method: 'POST',
    path: '/template-forecast',
    summary: 'What a text costs in mass-send tasks and taps of reps, when all of its audience gets it',
    permission: 'templates.read',
    body: z.strictObject({ name, source }),
    answer: z.object({
      customers: z.int(),
      reps: z.int(),
      /** Null: the source cannot be read. */
      forecast: forecastSchema.nullable(),
    }),
  }),
  testSendTemplate: endpoint({
    method: 'POST',
    path: '/template-test',
    summary: 'Send the written text to one’s own chat with the app',
    permission: 'templates.edit',
    body: written,
    answer: doneSchema,
  }),
} as const;
