import { z } from 'zod';
import { instant } from '../fields';
import { endpoint } from './endpoint';

export const importRows = ['customers', 'products', 'orders'] as const;
/** What a file's rows are. */
export type ImportRows = (typeof importRows)[number];
/** A larger file is not taken. */
export const mostImportMegabytes = 20;

export const batchStates = ['checking', 'checked', 'waiting', 'running', 'done', 'failed', 'dropped'] as const;

const importCountsSchema = z.object({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
});

export const batchSchema = z.object({
  id: z.string(),
  kind: z.enum(['tag', 'assign', 'import']),
  /** Of an import. */
  rows: z.enum(importRows).nullable(),
  /** zh-CN: what it does. */
  title: z.string(),
  /** An import is first `checking`, then `checked` until its member confirms it. */
  state: z.enum(batchStates),
  /** Customers, or rows of the file; 0: not counted yet. */
  total: z.int(),
  /** Gone through, with what failed. */
  done: z.int(),
  failed: z.int(),
  /** Of an import; while it is checked: what would come of it. */
  counts: importCountsSchema.nullable(),
  /** Columns that an import does not know. */
  ignoredColumns: z.array(z.string()),
  /** Of a failed one, zh-CN. */
  why: z.string(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export type BatchView = z.infer<typeof batchSchema>;

/** What a file holds, before it is imported. */
export const importPreviewSchema = z.object({
  columns: z.array(z.string()),
  /** The first ones, as read. */
  rows: z.array(z.array(z.string())),
  /** The first ones. `field` as the file calls it; empty: the whole row. */
  faults: z.array(z.object({ row: z.int(), field: z.string(), reason: z.string() })),
});
export type ImportPreviewView = z.infer<typeof importPreviewSchema>;

/** Uploads (`POST /imports?rows=…&name=…`, the body is the file) and refused rows (`POST /imports/:id/rejects`) are no JSON. */
export const batchEndpoints = {
  listBatches: endpoint({
    method: 'GET',
    path: '/batches',
    summary: 'One’s own work on many rows, newest first',
    permission: 'signed-in',
    answer: z.object({ batches: z.array(batchSchema) }),
  }),
  readBatch: endpoint({
    method: 'GET',
    path: '/batches/:id',
    summary: 'How far it is',
    permission: 'signed-in',
    answer: batchSchema,
  }),
  listBatchFailures: endpoint({
    method: 'GET',
    path: '/batches/:id/failures',
    summary: 'The first customers with whom it did not work, and why',
    permission: 'signed-in',
    answer: z.object({
      failures: z.array(z.object({ externalUserId: z.string(), name: z.string(), message: z.string() })),
    }),
  }),
  cancelBatch: endpoint({
    method: 'POST',
    path: '/batches/:id/cancel',
    summary: 'Stop it; what is done stays done',
    permission: 'signed-in',
    answer: batchSchema,
  }),
  previewImport: endpoint({
    method: 'GET',
    path: '/imports/:id/preview',
    summary: 'What a checked file holds',
    permission: 'signed-in',
    answer: importPreviewSchema,
  }),
  startImport: endpoint({
    method: 'POST',
    path: '/imports/:id/start',
    summary: 'Import what was checked; wants the permission of its kind of rows',
    permission: 'signed-in',
    answer: batchSchema,
  }),
} as const;
