import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import Router from 'koa-router';
import { z } from 'zod';
import { customerFilterSchema } from '../../contract/console/customers';
import { consoleBase } from '../../contract/console/endpoint';
import type { AuditTrail } from '../../features/access/audit-trail';
import { isInScope } from '../../features/access/sessions';
import { accessTexts } from '../../features/access/texts';
import type { PersonalData } from '../../features/privacy/personal-data';
import type { Customers } from '../../features/segments/customers';
import { civilDay } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { customerCells, customerHeader } from './customer-cells';
import { actorOf, type Guard, may } from './guard';
import { sheetOf } from './sheet';

export interface CustomerExportParts {
  guard: Guard;
  audit: AuditTrail;
  customers: Customers;
  personalData: PersonalData;
  clock: Clock;
  zone: string;
}

const querySchema = customerFilterSchema.extend({
  format: z.enum(['csv', 'xlsx']),
  mobiles: z.enum(['masked', 'clear']).default('masked'),
});

/** Customers as files: the list of a filter, and all that is kept of one of them. Nobody leaves the house unwritten. */
export function customerExports(parts: CustomerExportParts): Router {
  const { guard, audit, customers, personalData, clock, zone } = parts;
  const router = new Router({ prefix: consoleBase });

  router.post('/customers/export', async (ctx) => {
    const principal = await guard.admit(ctx, { method: 'POST', permission: 'customers.export', freshProof: true });
    const { format, mobiles, ...filter } = queryOf(ctx.query);
    if (mobiles === 'clear' && !may(principal, 'customers.unmask')) {
      throw new CareError('forbidden', accessTexts.forbidden, { status: 403 });
    }
    const { count, more } = await customers.count(filter, principal.scope);
    await audit.record(actorOf(principal, ctx), {
      action: 'customers.exported',
      subject: 'customers',
      summary: `导出了 ${count}${more ? ' 多' : ''} 位客户${mobiles === 'clear' ? '，含完整手机号' : ''}`,
      after: { format, mobiles, filter },
    });
    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`customers-${civilDay(clock.now(), zone)}.${format}`);
    const rows = rowsOf(customers.allIds(filter, principal.scope));
    if (format === 'csv') {
      ctx.type = 'text/csv; charset=utf-8';
      // The mark by which Excel takes UTF-8 for what it is; a name that begins with `=` becomes no formula.
      const csv = stringify({ bom: true, header: true, columns: customerHeader, escape_formulas: true });
      ctx.body = pipeline(Readable.from(rows), csv, () => undefined);
    } else {
      ctx.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      ctx.body = await sheetOf('客户', customerHeader, rows);
    }

    async function* rowsOf(pages: AsyncIterable<string[]>): AsyncGenerator<string[]> {
      for await (const ids of pages) {
        for (const row of await customers.rows(ids)) yield customerCells(row, { zone, inClear: mobiles === 'clear' });
      }
    }
  });

  router.post('/customers/:externalUserId/personal-data', async (ctx) => {
    const principal = await guard.admit(ctx, { method: 'POST', permission: 'customers.export', freshProof: true });
    // All of it is in clear.
    if (!may(principal, 'customers.unmask')) {
      throw new CareError('forbidden', accessTexts.forbidden, { status: 403 });
    }
    const externalUserId = String(ctx.params['externalUserId']);
    const sees = (repUserId: string | null) => isInScope(principal.scope, repUserId);
    const file = await personalData.fileOf(actorOf(principal, ctx), externalUserId, sees);
    ctx.set('Cache-Control', 'no-store');
    ctx.attachment(`${externalUserId}.json`);
    ctx.type = 'json';
    ctx.body = JSON.stringify(file, null, 2);
  });
  return router;
}

function queryOf(query: object): z.infer<typeof querySchema> {
  const read = querySchema.safeParse({ ...query });
  if (read.success) return read.data;
  throw new CareError('bad_request', read.error.issues[0]?.message ?? '导出的条件不对', { status: 400 });
}
