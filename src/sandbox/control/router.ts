import { PassThrough } from 'node:stream';
import type { Context, Middleware } from 'koa';
import Router from 'koa-router';
import { ImpossibleAct } from '../core';
import type { Quota } from '../wire/quota';
import { acts } from './acts';
import { changeFaults } from './faults';
import { whyForbidden } from './guard';
import type { Input } from './read';
import { BadRequest, count, text } from './read';
import type { Seen } from './view';
import { stateForPage } from './view';

export interface Control extends Seen {
  quota: Quota;
  /** Ends the open event streams. */
  ended: AbortSignal;
  onMoveClock?: ((to: number) => Promise<void>) | undefined;
  onPurchase?: ((purchase: { externalUserId: string; sku: string; quantity: number }) => Promise<void>) | undefined;
}

const dayMs = 86_400_000;
const farthestDays = 3660;
const keepAliveMs = 15_000;

function problem(
  ctx: Context,
  status: number,
  title: string,
  detail: string,
  errors?: { path: string; message: string }[],
) {
  ctx.status = status;
  ctx.type = 'application/problem+json';
  ctx.body = { type: 'about:blank', title, status, detail, ...(errors ? { errors } : {}) };
}

/**
 * The JSON API of the sandbox page, for the loopback address only.
 * Paths it does not know pass on, guarded and parsed, so that the app can add its own below the same prefix.
 */
export function controlRouter(control: Control, prefix: string): Middleware {
  const router = new Router({ prefix });
  router.use((ctx, next) => told(ctx, next));
  router.get('/state', (ctx) => (ctx.body = pageState(control)));
  router.get('/version', (ctx) => (ctx.body = { version: control.core.state.seq }));
  router.get('/calls', (ctx) => (ctx.body = control.quota.all()));
  router.get('/events', (ctx) => streamVersions(ctx, control));
  router.post('/acts/:act', (ctx) => act(ctx, control));
  router.post('/clock', (ctx) => moveClock(ctx, control));
  if (control.onPurchase) router.post('/orders', (ctx) => purchase(ctx, control));
  router.post('/faults', (ctx) => {
    changeFaults(control.faults, input(ctx));
    control.core.changed();
    ctx.body = { version: control.core.state.seq };
  });
  router.post('/callbacks/release', (ctx) => {
    control.callbacks.release();
    ctx.body = { version: control.core.state.seq };
  });
  return guarded(prefix, router.routes() as unknown as Middleware); // koa-router's context type narrows Koa's
}

function guarded(prefix: string, routes: Middleware): Middleware {
  let parser: Promise<Middleware> | null = null;
  return async (ctx, next) => {
    if (!ctx.path.startsWith(`${prefix}/`)) return next();
    const forbidden = whyForbidden(ctx);
    if (forbidden) return problem(ctx, forbidden.status, forbidden.title, '');
    // With the first act on the page: a server without the sandbox never loads it.
    parser ??= import('@koa/bodyparser').then(({ bodyParser }) =>
      bodyParser({ enableTypes: ['json'], jsonLimit: '64kb' }),
    );
    if (!(await parses(ctx, await parser))) return problem(ctx, 400, '不是 JSON', '');
    await routes(ctx, next);
  };
}

async function parses(ctx: Context, parse: Middleware): Promise<boolean> {
  try {
    await parse(ctx, async () => undefined);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError || (error as { status?: unknown }).status === 400) return false;
    throw error;
  }
}

/** Tells the page's own mistakes; anything else is the app's to handle. */
async function told(ctx: Context, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ImpossibleAct) return problem(ctx, 409, '现在做不到', error.message);
    if (!(error instanceof BadRequest)) throw error;
    problem(ctx, 422, '提交有误', error.message, [{ path: error.path, message: error.message }]);
  }
}

function input(ctx: Context): Input {
  const body: unknown = ctx.request.body;
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Input; // checked
  throw new BadRequest('', '请提交 JSON 对象');
}

function pageState(control: Control) {
  return {
    ...stateForPage(control),
    canMoveClock: control.onMoveClock !== undefined,
    canBuy: control.onPurchase !== undefined,
  };
}

function act(ctx: Context & { params?: { act?: string } }, control: Control): void {
  const name = ctx.params?.act ?? '';
  const run = Object.hasOwn(acts, name) ? acts[name] : undefined;
  if (!run) return problem(ctx, 404, '没有这个动作', name);
  const result = run(control.platform, input(ctx));
  ctx.body = { version: control.core.state.seq, result: result ?? null };
}

async function moveClock(ctx: Context, control: Control): Promise<void> {
  if (!control.onMoveClock) return problem(ctx, 409, '时钟不可移动', '');
  const now = control.core.now();
  const body = input(ctx);
  const to = body.to === undefined ? now + count(body, 'days') * dayMs : Date.parse(text(body, 'to'));
  if (Number.isNaN(to)) throw new BadRequest('to', 'to 应为 ISO 8601 时间');
  if (to < now || to > now + farthestDays * dayMs) throw new BadRequest('to', '时钟只能向前，且不超过十年');
  await control.onMoveClock(to);
  control.core.changed();
  ctx.body = { version: control.core.state.seq, now: new Date(control.core.now()).toISOString() };
}

async function purchase(ctx: Context, control: Control): Promise<void> {
  const body = input(ctx);
  const externalUserId = text(body, 'externalUserId');
  if (!control.core.contact(externalUserId)) throw new BadRequest('externalUserId', '没有这位客户');
  await control.onPurchase?.({ externalUserId, sku: text(body, 'sku'), quantity: count(body, 'quantity', 1) });
  control.core.changed();
  ctx.body = { version: control.core.state.seq };
}

/** Server-sent events: the version, whenever it grows. */
function streamVersions(ctx: Context, control: Control): void {
  const stream = new PassThrough();
  const send = () => void stream.write(`data: ${JSON.stringify({ version: control.core.state.seq })}\n\n`);
  const silence = control.core.onChange(send);
  const heartbeat = setInterval(() => void stream.write(': \n\n'), keepAliveMs);
  heartbeat.unref();
  const end = () => {
    silence();
    clearInterval(heartbeat);
    control.ended.removeEventListener('abort', end);
    stream.end();
  };
  ctx.req.on('close', end);
  control.ended.addEventListener('abort', end, { once: true });
  ctx.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  ctx.body = stream;
  send();
}
