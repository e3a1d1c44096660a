import { z } from 'zod';
import { instant } from '../fields';
import { doneSchema, endpoint } from './endpoint';

const path = '/templates/:play/:name' as const;
const source = z.string().max(20_000, '全文最多 20000 个字符');
const note = z.string().trim().max(200, '说明最多 200 个字').default('');
const revision = z.int().min(1);
const depth = z.enum(['corp', 'rep', 'customer']);
const channel = z.enum(['welcome', 'suggestion', 'mass-send']);

const lineSchema = z.object({
  /** `birthday/warm`. */
  name: z.string(),
  title: z.string(),
  state: z.enum(['published', 'draft', 'withdrawn']),
  version: z.int().nullable(),
  weight: z.int().nullable(),
  channel: channel.nullable(),
  audience: z.array(z.string()),
  /** About whom the text changes: decides how many mass-send tasks it costs. */
  depth: depth.nullable(),
  draft: z.enum(['none', 'writing', 'submitted']),
  faulty: z.boolean(),
});
export type TemplateLineView = z.infer<typeof lineSchema>;

const positionSchema = z.object({ line: z.int(), column: z.int(), length: z.int(), word: z.string() });
const templateFaultSchema = z.object({
  code: z.string(),
  /** Of the header, dotted; empty: the text. */
  field: z.string(),
  /** zh-CN. */
  message: z.string(),
  /** From 1, in UTF-16 units of the whole source; null: the whole is meant. */
  position: positionSchema.nullable(),
});
export type TemplateFaultView = z.infer<typeof templateFaultSchema>;

const draftSchema = z.object({
  source: z.string(),
  revision,
  /** The version that it was written on; 0: none was in use. */
  baseVersion: z.int(),
  authorName: z.string(),
  updatedAt: instant,
  submission: z
    .object({ at: instant, by: z.string(), hash: z.string(), audienceCount: z.int(), note: z.string() })
    .nullable(),
  /** Of the last request, e.g. why it was sent back. */
  note: z.string(),
  /** The member at the console wrote on it, and so does not approve it. */
  own: z.boolean(),
});
export type TemplateDraftView = z.infer<typeof draftSchema>;

const versionSchema = z.object({
  version: z.int(),
  hash: z.string(),
  current: z.boolean(),
  createdAt: instant,
  authorName: z.string(),
  approvedBy: z.string(),
  note: z.string(),
});
export type TemplateVersionView = z.infer<typeof versionSchema>;

const templateSchema = z.object({
  name: z.string(),
  play: z.string(),
  playTitle: z.string(),
  state: z.enum(['published', 'draft', 'withdrawn']),
  /** What is in use, or was until it was withdrawn. */
  latest: z.object({ version: z.int(), source: z.string() }).nullable(),
  draft: draftSchema.nullable(),
  /** Newest first. */
  versions: z.array(versionSchema),
});
export type TemplateView = z.infer<typeof templateSchema>;

/** What goes out behind a text, as its header names it. */
export const templateAttachmentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('image'), asset: z.string() }),
  z.object({ kind: z.literal('link'), title: z.string(), url: z.string(), description: z.string().optional() }),
  z.object({
    kind: z.literal('miniprogram'),
    title: z.string(),
    appId: z.string(),
    page: z.string(),
    asset: z.string(),
  }),
]);
export type TemplateAttachment = z.infer<typeof templateAttachmentSchema>;

/** Answer to an uploaded image, `POST /template-assets`. */
export const templateAssetSchema = z.object({ id: z.string(), width: z.int(), height: z.int(), bytes: z.int() });

const variableSchema = z.object({
  path: z.string(),
  title: z.string(),
  description: z.string(),
  depth,
  kind: z.enum(['text', 'number', 'flag']),
  optional: z.boolean(),
});
export type TemplateVariableView = z.infer<typeof variableSchema>;

const examinationSchema = z.object({ faults: z.array(templateFaultSchema), depth: depth.nullable() });

