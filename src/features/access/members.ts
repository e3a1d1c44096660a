import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Member, type MemberRole } from '../../model/member';
import { CareError, isUniqueViolation } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import type { Clock } from '../../kernel/ports';
import { type Actor, type AuditTrail, systemActor } from './audit-trail';
import { hashPassword } from './passwords';
import type { Sessions } from './sessions';
import { accessTexts } from './texts';

export interface NewMember {
  login: string;
  name: string;
  role: MemberRole;
  maySend: boolean;
  repUserId: string | null;
  departmentIds: number[];
  /** Null: signs in through WeCom only. */
  password: string | null;
}

/** The allow-list of the console. */
export class Members {
  constructor(
    private readonly options: { dataSource: DataSource; clock: Clock; audit: AuditTrail; sessions: Sessions },
  ) {}

  /**
   * Makes the first admin where there is nobody yet.
   *
   * @param password `ADMIN_PASSWORD`; null: one is made
   * @returns the password that was made, to be shown once; null: nothing to show
   */
  async ensureFirstAdmin(password: string | null): Promise<{ login: string; password: string } | null> {
    if (await this.members.existsBy({})) return null;
    const made = password === null ? randomBytes(12).toString('base64url') : null;
    try {
      await this.add(systemActor, {
        login: 'admin',
        name: '管理员',
        role: 'admin',
        maySend: true,
        repUserId: null,
        departmentIds: [],
        password: password ?? made,
      });
    } catch (error) {
      // Another node made them in this moment.
      if (error instanceof CareError && error.code === 'login_taken') return null;
      throw error;
    }
    return made === null ? null : { login: 'admin', password: made };
  }

  /** @throws CareError `login_taken`, `rep_taken` (409) */
  async add(actor: Actor, { password, ...given }: NewMember): Promise<Member> {
    const at = this.options.clock.now();
    const passwordHash = password === null ? null : await hashPassword(password);
    const member = this.members.create({
      ...given,
      id: newId(at),
      login: given.login.trim().toLowerCase(),
      passwordHash,
      sealedTotpSecret: null,
      totpStep: 0,
      disabledAt: null,
      createdAt: at,
      updatedAt: at,
    });
    try {
      await this.members.insert(member);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const isLogin = await this.members.existsBy({ login: member.login });
      throw isLogin
        ? new CareError('login_taken', accessTexts.loginTaken(member.login), { status: 409 })
        : new CareError('rep_taken', accessTexts.repTaken, { status: 409 });
    }
    await this.options.audit.record(actor, {
      action: 'member.added',
      subject: `member:${member.id}`,
      summary: `添加成员 ${member.name}`,
      after: viewOf(member),
    });
    return member;
  }

  private get members() {
    return this.options.dataSource.getRepository(Member);
  }
}

/** What the audit keeps of a member. */
export function viewOf({ login, name, role, maySend, repUserId, departmentIds, disabledAt }: Member) {
  return { login, name, role, maySend, repUserId, departmentIds, disabledAt };
}
