import { Readable } from 'node:stream';
import Router from 'koa-router';
import { z } from 'zod';
import { importRows, mostImportMegabytes } from '../../contract/console/batches';
import { consoleBase } from '../../contract/console/endpoint';
import type { ImportDesk } from '../../features/batches/import-desk';
import { CareError } from '../../kernel/errors';
import { batchView, importPermissions } from './batch-routes';
import { actorOf, type Guard } from './guard';

/** Files on their way in, the body being the file itself, and refused rows on their way out. */
export function importUploads({ guard, importDesk }: { guard: Guard; importDesk: ImportDesk }): Router {
  const router = new Router({ prefix: consoleBase });
  router.post('/imports', async (ctx) => {
    const asked = querySchema.safeParse({ ...ctx.query });
    const permission = asked.success ? importPermissions[asked.data.rows] : 'customers.import';
    const principal = await guard.admit(ctx, { method: 'POST', permission });
    if (!asked.success) throw new CareError('bad_request', `导入的内容只有 ${importRows.join('、')}`, { status: 400 });
    const { rows, name: fileName } = asked.data;
    const said = Number(ctx.get('content-length')) || 0;
    // Who sends too much still reads the answer: the connection is not torn down, the rest falls away.
    const bytes = ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    const file = { rows, fileName, bytes, said, mostMegabytes: mostImportMegabytes };
    const batch = await importDesk.upload(actorOf(principal, ctx), file).finally(() => ctx.req.resume());
    ctx.body = JSON.stringify(batchView(batch));
    ctx.type = 'json';
  });
  router.post('/imports/:id/rejects', async (ctx) => {
    const principal = await guard.admit(ctx, { method: 'POST', permission: 'signed-in' });
    const rejects = await importDesk.rejects(principal.member.id, String(ctx.params['id']));
    if (!rejects) throw new CareError('no_rejects', '没有被退回的行', { status: 404 });
    ctx.type = 'text/csv; charset=utf-8';
    ctx.attachment('rejected.csv');
    ctx.set('Cache-Control', 'no-store');
    ctx.body = Readable.from(rejects);
  });
  return router;
}

const querySchema = z.strictObject({
  rows: z.enum(importRows),
  name: z
    .string()
    .max(200)
    .default('')
    .transform((name) => name.slice(0, 100)),
});
