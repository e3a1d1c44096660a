import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import Router from 'koa-router';
import { consoleBase } from '../../contract/console/endpoint';
import { accessTexts } from '../../features/access/texts';
import type { WecomSignIn } from '../../features/access/wecom-sign-in';
import { CareError } from '../../kernel/errors';
import { isSame } from '../is-same';
import { oauthAddress, ownUrl, ssoAddress, type WecomPages } from '../wecom-pages';
import type { ConsoleCookies } from './guard';

export interface WecomRouteDeps extends WecomPages {
  wecomSignIn: WecomSignIn;
  cookies: ConsoleCookies;
}

const callbackPath = `${consoleBase}/wecom/callback`;

/**
 * 用企业微信登录: to WeCom's page and back. The state that comes back must be the one that this browser was given, so
 * that nobody is signed in by another's link.
 */
export function wecomRoutes(deps: WecomRouteDeps): Router {
  const router = new Router({ prefix: `${consoleBase}/wecom` });
  router.get('/sign-in', (ctx) => {
    const state = randomBytes(16).toString('hex');
    deps.cookies.writeState(ctx, `${state}.${Buffer.from(pageOf(ctx.query.to)).toString('base64url')}`);
    ctx.set('Cache-Control', 'no-store');
    ctx.redirect(authorizeUrl(ctx, state, deps));
  });
  router.get('/callback', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const [state = '', to = ''] = deps.cookies.readState(ctx).split('.');
    deps.cookies.clearState(ctx);
    try {
      if (!isSame(String(ctx.query.state ?? ''), state)) throw stateLost();
      deps.cookies.write(ctx, await deps.wecomSignIn.withCode(String(ctx.query.code ?? ''), ctx.ip));
      ctx.redirect(pageOf(Buffer.from(to, 'base64url').toString()));
    } catch (error) {
      if (!(error instanceof CareError)) throw error;
      // The sign-in page reads it, once.
      deps.cookies.writeRefusal(ctx, error.message);
      ctx.redirect('/console');
    }
  });
  return router;
}

function authorizeUrl(ctx: Context, state: string, deps: WecomRouteDeps): string {
  const back = `${ownUrl(ctx, deps)}${callbackPath}`;
  const inClient = /\bwxwork\//i.test(ctx.get('user-agent'));
  return inClient ? oauthAddress(deps, back, state) : ssoAddress(deps, back, state);
}

/** A page of the console and nothing else: an address elsewhere would lend our name to whoever wrote the link. */
function pageOf(to: unknown): string {
  const isOurs = typeof to === 'string' && /^\/console(\/[\w-]+)*\/?(\?[\w.=&%-]*)?$/.test(to);
  return isOurs ? to : '/console';
}

function stateLost(): CareError {
  return new CareError('state_lost', accessTexts.stateLost, { status: 403 });
}
