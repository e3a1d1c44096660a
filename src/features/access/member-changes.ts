import { randomBytes } from 'node:crypto';
import { type DataSource, type EntityManager, In, IsNull, Not } from 'typeorm';
import { Member, type MemberRole } from '../../model/member';
import { Rep } from '../../model/rep';
import { CareError, isUniqueViolation } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { type Actor, type AuditTrail, systemActor } from './audit-trail';
import { viewOf } from './members';
import { hashPassword } from './passwords';
import type { Sessions } from './sessions';
import { accessTexts } from './texts';

export interface MemberEdit {
  /** As the admin saw the member: epoch ms. */
  updatedAt: number;
  name: string;
  role: MemberRole;
  maySend: boolean;
  repUserId: string | null;
  departmentIds: number[];
}

interface Deed {
  action: string;
  summary: string;
  /** Rights shrink: whoever is signed in signs in again. */
  endsSessions: boolean;
}

/**
 * Changes of who may do what. One admin who is able to sign in always stays; nobody takes their own rights away, or
 * gives themselves more; whose rights change signs in again.
 */
export class MemberChanges {
  constructor(
    private readonly options: { dataSource: DataSource; clock: Clock; audit: AuditTrail; sessions: Sessions },
  ) {}

  /** @throws CareError `unknown_member` (404), `stale_member` (409, with `current`), `rep_taken`, `last_admin`, `self` (409) */
  async edit(actor: Actor, id: string, { updatedAt, ...edit }: MemberEdit): Promise<void> {
    const before = await this.find(id);
    if (before.updatedAt !== updatedAt) {
      const current = { ...viewOf(before), updatedAt: before.updatedAt };
      throw new CareError('stale_member', accessTexts.staleMember, { status: 409, more: { current } });
    }
    const isOther = before.role !== edit.role || before.maySend !== edit.maySend || before.repUserId !== edit.repUserId;
    if (actor.id === id && isOther) throw new CareError('self', accessTexts.self, { status: 409 });
    const departments = JSON.stringify(before.departmentIds) !== JSON.stringify(edit.departmentIds);
    await this.write(actor, before, edit, {
      action: 'member.edited',
      summary: `修改成员 ${edit.name}`,
      endsSessions: isOther || departments,
    });
  }

  /** @param password null: signs in through WeCom only */
  async setPassword(actor: Actor, id: string, password: string | null): Promise<void> {
    const passwordHash = password === null ? null : await hashPassword(password);
    const before = await this.find(id);
    await this.write(
      actor,
      before,
      { passwordHash },
      {
        action: 'member.password_set',
        summary: password === null ? `取消了 ${before.name} 的密码` : `重设了 ${before.name} 的密码`,
        endsSessions: true,
      },
    );
  }

  async setDisabled(actor: Actor, id: string, disabled: boolean): Promise<void> {
    if (actor.id === id) throw new CareError('self', accessTexts.self, { status: 409 });
    const before = await this.find(id);
    if ((before.disabledAt !== null) === disabled) return;
    await this.write(
      actor,
      before,
      { disabledAt: disabled ? this.options.clock.now() : null },
      {
        action: disabled ? 'member.disabled' : 'member.enabled',
        summary: `${disabled ? '停用' : '启用'}成员 ${before.name}`,
        endsSessions: true,
      },
    );
  }

  /** For who lost their phone. */
  async removeTotp(actor: Actor, id: string): Promise<void> {
    const before = await this.find(id);
    if (before.sealedTotpSecret === null) return;
    await this.write(
      actor,
      before,
      { sealedTotpSecret: null, totpStep: 0 },
      { action: 'member.totp_removed', summary: `解除了 ${before.name} 的两步验证`, endsSessions: true },
    );
  }

  async endSessions(actor: Actor, id: string): Promise<void> {
    const member = await this.find(id);
    await this.options.audit.record(actor, {
      action: 'member.sessions_ended',
      subject: `member:${id}`,
      summary: `让 ${member.name} 退出登录`,
    });
    await this.options.sessions.endAllOf(id);
  }

  /**
   * For a shop whose only admin is locked out, from the command line: a new password, no second factor, enabled.
   *
   * @returns the password, to be shown once
   */
  async resetPassword(login: string): Promise<string> {
    const member = await this.members.findOneBy({ login: login.trim().toLowerCase() });
    if (!member) throw new CareError('unknown_member', `no member signs in as ${login}`, { status: 404 });
    const password = randomBytes(12).toString('base64url');
    const passwordHash = await hashPassword(password);
    await this.write(
      systemActor,
      member,
      { passwordHash, sealedTotpSecret: null, totpStep: 0, disabledAt: null },
      { action: 'member.password_set', summary: `在服务器上重设了 ${member.name} 的密码`, endsSessions: true },
    );
    return password;
  }

  private async write(actor: Actor, before: Member, set: Partial<Member>, deed: Deed): Promise<void> {
    const { dataSource, clock, audit, sessions } = this.options;
    const after = { ...before, ...set };
    try {
      await dataSource.transaction(async (manager) => {
        const updatedAt = Math.max(clock.now(), before.updatedAt + 1);
        const { affected } = await manager.update(
          Member,
          { id: before.id, updatedAt: before.updatedAt },
          { ...set, updatedAt },
        );
        if (!affected) throw new CareError('stale_member', accessTexts.staleMember, { status: 409 });
        const told = { action: deed.action, subject: `member:${before.id}`, summary: deed.summary };
        // Takes the audit's lock: who comes after reads what this one wrote.
        await audit.record(actor, { ...told, before: viewOf(before), after: viewOf(after) }, manager);
        if (before.role === 'admin') await mustKeepAdmin(manager);
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw new CareError('rep_taken', accessTexts.repTaken, { status: 409 });
      throw error;
    }
    if (deed.endsSessions) await sessions.endAllOf(before.id);
  }

  private async find(id: string): Promise<Member> {
    const member = await this.members.findOneBy({ id });
    if (!member) throw new CareError('unknown_member', accessTexts.unknownMember, { status: 404 });
    return member;
  }

  private get members() {
    return this.options.dataSource.getRepository(Member);
  }
}

/** @throws CareError `last_admin` (409) where nobody is left who can sign in and give rights */
async function mustKeepAdmin(manager: EntityManager): Promise<void> {
  const admins = await manager.findBy(Member, { role: 'admin', disabledAt: IsNull() });
  const gone = await manager.findBy(Rep, {
    repUserId: In(admins.flatMap(({ repUserId }) => (repUserId === null ? [] : [repUserId]))),
    leftAt: Not(IsNull()),
  });
  const hasLeft = new Set(gone.map(({ repUserId }) => repUserId));
  const able = admins.some(
    ({ passwordHash, repUserId }) =>
      (repUserId === null || !hasLeft.has(repUserId)) && (passwordHash !== null || repUserId !== null),
  );
  if (!able) throw new CareError('last_admin', accessTexts.lastAdmin, { status: 409 });
}
