import type { Context } from 'koa';
import Router from 'koa-router';
import { mostRows } from '../../contract/fields';
import { openApi } from '../../contract/openapi';
import type { MessageWords } from '../../features/conversations/message-words';
import type { Profiles } from '../../features/profiles/profiles';
import { CareError } from '../../kernel/errors';
import { type RowKeepers, type RowKind, saveRows } from '../rows/save-rows';
import { jsonBody } from '../middleware/json-body';
import { bearer } from './bearer';
import { customerView, timelineEventView, touchView } from './views';

export interface ApiOptions extends RowKeepers {
  /** Unset: every route but openapi.json answers 503. */
  apiToken: string | null | undefined;
  /** Of the API document. */
  version?: string;
  profiles: Pick<Profiles, 'importCustomers' | 'getProfile' | 'pageTimeline' | 'pageTouches'>;
  messageWords: MessageWords;
}

/** What business systems use. Wants the `problems` middleware before it. */
export function apiRoutes(options: ApiOptions): Router {
  const { profiles, messageWords } = options;
  const router = new Router({ prefix: '/api/v1' });
  const known = bearer(options.apiToken);
  const body = jsonBody({ jsonLimit: '10mb', jsonStrict: true, onError: refuseBody });
  let document: ReturnType<typeof openApi> | null = null;

  router.get('/openapi.json', (ctx) => {
    ctx.body = document ??= openApi(options.version ?? '1');
  });
  router.post('/orders', known, body, (ctx) => takeRows(ctx, 'orders', options));
  router.post('/products', known, body, (ctx) => takeRows(ctx, 'products', options));
  router.post('/customers/import', known, body, (ctx) => takeRows(ctx, 'customers', options));

  router.get('/customers/:externalUserId', known, async (ctx) => {
    ctx.body = customerView(await profiles.getProfile(idOf(ctx)));
  });
  router.get('/customers/:externalUserId/timeline', known, async (ctx) => {
    const { items, nextCursor } = await profiles.pageTimeline(idOf(ctx), pageOf(ctx));
    ctx.body = { events: items.map(timelineEventView(await messageWords.of(items))), nextCursor };
  });
  router.get('/customers/:externalUserId/touches', known, async (ctx) => {
    const { items, nextCursor } = await profiles.pageTouches(idOf(ctx), pageOf(ctx));
    ctx.body = { touches: items.map(touchView), nextCursor };
  });
  return router;
}

async function takeRows(ctx: Context, kind: RowKind, keepers: RowKeepers): Promise<void> {
  const body: unknown = ctx.request.body;
  if (!ctx.request.is('json', '+json') || body === undefined) {
    throw new CareError('not_json', 'send one object or an array of them as application/json', { status: 400 });
  }
  if (!Array.isArray(body)) return takeOne(ctx, kind, body, keepers);
  if (body.length > mostRows) {
    throw new CareError('too_many_rows', `${body.length} rows: send at most ${mostRows} at a time`, { status: 413 });
  }
  ctx.body = { results: await saveRows(kind, body, keepers, 'api') };
}

async function takeOne(ctx: Context, kind: RowKind, row: unknown, keepers: RowKeepers): Promise<void> {
  const [saved] = await saveRows(kind, [row], keepers, 'api');
  const { key, status, errors: faults } = saved!;
  if (status === 'rejected') {
    throw new CareError('row_refused', 'the object is refused: see errors', { status: 422, faults });
  }
  ctx.status = status === 'created' ? 201 : 200;
  ctx.body = { key, status };
}

function idOf(ctx: Context & { params: Record<string, string> }): string {
  return ctx.params.externalUserId ?? '';
}

/** How much is asked for, and from where on. */
export function pageOf(ctx: Context): { cursor?: string; limit?: number } {
  const { cursor, limit } = ctx.query;
  const size = limit === undefined ? undefined : Number(limit);
  if (size !== undefined && !(Number.isInteger(size) && size >= 1 && size <= 200)) {
    const faults = [{ path: 'limit', message: 'a whole number, 1 to 200' }];
    throw new CareError('bad_limit', 'limit is a whole number, 1 to 200', { status: 400, faults });
  }
  return { ...(typeof cursor === 'string' ? { cursor } : {}), ...(size === undefined ? {} : { limit: size }) };
}

function refuseBody(error: Error & { status?: number }): void {
  if (error.status === 413) throw new CareError('too_large', 'send at most 10 MB at a time', { status: 413 });
  throw new CareError('not_json', 'the body is not the JSON that it says it is', { status: 400 });
}
