import type { Context } from 'koa';
import Router from 'koa-router';
import type { z } from 'zod';
import { sidebarRequests, type signatureSchema } from '../../contract/sidebar';
import type { PageSignatures } from '../../features/sidebar/page-signatures';
import { sidebarTexts } from '../../features/sidebar/texts';
import { CareError } from '../../kernel/errors';
import type { RepSessions } from '../rep/rep-sessions';
import { prepare, read } from '../rep/requests';
import { ownUrl, type WecomPages } from '../wecom-pages';

/** Signatures of the JS-SDK, for reps who are signed in and for the sidebar's own address alone. */
export function signatureRoutes(deps: {
  sessions: RepSessions;
  signatures: PageSignatures;
  wecomPages: WecomPages;
}): Router {
  const { sessions, signatures, wecomPages } = deps;
  const router = new Router({ prefix: '/sidebar/api' });
  prepare(router);
  router.get('/signature', async (ctx) => {
    await sessions.read(ctx);
    const { url, identity } = read(sidebarRequests.signature, ctx.query);
    if (!isSidebar(url, ctx, wecomPages)) throw new CareError('foreign_page', sidebarTexts.notOurPage, { status: 403 });
    const { corpId, agentId } = wecomPages;
    ctx.body = { corpId, agentId, ...(await signatures.sign(url, identity)) } satisfies z.infer<typeof signatureSchema>;
  });
  return router;
}

/** As the browser wrote it: WeCom signs the text, so nothing may be tidied on the way. */
function isSidebar(url: string, ctx: Context, pages: WecomPages): boolean {
  const own = `${ownUrl(ctx, pages)}/sidebar`;
  return (url === own || url.startsWith(`${own}?`)) && !url.includes('#');
}
