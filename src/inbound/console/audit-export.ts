import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import Router from 'koa-router';
import { z } from 'zod';
import { auditFilters } from '../../contract/console/audit';
import { consoleBase } from '../../contract/console/endpoint';
import type { AuditTrail } from '../../features/access/audit-trail';
import { CareError } from '../../kernel/errors';
import type { AuditEntry } from '../../model/audit-entry';
import { actorOf, type Guard } from './guard';

const formats = ['csv', 'jsonl'] as const;
const pageSize = 500;
const columns = ['序号', '时间', '成员', '成员编号', '动作', '对象', '说明', '之前', '之后', '来自'];

/** 审计 as a file, a page in memory at a time; that somebody took it is itself in the trail. */
export function auditExport({ audit, guard }: { audit: AuditTrail; guard: Guard }): Router {
  const router = new Router({ prefix: consoleBase });
  router.post('/audit/export', async (ctx) => {
    const principal = await guard.admit(ctx, { method: 'POST', permission: 'audit.read', freshProof: true });
    const { format, ...filters } = queryOf(ctx.query);
    await audit.record(actorOf(principal, ctx), {
      action: 'audit.exported',
      subject: 'audit',
      summary: `导出了审计记录（${format === 'csv' ? 'CSV' : 'JSON'}）`,
      after: filters,
    });
    ctx.type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
    ctx.attachment(`audit.${format}`);
    ctx.set('Cache-Control', 'no-store');
    const entries = entriesOf(audit, filters);
    ctx.body = format === 'csv' ? csvOf(entries) : Readable.from(jsonLinesOf(entries));
  });
  return router;
}

const querySchema = z.strictObject({ ...auditFilters, format: z.enum(formats) });

type Filters = Omit<z.infer<typeof querySchema>, 'format'>;

function queryOf(query: object): z.infer<typeof querySchema> {
  const read = querySchema.safeParse({ ...query });
  if (read.success) return read.data;
  throw new CareError('bad_request', `导出格式只有 ${formats.join('、')}`, { status: 400 });
}

async function* entriesOf(audit: AuditTrail, filters: Filters): AsyncGenerator<AuditEntry> {
  for (let before: number | undefined; ;) {
    const entries = await audit.page({ ...filters, limit: pageSize, ...(before === undefined ? {} : { before }) });
    yield* entries;
    before = entries.at(-1)?.seq;
    if (entries.length < pageSize) return;
  }
}

/** With the mark by which Excel takes UTF-8 for what it is; a name that begins with `=` becomes no formula. */
function csvOf(entries: AsyncIterable<AuditEntry>): Readable {
  const csv = stringify({ bom: true, header: true, columns, escape_formulas: true });
  return pipeline(Readable.from(rowsOf(entries)), csv, () => undefined);
}

async function* rowsOf(entries: AsyncIterable<AuditEntry>) {
  for await (const entry of entries) yield rowOf(entry);
}

function rowOf({ seq, at, actorName, actorId, action, subject, summary, before, after, address }: AuditEntry) {
  return [seq, isoOf(at), actorName, actorId, action, subject, summary, jsonOf(before), jsonOf(after), address];
}

/** With each entry's hash, so that the chain can be followed elsewhere. */
async function* jsonLinesOf(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  for await (const { at, ...entry } of entries) yield `${JSON.stringify({ ...entry, at: isoOf(at) })}\n`;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}

function jsonOf(value: unknown): string {
  return value === null ? '' : JSON.stringify(value);
}
