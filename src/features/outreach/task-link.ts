import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { addDays, civilDay, instantAt } from '../../kernel/calendar';
import type { Clock, Instant } from '../../kernel/ports';

export interface TaskSession {
  repUserId: string;
  expiresAt: Instant;
}

type Purpose = 'link' | 'session';

/**
 * The way to a rep's pages: a signed link for one rep, good until the end of the day after, exchanged by the page
 * for a cookie of the same span. A preview that only fetches the link changes nothing.
 */
export class TaskLinks {
  constructor(private readonly options: { clock: Clock; linkKey: Buffer; publicUrl: string; zone: string }) {
    if (options.linkKey.length < 32) throw new Error('a link key has at least 32 bytes');
  }

  /** The token is behind `#`: browsers keep it out of requests, so it is in no log. */
  linkFor(repUserId: string): string {
    const session = { repUserId, expiresAt: this.endOfTomorrow() };
    return `${this.options.publicUrl.replace(/\/+$/, '')}/tasks#t=${this.sign('link', session)}`;
  }

  /** For a rep whom WeCom has named: no link is needed. */
  sessionFor(repUserId: string): { token: string; session: TaskSession } {
    const session = { repUserId, expiresAt: this.endOfTomorrow() };
    return { token: this.sign('session', session), session };
  }

  /** Token of the link -> token of the cookie; null: forged or expired. */
  openSession(token: string): { token: string; session: TaskSession } | null {
    const session = this.read('link', token);
    return session && { token: this.sign('session', session), session };
  }

  readSession(token: string): TaskSession | null {
    return this.read('session', token);
  }

  private endOfTomorrow(): Instant {
    const { clock, zone } = this.options;
    return instantAt(addDays(civilDay(clock.now(), zone), 1), '24:00', zone);
  }

  private sign(purpose: Purpose, session: TaskSession): string {
    const payload = JSON.stringify([session.repUserId, session.expiresAt, randomBytes(9).toString('base64url')]);
    const encoded = Buffer.from(payload, 'utf8').toString('base64url');
    return `${encoded}.${this.seal(purpose, encoded).toString('base64url')}`;
  }

  private read(purpose: Purpose, token: string): TaskSession | null {
    const [encoded = '', signature = '', more] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const right = this.seal(purpose, encoded);
    if (more !== undefined || given.length !== right.length || !timingSafeEqual(given, right)) return null;
    // Signed by us, so it has the form that sign() gave it.
    const [repUserId, expiresAt] = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')) as [string, number];
    return expiresAt > this.options.clock.now() ? { repUserId, expiresAt } : null;
  }

  private seal(purpose: Purpose, encoded: string): Buffer {
    return createHmac('sha256', this.options.linkKey).update(`task-${purpose}\n${encoded}`).digest();
  }
}
