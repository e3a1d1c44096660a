import { done } from '../../contract/console/endpoint';
import { type Session, sessionEndpoints } from '../../contract/console/session';
import type { Principal, Sessions } from '../../features/access/sessions';
import type { SignIn } from '../../features/access/sign-in';
import { civilDay } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import type { Clock } from '../../kernel/ports';
import type { ConsoleCookies } from './guard';
import { type ConsoleResource, resource } from './routes';

export interface SessionRouteDeps {
  sessions: Sessions;
  signIn: SignIn;
  cookies: ConsoleCookies;
  clock: Clock;
  zone: string;
  settings: CareSettings;
  sandbox: boolean;
}

/** Signing in and out, and who one is. */
export function sessionRoutes(deps: SessionRouteDeps): ConsoleResource {
  const { sessions, signIn, cookies } = deps;
  return resource(sessionEndpoints, {
    signIn: async ({ body, ctx }) => {
      const opened = await signIn.withPassword({ ...body, address: ctx.ip, mark: cookies.readMark(ctx) });
      cookies.write(ctx, opened);
      return sessionView(await sessions.read(opened.token, ctx.ip), deps);
    },
    readSession: async ({ ctx }) => {
      const token = cookies.readSession(ctx);
      if (token === '') return null;
      return sessionView(await sessions.read(token, ctx.ip), deps);
    },
    signOut: async ({ principal, ctx }) => {
      await sessions.end(principal.tokenHash);
      cookies.clearSession(ctx);
      return done;
    },
    prove: async ({ body, principal, ctx }) => {
      await signIn.prove(principal.member, { ...body, address: ctx.ip });
      await sessions.proved(principal.tokenHash);
      return done;
    },
  });
}

function sessionView({ member, permissions, csrfToken }: Principal, deps: SessionRouteDeps): Session {
  const { id, login, name, role, repUserId, passwordHash, sealedTotpSecret } = member;
  return {
    member: {
      id,
      login,
      name,
      role,
      repUserId,
      hasPassword: passwordHash !== null,
      hasTotp: sealedTotpSecret !== null,
    },
    permissions: [...permissions],
    csrfToken,
    shop: { name: deps.settings.shop.name, zone: deps.zone },
    today: civilDay(deps.clock.now(), deps.zone),
    sandbox: deps.sandbox,
  };
}
