import { type AuditEntryView, auditEndpoints } from '../../contract/console/audit';
import type { AuditTrail } from '../../features/access/audit-trail';
import type { Clock } from '../../kernel/ports';
import type { AuditEntry } from '../../model/audit-entry';
import { type ConsoleResource, resource } from './routes';

/** 审计: the trail to read, and whether it is whole. */
export function auditRoutes({ audit, clock }: { audit: AuditTrail; clock: Clock }): ConsoleResource {
  return resource(auditEndpoints, {
    pageAudit: async ({ query }) => {
      const entries = await audit.page(query);
      const last = entries.length === query.limit ? entries.at(-1) : undefined;
      return { entries: entries.map(entryView), nextBefore: last?.seq ?? null };
    },
    listAuditNames: () => audit.names(),
    verifyAudit: async () => {
      const { entries, broken } = await audit.verify();
      return { entries, broken, checkedAt: new Date(clock.now()).toISOString() };
    },
  });
}

function entryView({ hash: _hash, at, ...entry }: AuditEntry): AuditEntryView {
  return { ...entry, at: new Date(at).toISOString() };
}
