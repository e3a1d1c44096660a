import type { Context } from 'koa';
import Router from 'koa-router';
import type { z } from 'zod';
import { type ProductChoice, sidebarRequests, type SuggestedReply } from '../../contract/sidebar';
import type { Commerce } from '../../features/commerce/commerce';
import type { TodayList } from '../../features/outreach/today-list';
import type { Briefings } from '../../features/sidebar/briefings';
import type { Entries } from '../../features/sidebar/entries';
import type { SuggestedReplies } from '../../features/sidebar/suggested-replies';
import type { RepSessions } from '../rep/rep-sessions';
import { prepare, read } from '../rep/requests';
import { briefingView } from './briefing-view';

export interface SidebarRouteDeps {
  sessions: RepSessions;
  briefings: Briefings;
  entries: Entries;
  suggestedReplies: SuggestedReplies;
  today: TodayList;
  commerce: Pick<Commerce, 'listProducts'>;
  zone: string;
}

interface Subject {
  repUserId: string;
  externalUserId: string;
}

/** JSON of the chat sidebar, under `/sidebar/api`: a rep reads and enters what is of customers of their own. */
export function sidebarRoutes(deps: SidebarRouteDeps): Router {
  const { sessions, entries } = deps;
  const router = new Router({ prefix: '/sidebar/api' });
  prepare(router);

  router.get('/customers/:externalUserId', async (ctx) => {
    ctx.body = await briefingOf(await subjectOf(ctx, sessions), deps);
  });
  router.get('/products', async (ctx) => {
    await sessions.read(ctx);
    const products = await deps.commerce.listProducts();
    ctx.body = products.map(({ sku, name, priceCents }): ProductChoice => ({ sku, name, priceCents }));
  });
  router.post('/customers/:externalUserId/replies', async (ctx) => {
    const { repUserId, externalUserId } = await subjectOf(ctx, sessions);
    const { message } = read(sidebarRequests.replies, ctx.request.body ?? {});
    const suggestions = await deps.suggestedReplies.to(repUserId, externalUserId, message);
    ctx.body = suggestions.map(({ kind, text, source }): SuggestedReply => ({ kind, text, source: source.title }));
  });

  /** Keeps it, and answers what is known of the customer then. */
  const entry = <Body>(
    method: 'post' | 'delete',
    path: string,
    schema: z.ZodType<Body>,
    keep: (subject: Subject, body: Body, id: string) => Promise<void>,
  ) => {
    router[method](`/customers/:externalUserId${path}`, async (ctx) => {
      const subject = await subjectOf(ctx, sessions);
      await keep(subject, read(schema, ctx.request.body ?? {}), String(ctx.params.id));
      ctx.body = await briefingOf(subject, deps);
    });
  };
  const { note, date, order, optOut, problem, nothing } = sidebarRequests;
  entry('post', '/notes', note, (subject, { text }) => entries.note(subject, text));
  entry('post', '/dates', date, (subject, given) => entries.date(subject, given));
  entry('post', '/dates/:id/confirmation', nothing, (subject, _, id) => entries.confirmDate(subject, id));
  entry('delete', '/dates/:id', nothing, (subject, _, id) => entries.dismissDate(subject, id));
  entry('post', '/orders', order, (subject, given) => entries.order(subject, given));
  entry('post', '/opt-out', optOut, (subject, { reason }) => entries.optOut(subject, reason));
  entry('post', '/problem', problem, (subject, { text }) => entries.openProblem(subject, text));
  entry('post', '/problem/closing', nothing, (subject) => entries.closeProblem(subject));
  return router;
}

async function subjectOf(ctx: Context & { params: Record<string, string> }, sessions: RepSessions): Promise<Subject> {
  return { repUserId: await sessions.read(ctx), externalUserId: String(ctx.params.externalUserId) };
}

async function briefingOf({ repUserId, externalUserId }: Subject, { briefings, today, zone }: SidebarRouteDeps) {
  const briefing = await briefings.of(repUserId, externalUserId);
  return briefingView(briefing, await today.waitingFor(repUserId, externalUserId), zone);
}
