import type { Context, Middleware } from 'koa';
import Router from 'koa-router';
import type { z } from 'zod';
import { type TaskAct, taskRequests, type TaskActName } from '../../contract/task';
import type { ActAnswer, RepActs } from '../../features/outreach/rep-acts';
import type { TaskLinks, TaskSession } from '../../features/outreach/task-link';
import type { TodayList } from '../../features/outreach/today-list';
import { linkTexts } from '../../features/outreach/texts';
import { CareError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { jsonBody } from '../middleware/json-body';
import { asTask, asTaskList } from './task-view';

const cookieName = 'jiuban_tasks';

export interface TaskRouteDeps {
  links: TaskLinks;
  today: TodayList;
  acts: RepActs;
  clock: Clock;
  /** The page is served over HTTPS: the cookie travels only so. */
  secure: boolean;
}

/** JSON of the rep's task list, under `/tasks/api`: a rep sees and moves only the touches of their own. */
export function taskRoutes(deps: TaskRouteDeps): Router {
  const router = new Router({ prefix: '/tasks/api' });
  router.use(neverStored);
  router.use(jsonOnly);
  router.use(jsonBody({ jsonLimit: '64kb' }));

  router.post('/session', (ctx) => {
    const { token } = read(taskRequests.session, ctx.request.body);
    const opened = deps.links.openSession(token);
    if (opened === null) throw new CareError('link_expired', linkTexts.expired, { status: 401 });
    ctx.set('Set-Cookie', cookie(opened.token, opened.session, deps));
    ctx.body = { ok: true };
  });

  router.get('/today', async (ctx) => {
    const { repUserId } = sessionOf(ctx, deps.links);
    ctx.body = asTaskList(await deps.today.todayFor(repUserId));
  });

  const act = <Body>(
    name: TaskActName,
    schema: z.ZodType<Body>,
    perform: (id: string, repUserId: string, body: Body) => Promise<ActAnswer>,
  ) => {
    router.post(`/touches/:id/${name}`, async (ctx) => {
      const { repUserId } = sessionOf(ctx, deps.links);
      const id = String(ctx.params.id);
      const { done, message } = await perform(id, repUserId, read(schema, ctx.request.body ?? {}));
      ctx.body = { done, message, task: asTask(await deps.today.itemFor(repUserId, id)) } satisfies TaskAct;
    });
  };
  act('send', taskRequests.send, (id, rep, { text }) => deps.acts.send(id, rep, text));
  act('sent', taskRequests.sent, (id, rep) => deps.acts.markSent(id, rep));
  act('postpone', taskRequests.postpone, (id, rep, { day }) => deps.acts.postpone(id, rep, day));
  act('skip', taskRequests.skip, (id, rep, { reason }) => deps.acts.skip(id, rep, reason));
  return router;
}

const neverStored: Middleware = async (ctx, next) => {
  ctx.set('Cache-Control', 'no-store');
  await next();
};

/** A form of a foreign page cannot send JSON without asking first: with the strict cookie, two locks on one door. */
const jsonOnly: Middleware = async (ctx, next) => {
  if (ctx.method === 'POST' && !ctx.is('application/json')) {
    throw new CareError('json_only', 'send application/json', { status: 415 });
  }
  await next();
};

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new CareError('bad_request', 'the request has another form than agreed', { status: 422, faults });
}

function sessionOf(ctx: Context, links: TaskLinks): TaskSession {
  const session = links.readSession(ctx.cookies.get(cookieName) ?? '');
  if (session === null) throw new CareError('no_session', linkTexts.needed, { status: 401 });
  return session;
}

function cookie(token: string, session: TaskSession, deps: TaskRouteDeps): string {
  const seconds = Math.floor((session.expiresAt - deps.clock.now()) / 1000);
  const parts = [`${cookieName}=${token}`, 'Path=/tasks', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict'];
  return [...parts, ...(deps.secure ? ['Secure'] : [])].join('; ');
}
