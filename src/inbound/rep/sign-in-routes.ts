import { randomBytes } from 'node:crypto';
import Router from 'koa-router';
import type { RepSignIn } from '../../features/access/rep-sign-in';
import { accessTexts } from '../../features/access/texts';
import { CareError } from '../../kernel/errors';
import { isSame } from '../is-same';
import { oauthAddress, ownUrl, type WecomPages } from '../wecom-pages';
import type { RepSessions } from './rep-sessions';

const stateCookie = 'jiuban_rep_state';
const pages = ['/sidebar', '/tasks'] as const;

/** Who holds the phone, as the WeCom client says without asking: to its page and back. */
export function repSignInRoutes(deps: {
  repSignIn: RepSignIn;
  sessions: RepSessions;
  secure: boolean;
  wecomPages: WecomPages;
}): Router {
  const { repSignIn, sessions, wecomPages } = deps;
  const router = new Router({ prefix: '/rep' });
  // `Lax`: the way back from WeCom is a navigation from another site.
  const stateParts = ['Path=/rep', 'HttpOnly', 'SameSite=Lax', ...(deps.secure ? ['Secure'] : [])].join('; ');

  router.get('/sign-in', (ctx) => {
    const state = randomBytes(16).toString('hex');
    const page = pageOf(ctx.query.to);
    ctx.set('Cache-Control', 'no-store');
    ctx.append('Set-Cookie', `${stateCookie}=${state}; Max-Age=600; ${stateParts}`);
    ctx.redirect(oauthAddress(wecomPages, `${ownUrl(ctx, wecomPages)}/rep/signed-in${page}`, state));
  });
  router.get(['/signed-in/sidebar', '/signed-in/tasks'], async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.append('Set-Cookie', `${stateCookie}=; Max-Age=0; ${stateParts}`);
    const page = pageOf(ctx.path.slice('/rep/signed-in'.length));
    try {
      const { state, code } = ctx.query;
      if (!isSame(String(state ?? ''), ctx.cookies.get(stateCookie) ?? '')) throw stateLost();
      sessions.openFor(ctx, await repSignIn.withCode(String(code ?? ''), ctx.ip));
    } catch (error) {
      if (!(error instanceof CareError)) throw error;
      // The page reads it, once.
      const words = encodeURIComponent(error.message);
      ctx.append('Set-Cookie', `jiuban_rep_refusal=${words}; Path=${page}; SameSite=Lax; Max-Age=60`);
    }
    ctx.redirect(page);
  });
  return router;
}

/** A page of the rep's and nothing else: an address elsewhere would lend our name to whoever wrote the link. */
function pageOf(to: unknown): (typeof pages)[number] {
  return pages.find((page) => page === to) ?? '/sidebar';
}

function stateLost(): CareError {
  return new CareError('state_lost', accessTexts.repStateLost, { status: 403 });
}
