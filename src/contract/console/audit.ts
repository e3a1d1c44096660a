import { z } from 'zod';
import { instant } from '../fields';
import { endpoint } from './endpoint';

export const auditEntrySchema = z.object({
  seq: z.int(),
  at: instant,
  actorId: z.string(),
  actorName: z.string(),
  action: z.string(),
  subject: z.string(),
  summary: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string(),
});
export type AuditEntryView = z.infer<typeof auditEntrySchema>;

/** Which entries: of one member, of one kind, about one thing. */
export const auditFilters = {
  actorId: z.string().max(36).optional(),
  action: z.string().max(40).optional(),
  subject: z.string().max(120).optional(),
};

export const auditEndpoints = {
  pageAudit: endpoint({
    method: 'GET',
    path: '/audit',
    summary: 'What members did, newest first',
    permission: 'audit.read',
    query: z.strictObject({
      /** Entries before this number. */
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      ...auditFilters,
    }),
    answer: z.object({
      entries: z.array(auditEntrySchema),
      /** For the next page; null: no more. */
      nextBefore: z.int().nullable(),
    }),
  }),
  listAuditNames: endpoint({
    method: 'GET',
    path: '/audit/names',
    summary: 'Who and what the latest entries are about, to filter by',
    permission: 'audit.read',
    answer: z.object({
      actors: z.array(z.object({ id: z.string(), name: z.string() })),
      actions: z.array(z.string()),
    }),
  }),
  verifyAudit: endpoint({
    method: 'GET',
    path: '/audit/verification',
    summary: 'Whether every entry is as it was written, and none is missing',
    permission: 'audit.read',
    answer: z.object({
      entries: z.int(),
      broken: z.object({ seq: z.int(), why: z.string() }).nullable(),
      checkedAt: instant,
    }),
  }),
} as const;
