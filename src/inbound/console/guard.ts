import type { Context } from 'koa';
import { csrfHeader, type Endpoint } from '../../contract/console/endpoint';
import type { Actor } from '../../features/access/audit-trail';
import type { Permission } from '../../features/access/roles';
import type { Principal, Sessions } from '../../features/access/sessions';
import { accessTexts } from '../../features/access/texts';
import { CareError } from '../../kernel/errors';
import { isSame } from '../is-same';

type CookieName = 'session' | 'device' | 'state';

/** As long as a code of WeCom's lives, and the time to find one's phone. */
const stateSeconds = 600;

/** `__Host-` binds a cookie to this very host over HTTPS; a first try on loopback has no HTTPS. */
export class ConsoleCookies {
  constructor(private readonly options: { secure: boolean }) {}

  readSession(ctx: Context): string {
    return ctx.cookies.get(this.name('session')) ?? '';
  }

  readMark(ctx: Context): string {
    return ctx.cookies.get(this.name('device')) ?? '';
  }

  /** Without a lifetime the browser forgets the session with its window; the mark stays for half a year. */
  write(ctx: Context, { token, mark }: { token: string; mark: string }): void {
    ctx.append('Set-Cookie', this.cookie('session', token));
    ctx.append('Set-Cookie', this.cookie('device', mark, 180 * 86_400));
  }

  clearSession(ctx: Context): void {
    ctx.append('Set-Cookie', this.cookie('session', '', 0));
  }

  /** Of a sign-in through WeCom that is under way: which one this browser began. */
  readState(ctx: Context): string {
    return ctx.cookies.get(this.name('state')) ?? '';
  }

  writeState(ctx: Context, value: string): void {
    ctx.append('Set-Cookie', this.cookie('state', value, stateSeconds));
  }

  clearState(ctx: Context): void {
    ctx.append('Set-Cookie', this.cookie('state', '', 0));
  }

  /** Why a sign-in was refused, in words for the page to show once. */
  writeRefusal(ctx: Context, words: string): void {
    ctx.append('Set-Cookie', `jiuban_refusal=${encodeURIComponent(words)}; Path=/console; SameSite=Lax; Max-Age=60`);
  }

  private name(what: CookieName): string {
    return `${this.options.secure ? '__Host-' : ''}jiuban_${what}`;
  }

  private cookie(what: CookieName, value: string, maxAge?: number): string {
    // `Lax`: the way back from WeCom's sign-in is a navigation from another site.
    const parts = [`${this.name(what)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
    if (maxAge !== undefined) parts.push(`Max-Age=${maxAge}`);
    return [...parts, ...(this.options.secure ? ['Secure'] : [])].join('; ');
  }
}

/** Who asks, and whether they may. */
export class Guard {
  constructor(private readonly options: { sessions: Sessions; cookies: ConsoleCookies }) {}

  /**
   * The member behind a request.
   *
   * @throws CareError 401 without a session, 403 without the permission, the token or a fresh proof
   */
  async admit(
    ctx: Context,
    { method, permission, freshProof }: Pick<Endpoint, 'method' | 'permission' | 'freshProof'>,
  ): Promise<Principal> {
    const { sessions, cookies } = this.options;
    const principal = await sessions.read(cookies.readSession(ctx), ctx.ip);
    if (method !== 'GET' && !isSame(ctx.get(csrfHeader), principal.csrfToken)) {
      throw new CareError('csrf', accessTexts.csrf, { status: 403 });
    }
    if (permission !== 'signed-in' && permission !== 'anyone' && !may(principal, permission)) {
      throw new CareError('forbidden', accessTexts.forbidden, { status: 403 });
    }
    if (freshProof && !sessions.isFresh(principal)) {
      throw new CareError('proof_needed', accessTexts.proveFirst, { status: 403 });
    }
    return principal;
  }
}

export function may(principal: Principal, permission: Permission): boolean {
  return principal.permissions.includes(permission);
}

export function actorOf({ member }: Principal, ctx: Context): Actor {
  return { id: member.id, name: member.name, address: ctx.ip };
}