export const templateEndpoints = {
  listTemplates: endpoint({
    method: 'GET',
    path: '/templates',
    summary: 'Every play with its templates',
    permission: 'templates.read',
    answer: z.object({
      plays: z.array(z.object({ play: z.string(), title: z.string(), templates: z.array(lineSchema) })),
    }),
  }),
  templateCatalogue: endpoint({
    method: 'GET',
    path: '/template-catalogue',
    summary: 'What the texts of each play may say, ask and not say',
    permission: 'templates.read',
    answer: z.object({
      plays: z.array(
        z.object({
          play: z.string(),
          title: z.string(),
          variables: z.array(variableSchema),
          whenKeys: z.array(z.string()),
          forbids: z.array(z.string()),
          maxChars: z.int().nullable(),
        }),
      ),
      /** Of the closed `when` keys. */
      whenValues: z.record(z.string(), z.array(z.string())),
      /** For whom a text may be written, as people call them. */
      audiences: z.array(z.object({ key: z.string(), title: z.string() })),
      tags: z.array(z.string()),
    }),
  }),
  readTemplate: endpoint({
    method: 'GET',
    path,
    summary: 'One template: what is in use, its draft, its versions',
    permission: 'templates.read',
    answer: templateSchema,
  }),
  readTemplateVersion: endpoint({
    method: 'GET',
    path: `${path}/versions/:version`,
    summary: 'The source of one version',
    permission: 'templates.read',
    answer: versionSchema.extend({ source: z.string() }),
  }),
  lintTemplate: endpoint({
    method: 'POST',
    path: '/template-lint',
    summary: 'What is wrong with a source, with places; nothing is saved',
    permission: 'templates.read',
    body: z.strictObject({ name: z.string().max(80), source }),
    answer: examinationSchema,
  }),
  saveTemplateDraft: endpoint({
    method: 'PUT',
    path: `${path}/draft`,
    summary: 'Save what is being written, over the revision that was edited; voids a request for approval',
    permission: 'templates.edit',
    body: z.strictObject({ source, revision: revision.nullable(), baseVersion: z.int().min(0) }),
    answer: examinationSchema.extend({ draft: draftSchema }),
  }),
  discardTemplateDraft: endpoint({
    method: 'DELETE',
    path: `${path}/draft`,
    summary: 'Drop what is being written',
    permission: 'templates.edit',
    body: z.strictObject({ revision }),
    answer: doneSchema,
  }),
  submitTemplate: endpoint({
    method: 'POST',
    path: `${path}/submission`,
    summary: 'Ask for approval of just this content and this many customers',
    permission: 'templates.edit',
    body: z.strictObject({ revision, note }),
    answer: draftSchema,
  }),
  takeBackTemplate: endpoint({
    method: 'DELETE',
    path: `${path}/submission`,
    summary: 'Take the request back',
    permission: 'templates.edit',
    answer: doneSchema,
  }),
  rejectTemplate: endpoint({
    method: 'POST',
    path: `${path}/rejection`,
    summary: 'Send the request back with a word why',
    permission: 'send.approve',
    body: z.strictObject({ note: z.string().trim().min(1, '请写一句为什么退回').max(200, '说明最多 200 个字') }),
    answer: doneSchema,
  }),
  approveTemplate: endpoint({
    method: 'POST',
    path: `${path}/approval`,
    summary: 'Publish what was submitted, as it was seen and for as many customers; never one’s own',
    permission: 'send.approve',
    freshProof: true,
    body: z.strictObject({ hash: z.string().length(64), audienceCount: z.int().min(0) }),
    answer: z.object({ version: z.int() }),
  }),
  rollBackTemplate: endpoint({
    method: 'POST',
    path: `${path}/rollback`,
    summary: 'A new version with the content of an old one',
    permission: 'send.approve',
    freshProof: true,
    body: z.strictObject({ version: z.int().min(1), currentVersion: z.int().nullable(), note }),
    answer: z.object({ version: z.int() }),
  }),
  withdrawTemplate: endpoint({
    method: 'POST',
    path: `${path}/withdrawal`,
    summary: 'Use it no more; unsent touches get another text',
    permission: 'templates.edit',
    body: z.strictObject({ currentVersion: z.int().min(1), note }),
    answer: doneSchema,
  }),
} as const;
