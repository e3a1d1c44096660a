import { z } from 'zod';
import { instant } from '../fields';
import { libraryIntents, libraryText } from '../library-entry';
import { doneSchema, endpoint } from './endpoint';

export const libraryKinds = ['script', 'answer', 'passage'] as const;
export type LibraryKind = (typeof libraryKinds)[number];
export const libraryScopes = ['corp', 'team', 'personal'] as const;
export type LibraryScope = (typeof libraryScopes)[number];
export type LibraryIntent = (typeof libraryIntents)[number];

/** An entry as it is edited. */
export const libraryDraftSchema = z.strictObject({
  ...libraryText,
  /** The scene that it is said in; null: any. */
  play: z.string().max(32).nullable(),
  scope: z.enum(libraryScopes),
  /** Whose a team's is; else null. */
  departmentId: z.int().min(1).nullable(),
  /** Nobody finds it until it is on again. */
  off: z.boolean(),
});
export type LibraryDraft = z.infer<typeof libraryDraftSchema>;

const entrySchema = libraryDraftSchema.extend({
  id: z.string(),
  kind: z.enum(libraryKinds),
  text: z.string(),
  documentId: z.string().nullable(),
  /** Whose a personal one is. */
  ownerRepUserId: z.string().nullable(),
  /** Whether the member may change it. */
  mine: z.boolean(),
  editorName: z.string(),
  updatedAt: instant,
  /** Rises with every change; sent back when saving. */
  revision: z.number(),
});
export type LibraryEntryView = z.infer<typeof entrySchema>;

const hitSchema = z.object({
  id: z.string(),
  kind: z.enum(libraryKinds),
  title: z.string(),
  text: z.string(),
  /** Where it comes from, in words. */
  source: z.string(),
  score: z.number(),
  /** Words by which it was found. */
  matched: z.array(z.string()),
});
export type LibraryHitView = z.infer<typeof hitSchema>;

const faultSchema = z.object({
  words: z.string(),
  /** From 1, in UTF-16 units; null: the whole is meant. */
  position: z.object({ line: z.int(), column: z.int(), length: z.int(), word: z.string() }).nullable(),
});
export type LibraryFault = z.infer<typeof faultSchema>;

export const libraryDocumentSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  format: z.string(),
  bytes: z.int(),
  passages: z.int(),
  folder: z.string(),
  editorName: z.string(),
  uploadedAt: instant,
});
export type LibraryDocumentView = z.infer<typeof libraryDocumentSchema>;

export const libraryEndpoints = {
  readLibraryGuide: endpoint({
    method: 'GET',
    path: '/library/guide',
    summary: 'Folders with their counts, variables, plays, and for whom the member may write',
    permission: 'library.read',
    answer: z.object({
      folders: z.array(z.object({ kind: z.enum(libraryKinds), folder: z.string(), count: z.int() })),
      variables: z.array(z.object({ path: z.string(), title: z.string(), description: z.string() })),
      plays: z.array(z.object({ name: z.string(), title: z.string() })),
      writes: z.object({ corp: z.boolean(), departmentIds: z.array(z.int()), personal: z.boolean() }),
    }),
  }),
  pageLibrary: endpoint({
    method: 'GET',
    path: '/library/entries',
    summary: 'Entries of the library that the member may see, by folder',
    permission: 'library.read',
    query: z.strictObject({
      kind: z.enum(libraryKinds).default('script'),
      folder: z.string().max(40).optional(),
      intent: z.enum(libraryIntents).optional(),
      play: z.string().max(32).optional(),
      scope: z.enum(libraryScopes).optional(),
      documentId: z.string().max(36).optional(),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      size: z.coerce.number().int().min(1).max(100).default(20),
    }),
    answer: z.object({ entries: z.array(entrySchema), total: z.int() }),
  }),
  searchLibrary: endpoint({
    method: 'GET',
    path: '/library/search',
    summary: 'Entries that fit a question, the best first, with the words that made it so',
    permission: 'library.read',
    query: z.strictObject({
      q: z.string().trim().min(1).max(500),
      kind: z.enum(libraryKinds).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    answer: z.object({
      hits: z.array(hitSchema),
      /** Entries that were searched. */
      searched: z.int(),
      tookMs: z.number(),
    }),
  }),
  readLibraryEntry: endpoint({
    method: 'GET',
    path: '/library/entries/:id',
    summary: 'One entry',
    permission: 'library.read',
    answer: entrySchema,
  }),
  createLibraryEntry: endpoint({
    method: 'POST',
    path: '/library/entries',
    summary: 'A new script or answer',
    permission: 'library.edit',
    body: z.strictObject({ kind: z.enum(['script', 'answer']), entry: libraryDraftSchema }),
    answer: entrySchema,
  }),
  saveLibraryEntry: endpoint({
    method: 'PUT',
    path: '/library/entries/:id',
    summary: 'Saves an entry on the version that was read; 409 with the newer one',
    permission: 'library.edit',
    body: z.strictObject({ revision: z.number(), entry: libraryDraftSchema }),
    answer: entrySchema,
  }),
  removeLibraryEntry: endpoint({
    method: 'DELETE',
    path: '/library/entries/:id',
    summary: 'Takes an entry away; 409 where it was changed meanwhile',
    permission: 'library.edit',
    body: z.strictObject({ revision: z.number() }),
    answer: doneSchema,
  }),
  checkLibraryText: endpoint({
    method: 'POST',
    path: '/library/check',
    summary: 'What is wrong with a text, by place: the checks of templates',
    permission: 'library.read',
    body: z.strictObject({
      text: z.string().max(4000),
      play: z.string().max(32).nullable(),
      intents: z.array(z.enum(libraryIntents)).max(11),
    }),
    answer: z.object({ faults: z.array(faultSchema) }),
  }),
  listLibraryDocuments: endpoint({
    method: 'GET',
    path: '/library/documents',
    summary: 'Uploaded documents, the newest first; files come in by POST to this path, the body being the file',
    permission: 'library.read',
    answer: z.object({ documents: z.array(libraryDocumentSchema) }),
  }),
  removeLibraryDocument: endpoint({
    method: 'DELETE',
    path: '/library/documents/:id',
    summary: 'Takes a document and its passages away',
    permission: 'library.edit',
    answer: doneSchema,
  }),
} as const;
