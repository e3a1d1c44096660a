import { batchEndpoints, type BatchView, importPreviewSchema, type ImportRows } from '../../contract/console/batches';
import type { Permission } from '../../contract/console/permissions';
import { accessTexts } from '../../features/access/texts';
import type { Batches } from '../../features/batches/batches';
import type { ImportDesk } from '../../features/batches/import-desk';
import { CareError } from '../../kernel/errors';
import type { Batch } from '../../model/batch';
import type { ImportCounts } from '../files/save-drafts';
import { may } from './guard';
import { type ConsoleResource, resource } from './routes';

/** Who may bring in which rows. */
export const importPermissions: Record<ImportRows, Permission> = {
  customers: 'customers.import',
  orders: 'customers.import',
  products: 'products.edit',
};

/** 批量任务: a member's own. */
export function batchRoutes({ batches, importDesk }: { batches: Batches; importDesk: ImportDesk }): ConsoleResource {
  return resource(batchEndpoints, {
    listBatches: async ({ principal }) => ({ batches: (await batches.list(principal.member.id)).map(batchView) }),
    readBatch: async ({ params, principal }) => batchView(await batches.read(principal.member.id, params.id)),
    listBatchFailures: async ({ params, principal }) => ({
      failures: await batches.failures(principal.member.id, params.id),
    }),
    cancelBatch: async ({ params, actor }) => batchView(await batches.cancel(actor, params.id)),
    previewImport: async ({ params, principal }) =>
      importPreviewSchema.parse(await importDesk.preview(principal.member.id, params.id)),
    startImport: async ({ params, actor, principal }) => {
      const { params: asked } = await batches.read(actor.id, params.id);
      // Kept with the upload, which admits no other; a member may have lost the right since.
      if (!may(principal, importPermissions[asked.rows as ImportRows] ?? 'customers.import')) {
        throw new CareError('forbidden', accessTexts.forbidden, { status: 403 });
      }
      return batchView(await importDesk.start(actor, params.id));
    },
  });
}

/** What a kind of work keeps in `outcome`. */
type Outcome = Partial<ImportCounts> & { ignoredColumns?: string[]; why?: string };

export function batchView(batch: Batch): BatchView {
  const { id, kind, title, state, total, done, failed, createdAt, finishedAt } = batch;
  const outcome: Outcome = batch.outcome ?? {};
  const { created, updated = 0, unchanged = 0, rejected = 0 } = outcome;
  return {
    id,
    kind,
    // Kept with the upload, which admits no other.
    rows: kind === 'import' ? (batch.params.rows as ImportRows) : null,
    title,
    state,
    total,
    done,
    failed,
    counts: created === undefined ? null : { created, updated, unchanged, rejected },
    ignoredColumns: outcome.ignoredColumns ?? [],
    why: outcome.why ?? '',
    createdAt: new Date(createdAt).toISOString(),
    finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
  };
}
