import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type DataSource, IsNull, LessThan } from 'typeorm';
import { ConsoleSession } from '../../model/console-session';
import { Member } from '../../model/member';
import { Rep } from '../../model/rep';
import { CareError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import type { RoleRights } from '../../kernel/role-rights';
import { networkOf } from './network';
import { type Permission, permissionsOf } from './roles';
import { accessTexts } from './texts';

const minute = 60_000;
/** Not used for so long, it is over. */
export const idleMs = 60 * minute;
/** However much it is used, it is over after a working day. */
const absoluteMs = 12 * 60 * minute;
/** `lastSeenAt` is written at most so often. */
const seenEveryMs = minute;
/** So long does a proof of identity hold for the steps that want a fresh one. */
const proofMs = 10 * minute;
/** Ended sessions are kept for a while, so that an admin sees who was there. */
const keptMs = 40 * 24 * 60 * minute;

/** Whose customers a member may see. */
export type Scope = { kind: 'all' } | { kind: 'reps'; repUserIds: string[] };

/** A member at work: who they are and what they may do, of one request. */
export interface Principal {
  member: Member;
  permissions: Permission[];
  scope: Scope;
  csrfToken: string;
  provedAt: number;
  tokenHash: string;
}

interface Options {
  dataSource: DataSource;
  clock: Clock;
  csrfKey: Buffer;
  /** Live: an admin may change them at any moment. */
  roles: Readonly<RoleRights>;
}

/** Sessions of the console: kept by us, known to the browser by a random token of which we keep the hash alone. */
export class Sessions {
  constructor(private readonly options: Options) {}

  /** A new token at every sign-in: one that was planted before is worth nothing. */
  async open(memberId: string, address: string): Promise<{ token: string }> {
    const token = randomBytes(32).toString('base64url');
    const at = this.options.clock.now();
    await this.options.dataSource.getRepository(ConsoleSession).insert({
      tokenHash: hashOf(token),
      memberId,
      network: networkOf(address),
      createdAt: at,
      lastSeenAt: at,
      provedAt: at,
      endedAt: null,
    });
    return { token };
  }

  /**
   * Whose session this is.
   *
   * @throws CareError `no_session`, `session_expired` or `session_moved`, 401
   */
  async read(token: string, address: string): Promise<Principal> {
    const { dataSource, clock } = this.options;
    const tokenHash = hashOf(token);
    const session = await dataSource.getRepository(ConsoleSession).findOneBy({ tokenHash, endedAt: IsNull() });
    if (!session) throw refused('no_session', accessTexts.signInFirst);
    const now = clock.now();
    if (now - session.lastSeenAt > idleMs || now - session.createdAt > absoluteMs) {
      await this.end(tokenHash);
      throw refused('session_expired', accessTexts.expired);
    }
    if (session.network !== networkOf(address)) {
      await this.end(tokenHash);
      throw refused('session_moved', accessTexts.moved);
    }
    const member = await dataSource.getRepository(Member).findOneBy({ id: session.memberId });
    if (!member || member.disabledAt !== null || (await this.hasLeft(member))) {
      await this.endAllOf(session.memberId);
      throw refused('no_session', accessTexts.signInFirst);
    }
    if (now - session.lastSeenAt >= seenEveryMs) {
      await dataSource.getRepository(ConsoleSession).update({ tokenHash }, { lastSeenAt: now });
    }
    return {
      member,
      permissions: permissionsOf(member, this.options.roles),
      scope: await this.scopeOf(member),
      csrfToken: this.csrfTokenOf(token),
      provedAt: session.provedAt,
      tokenHash,
    };
  }

  /** Bound to the session, and of no use for finding its token. */
  csrfTokenOf(token: string): string {
    return createHmac('sha256', this.options.csrfKey).update(token).digest('base64url');
  }

  isFresh({ provedAt }: Principal): boolean {
    return this.options.clock.now() - provedAt <= proofMs;
  }

  async proved(tokenHash: string): Promise<void> {
    const provedAt = this.options.clock.now();
    await this.options.dataSource.getRepository(ConsoleSession).update({ tokenHash }, { provedAt });
  }

  async end(tokenHash: string): Promise<void> {
    await this.options.dataSource
      .getRepository(ConsoleSession)
      .update({ tokenHash, endedAt: IsNull() }, { endedAt: this.options.clock.now() });
  }

  /** @param except session that goes on, e.g. of who changed their own password */
  async endAllOf(memberId: string, except?: string): Promise<void> {
    const sessions = this.options.dataSource.getRepository(ConsoleSession);
    for (const { tokenHash } of await sessions.findBy({ memberId, endedAt: IsNull() })) {
      if (tokenHash !== except) await this.end(tokenHash);
    }
  }

  /** Forgets what is long over. */
  async tidy(): Promise<void> {
    const before = this.options.clock.now() - keptMs;
    await this.options.dataSource.getRepository(ConsoleSession).delete({ lastSeenAt: LessThan(before) });
  }

  /** Who left WeCom has left the console. */
  private async hasLeft({ repUserId }: Member): Promise<boolean> {
    if (repUserId === null) return false;
    const rep = await this.options.dataSource.getRepository(Rep).findOneBy({ repUserId });
    return rep !== null && rep.leftAt !== null;
  }

  private async scopeOf({ role, repUserId, departmentIds }: Member): Promise<Scope> {
    if (role === 'rep') return { kind: 'reps', repUserIds: repUserId === null ? [] : [repUserId] };
    if (role !== 'lead') return { kind: 'all' };
    const reps = await this.options.dataSource.getRepository(Rep).find();
    const theirs = reps.filter((rep) => rep.departmentIds.some((id) => departmentIds.includes(id)));
    return { kind: 'reps', repUserIds: theirs.map((rep) => rep.repUserId) };
  }
}

/** Whether a customer, or a touch, of this rep is the member's to see. */
export function isInScope(scope: Scope, repUserId: string | null): boolean {
  return scope.kind === 'all' || (repUserId !== null && scope.repUserIds.includes(repUserId));
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function refused(code: string, message: string): CareError {
  return new CareError(code, message, { status: 401 });
}
