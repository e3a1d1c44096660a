import type { Context } from 'koa';
import type { TaskLinks, TaskSession } from '../../features/outreach/task-link';
import { linkTexts } from '../../features/outreach/texts';
import { CareError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';

const cookieName = 'jiuban_rep';

interface Options {
  links: TaskLinks;
  /** Who has left, or follows customers no more, is out at once. */
  isRep: (repUserId: string) => Promise<boolean>;
  clock: Clock;
  /** The pages are served over HTTPS: the cookie travels only so. */
  secure: boolean;
}

/** Whose phone it is, on the sidebar and the task list alike. */
export class RepSessions {
  constructor(private readonly options: Options) {}

  /** @throws CareError `no_session` 401 */
  async read(ctx: Context): Promise<string> {
    const session = this.options.links.readSession(ctx.cookies.get(cookieName) ?? '');
    if (session && (await this.options.isRep(session.repUserId))) return session.repUserId;
    throw new CareError('no_session', linkTexts.needed, { status: 401 });
  }

  /** @throws CareError `link_expired` 401 */
  openByLink(ctx: Context, token: string): void {
    const opened = this.options.links.openSession(token);
    if (opened === null) throw new CareError('link_expired', linkTexts.expired, { status: 401 });
    this.write(ctx, opened);
  }

  openFor(ctx: Context, repUserId: string): void {
    this.write(ctx, this.options.links.sessionFor(repUserId));
  }

  private write(ctx: Context, { token, session }: { token: string; session: TaskSession }): void {
    const { clock, secure } = this.options;
    const seconds = Math.floor((session.expiresAt - clock.now()) / 1000);
    // No foreign page can have it sent along, and our own pages ask for everything by script.
    const parts = [`${cookieName}=${token}`, 'Path=/', `Max-Age=${seconds}`, 'HttpOnly', 'SameSite=Strict'];
    ctx.append('Set-Cookie', [...parts, ...(secure ? ['Secure'] : [])].join('; '));
  }
}
