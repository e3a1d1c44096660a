import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { Member } from '../../model/member';
import { CareError } from '../../kernel/errors';
import type { Clock, Vault } from '../../kernel/ports';
import type { AuditTrail } from './audit-trail';
import type { DeviceMarks } from './device-marks';
import { networkOf } from './network';
import { isCrowded, isPassword } from './passwords';
import type { Sessions } from './sessions';
import { accessTexts } from './texts';
import { totpStepOf } from './totp';

export interface SignInRequest {
  login: string;
  password: string;
  totp?: string;
  address: string;
  /** What the browser kept of an earlier sign-in (device-marks.ts). */
  mark: string;
}

/** A limit on tries, of all nodes together: so many `points` in `duration` seconds for each key. */
export type LimitOf = (name: string, rule: { points: number; duration: number }) => RateLimiterAbstract;

const duration = 15 * 60;

/**
 * Signing in with a password. Tries are counted for (account, network), for the network and for the account; those of
 * a device that its member has signed in from, for that device alone: who guesses never locks out whose account it is.
 */
export class SignIn {
  private readonly ofPair: RateLimiterAbstract;
  private readonly ofNetwork: RateLimiterAbstract;
  private readonly ofLogin: RateLimiterAbstract;

  constructor(
    private readonly options: {
      dataSource: DataSource;
      clock: Clock;
      vault: Vault;
      sessions: Sessions;
      marks: DeviceMarks;
      audit: AuditTrail;
      limitOf: LimitOf;
    },
  ) {
    const { limitOf } = options;
    this.ofPair = limitOf('pair', { points: 5, duration });
    this.ofNetwork = limitOf('network', { points: 50, duration });
    this.ofLogin = limitOf('login', { points: 20, duration });
  }

  /**
   * @returns the token of the new session, and the mark for the browser to keep
   * @throws CareError `sign_in_refused`, `totp_needed` (401), `too_many_tries` (429)
   */
  async withPassword(request: SignInRequest): Promise<{ token: string; mark: string }> {
    const { password, totp, address } = request;
    const login = request.login.trim().toLowerCase();
    const member = await this.options.dataSource.getRepository(Member).findOneBy({ login });
    const device = member && this.options.marks.read(request.mark, member.id);
    const forget = await this.count(login, networkOf(address), device);
    const isRight = await isPassword(password, member?.passwordHash ?? null);
    if (!isRight || member === null || member.disabledAt !== null) {
      throw new CareError('sign_in_refused', accessTexts.wrong, { status: 401 });
    }
    if (member.sealedTotpSecret !== null) {
      if (totp === undefined) throw new CareError('totp_needed', accessTexts.totpNeeded, { status: 401 });
      await this.useTotp(member, totp);
    }
    await forget();
    return this.openFor(member, address);
  }

  /** A session for a member who has shown who they are, here or to WeCom. */
  async openFor(member: Member, address: string): Promise<{ token: string; mark: string }> {
    const { sessions, audit, marks } = this.options;
    const { token } = await sessions.open(member.id, address);
    await audit.record(
      { id: member.id, name: member.name, address },
      { action: 'session.opened', subject: `member:${member.id}`, summary: `${member.name} 登录了后台` },
    );
    return { token, mark: marks.make(member.id) };
  }

  /** For a member who is signed in, before a step that cannot be taken back. */
  async prove(member: Member, { password, totp, address }: { password?: string; totp?: string; address: string }) {
    const forget = await this.count(member.login, networkOf(address), `session:${member.id}`);
    if (totp !== undefined && member.sealedTotpSecret !== null) await this.useTotp(member, totp);
    else if (!(await isPassword(password ?? '', member.passwordHash))) {
      throw new CareError('proof_refused', accessTexts.wrong, { status: 422 });
    }
    await forget();
  }

  /** A code works once, also for two who send it at the same moment. */
  async useTotp(member: Member, code: string): Promise<void> {
    const { vault, clock, dataSource } = this.options;
    const step = totpStepOf(vault.open(member.sealedTotpSecret ?? ''), code, clock.now());
    const used =
      step !== null &&
      (await dataSource
        .createQueryBuilder()
        .update(Member)
        .set({ totpStep: step })
        .where('id = :id and totpStep < :step', { id: member.id, step })
        .execute());
    if (!used || used.affected !== 1) throw new CareError('sign_in_refused', accessTexts.wrong, { status: 401 });
  }

  /** Takes a try before the work is done. @returns gives it back, for tries that were right */
  private async count(login: string, network: string, device: string | null): Promise<() => Promise<void>> {
    if (isCrowded()) throw new CareError('too_many_tries', accessTexts.crowded, { status: 429 });
    const pair = `${login}\n${device ?? network}`;
    await take(this.ofPair, pair);
    if (device === null) {
      await take(this.ofNetwork, network);
      await take(this.ofLogin, login);
    }
    return async () => {
      await this.ofPair.delete(pair);
      if (device !== null) return;
      await this.ofNetwork.reward(network);
      await this.ofLogin.reward(login);
    };
  }
}

/** Uses up one try. @throws CareError `too_many_tries` (429) */
export async function take(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const minutes = Math.max(1, Math.ceil(refusal.msBeforeNext / 60_000));
    throw new CareError('too_many_tries', accessTexts.tooMany(minutes), { status: 429 });
  }
}
