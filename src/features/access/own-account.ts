import type { DataSource } from 'typeorm';
import { Member } from '../../model/member';
import { CareError } from '../../kernel/errors';
import type { Clock, Vault } from '../../kernel/ports';
import type { Actor, AuditTrail, Deed } from './audit-trail';
import { hashPassword } from './passwords';
import type { Principal, Sessions } from './sessions';
import type { SignIn } from './sign-in';
import { accessTexts } from './texts';
import { newTotpSecret, totpStepOf, totpUri } from './totp';

interface Options {
  dataSource: DataSource;
  clock: Clock;
  vault: Vault;
  signIn: SignIn;
  sessions: Sessions;
  audit: AuditTrail;
}

/** What members change of their own account. */
export class OwnAccount {
  constructor(private readonly options: Options) {}

  /** Ends their other sessions. @throws CareError `proof_refused` (422) where the old password is wrong */
  async changePassword(
    actor: Actor,
    { member, tokenHash }: Principal,
    { current, next }: { current: string; next: string },
  ): Promise<void> {
    const { signIn, sessions } = this.options;
    if (member.passwordHash !== null) await signIn.prove(member, { password: current, address: actor.address });
    const passwordHash = await hashPassword(next);
    await this.write(
      actor,
      member,
      { passwordHash },
      { action: 'account.password_changed', summary: '修改了自己的密码' },
    );
    await sessions.endAllOf(member.id, tokenHash);
  }

  /** A secret for the authenticator app; it holds once a code of it has come back with `pending`. */
  startTotp({ member }: Principal, shopName: string): { secret: string; uri: string; pending: string } {
    const secret = newTotpSecret();
    const pending = this.options.vault.seal(`${member.id} ${secret}`);
    return { secret, uri: totpUri(secret, member.login, shopName), pending };
  }

  /** @throws CareError `totp_refused` (422) */
  async confirmTotp(actor: Actor, { member }: Principal, { pending, code }: { pending: string; code: string }) {
    const { vault, clock } = this.options;
    const secret = this.secretOf(pending, member.id);
    const step = secret === null ? null : totpStepOf(secret, code, clock.now());
    if (secret === null || step === null) throw new CareError('totp_refused', accessTexts.totpRefused, { status: 422 });
    const set = { sealedTotpSecret: vault.seal(secret), totpStep: step };
    await this.write(actor, member, set, { action: 'account.totp_added', summary: '开启了两步验证' });
  }

  async removeTotp(actor: Actor, { member }: Principal): Promise<void> {
    const set = { sealedTotpSecret: null, totpStep: 0 };
    await this.write(actor, member, set, { action: 'account.totp_removed', summary: '关闭了两步验证' });
  }

  private secretOf(pending: string, memberId: string): string | null {
    try {
      const [owner, secret = ''] = this.options.vault.open(pending).split(' ');
      return owner === memberId ? secret : null;
    } catch {
      // Not sealed by us: somebody made it up.
      return null;
    }
  }

  private async write(actor: Actor, { id }: Member, set: Partial<Member>, deed: Omit<Deed, 'subject'>): Promise<void> {
    const { dataSource, clock, audit } = this.options;
    await dataSource.transaction(async (manager) => {
      await manager.update(Member, { id }, { ...set, updatedAt: clock.now() });
      await audit.record(actor, { ...deed, subject: `member:${id}` }, manager);
    });
  }
}
