import type { Context, Next } from 'koa';
import Router from 'koa-router';
import type { Permission } from '../../features/access/roles';
import type { Principal } from '../../features/access/sessions';
import type { MessageWords } from '../../features/conversations/message-words';
import type { ProfileDesk } from '../../features/profiles/profile-desk';
import type { Profiles } from '../../features/profiles/profiles';
import { pageOf } from '../api/routes';
import { customerView, touchView } from '../api/views';
import type { ConsoleCookies, Guard } from './guard';
import { mayReadNotes, seesOf, timelineFor } from './profile-routes';

interface Parts {
  guard: Guard;
  cookies: ConsoleCookies;
  profiles: Pick<Profiles, 'getProfile' | 'pageTimeline' | 'pageTouches'>;
  profileDesk: Pick<ProfileDesk, 'look'>;
  messageWords: MessageWords;
}

type Read = (ctx: Context, externalUserId: string, principal: Principal) => Promise<unknown>;

/**
 * What the business API tells of a customer, for a member's session: within their scope, and masked. Wants to stand
 * before the API's own routes, which take whoever comes with a token, or with nothing.
 */
export function customerReads({ guard, cookies, profiles, profileDesk, messageWords }: Parts): Router {
  const router = new Router({ prefix: '/api/v1/customers/:externalUserId' });
  const answer = (permission: Permission, read: Read) => {
    return async (ctx: Context & { params: Record<string, string> }, next: Next) => {
      if (ctx.get('authorization') !== '' || cookies.readSession(ctx) === '') return next();
      const principal = await guard.admit(ctx, { method: 'GET', permission });
      const { externalUserId = '' } = ctx.params;
      await profileDesk.look(externalUserId, seesOf(principal));
      ctx.set('Cache-Control', 'no-store');
      ctx.body = await read(ctx, externalUserId, principal);
    };
  };
  router.get(
    '/',
    answer('customers.read', async (_ctx, externalUserId, principal) => {
      const view = customerView(await profiles.getProfile(externalUserId));
      return { ...view, unionId: null, note: mayReadNotes(principal) ? view.note : '' };
    }),
  );
  router.get(
    '/timeline',
    answer('customers.read', async (ctx, externalUserId, principal) => {
      const { items, nextCursor } = await profiles.pageTimeline(externalUserId, pageOf(ctx));
      return { events: await timelineFor(principal, items, messageWords), nextCursor };
    }),
  );
  router.get(
    '/touches',
    answer('touches.read', async (ctx, externalUserId) => {
      const { items, nextCursor } = await profiles.pageTouches(externalUserId, pageOf(ctx));
      return { touches: items.map(touchView), nextCursor };
    }),
  );
  return router;
}
