import type { Context } from 'koa';
import Router from 'koa-router';
import type { z } from 'zod';
import { consoleBase, type Endpoint, type ParamsOf } from '../../contract/console/endpoint';
import type { Actor } from '../../features/access/audit-trail';
import type { Principal } from '../../features/access/sessions';
import { accessTexts } from '../../features/access/texts';
import { CareError } from '../../kernel/errors';
import { jsonBody } from '../middleware/json-body';
import { actorOf, type Guard } from './guard';

/** What a handler gets of a request that was read and let in. */
export interface ConsoleRequest<E extends Endpoint> {
  params: E extends Endpoint<infer Path> ? ParamsOf<Path> : never;
  query: z.output<E['query']>;
  body: z.output<E['body']>;
  /** Whose request it is; absent on routes for `anyone`. */
  principal: E['permission'] extends 'anyone' ? null : Principal;
  /** For the audit. */
  actor: E['permission'] extends 'anyone' ? null : Actor;
  ctx: Context;
}

/** One handler for each endpoint of a contract's table; what it answers has the contract's form. */
export type Handlers<Table extends Record<string, Endpoint>> = {
  [Name in keyof Table]: (request: ConsoleRequest<Table[Name]>) => Promise<z.input<Table[Name]['answer']>>;
};

/** A contract's table with its handlers, ready to be mounted. */
export interface ConsoleResource {
  endpoints: Record<string, Endpoint>;
  // Each handler was checked against its endpoint by `resource`.
  handlers: Record<string, (request: never) => Promise<unknown>>;
}

export function resource<Table extends Record<string, Endpoint>>(
  endpoints: Table,
  handlers: Handlers<Table>,
): ConsoleResource {
  return { endpoints, handlers };
}

/** The console's API. Wants the `problems` middleware before it. */
export function consoleRoutes(options: { guard: Guard; resources: ConsoleResource[] }): Router {
  const router = new Router({ prefix: consoleBase });
  const body = jsonBody({
    jsonLimit: '2mb',
    jsonStrict: true,
    parsedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
    onError: refuseBody,
  });
  router.use(async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    await next();
  });
  for (const { endpoints, handlers } of options.resources) {
    for (const [name, each] of Object.entries(endpoints)) {
      router.register(each.path, [each.method.toLowerCase()], [body, serve(each, handlers[name]!, options.guard)]);
    }
  }
  return router;
}

function serve(endpoint: Endpoint, handle: ConsoleResource['handlers'][string], guard: Guard) {
  return async (ctx: Context & { params: Record<string, string> }): Promise<void> => {
    const isOpen = endpoint.permission === 'anyone';
    // A form of a foreign page cannot send JSON without asking first.
    if (endpoint.method !== 'GET' && !ctx.is('application/json')) {
      throw new CareError('json_only', 'send application/json', { status: 415 });
    }
    if (isOpen && isForeign(ctx)) throw new CareError('foreign_origin', accessTexts.csrf, { status: 403 });
    const principal = isOpen ? null : await guard.admit(ctx, endpoint);
    const request = {
      params: ctx.params,
      query: read(endpoint.query, { ...ctx.query }, 'query'),
      body: read(endpoint.body, ctx.request.body ?? {}, 'body'),
      principal,
      actor: principal && actorOf(principal, ctx),
      ctx,
    };
    // Koa would make an empty 204 of null.
    ctx.body = JSON.stringify(await handle(request as never));
    ctx.type = 'json';
  };
}

function isForeign(ctx: Context): boolean {
  const site = ctx.get('sec-fetch-site');
  return site !== '' && site !== 'same-origin' && site !== 'none';
}

function read(schema: z.ZodType, value: unknown, where: 'query' | 'body'): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const status = where === 'query' ? 400 : 422;
  const [first] = faults;
  throw new CareError('bad_request', first ? `${first.path || where}: ${first.message}` : where, { status, faults });
}

function refuseBody(error: Error & { status?: number }): void {
  if (error.status === 413) throw new CareError('too_large', '内容太大：一次最多 2 MB', { status: 413 });
  throw new CareError('not_json', 'the body is not the JSON that it says it is', { status: 400 });
}
