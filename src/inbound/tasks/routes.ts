import Router from 'koa-router';
import type { z } from 'zod';
import { type TaskAct, taskRequests, type TaskActName } from '../../contract/task';
import type { RepActs } from '../../features/outreach/rep-acts';
import type { ActAnswer } from '../../features/outreach/send-check';
import type { TodayList } from '../../features/outreach/today-list';
import type { RepSessions } from '../rep/rep-sessions';
import { prepare, read } from '../rep/requests';
import { asTask, asTaskList } from './task-view';

export interface TaskRouteDeps {
  sessions: RepSessions;
  today: TodayList;
  acts: RepActs;
}

/** JSON of the rep's task list, under `/tasks/api`: a rep sees and moves only the touches of their own. */
export function taskRoutes(deps: TaskRouteDeps): Router {
  const router = new Router({ prefix: '/tasks/api' });
  prepare(router);

  router.post('/session', (ctx) => {
    deps.sessions.openByLink(ctx, read(taskRequests.session, ctx.request.body).token);
    ctx.body = { ok: true };
  });

  router.get('/today', async (ctx) => {
    const repUserId = await deps.sessions.read(ctx);
    ctx.body = asTaskList(await deps.today.todayFor(repUserId));
  });

  const act = <Body>(
    name: TaskActName,
    schema: z.ZodType<Body>,
    perform: (id: string, repUserId: string, body: Body) => Promise<ActAnswer>,
  ) => {
    router.post(`/touches/:id/${name}`, async (ctx) => {
      const repUserId = await deps.sessions.read(ctx);
      const id = String(ctx.params.id);
      const { done, message } = await perform(id, repUserId, read(schema, ctx.request.body ?? {}));
      ctx.body = { done, message, task: asTask(await deps.today.itemFor(repUserId, id)) } satisfies TaskAct;
    });
  };
  act('send', taskRequests.send, (id, rep, { text }) => deps.acts.send(id, rep, text));
  act('sent', taskRequests.sent, (id, rep, { text }) => deps.acts.markSent(id, rep, text));
  act('postpone', taskRequests.postpone, (id, rep, { day }) => deps.acts.postpone(id, rep, day));
  act('skip', taskRequests.skip, (id, rep, { reason }) => deps.acts.skip(id, rep, reason));
  return router;
}
