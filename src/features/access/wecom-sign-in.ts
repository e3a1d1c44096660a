import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { Member } from '../../model/member';
import { Rep } from '../../model/rep';
import { CareError, WecomError } from '../../kernel/errors';
import type { WecomPlatform } from '../../kernel/ports';
import { networkOf } from './network';
import { type LimitOf, type SignIn, take } from './sign-in';
import { accessTexts } from './texts';

interface Options {
  dataSource: DataSource;
  wecom: Pick<WecomPlatform, 'getLogin'>;
  signIn: SignIn;
  limitOf: LimitOf;
}

/** Signing in as WeCom says who one is. WeCom names everybody; only members of the console get in. */
export class WecomSignIn {
  /** Each try costs a call to WeCom. */
  private readonly ofNetwork: RateLimiterAbstract;

  constructor(private readonly options: Options) {
    this.ofNetwork = options.limitOf('wecom', { points: 60, duration: 15 * 60 });
  }

  /**
   * @param code of WeCom's redirect: works once, for 5 minutes (D 91023)
   * @throws CareError `wecom_refused` (401), `not_allowed` (403), `too_many_tries` (429); the message is for the visitor
   */
  async withCode(code: string, address: string): Promise<{ token: string; mark: string }> {
    await take(this.ofNetwork, networkOf(address));
    const member = await this.memberFor(await this.nameBehind(code));
    return this.options.signIn.openFor(member, address);
  }

  /** @returns WeCom's userid */
  private async nameBehind(code: string): Promise<string> {
    const login = await this.options.wecom.getLogin(code).catch((cause: unknown) => {
      if (!(cause instanceof WecomError)) throw cause;
      throw new CareError('wecom_refused', accessTexts.wecomFailed, { status: 401, cause });
    });
    if (login.repUserId !== null) return login.repUserId;
    // A customer, or somebody of another corp.
    throw new CareError('not_allowed', accessTexts.outsider, { status: 403 });
  }

  private async memberFor(repUserId: string): Promise<Member> {
    const { dataSource } = this.options;
    const rep = await byUserId(dataSource, Rep, repUserId);
    const member = await byUserId(dataSource, Member, repUserId);
    if (!member || (rep && rep.leftAt !== null)) {
      throw new CareError('not_allowed', accessTexts.notAllowed(rep?.name ?? repUserId), { status: 403 });
    }
    if (member.disabledAt === null) return member;
    throw new CareError('not_allowed', accessTexts.memberDisabled(member.name), { status: 403 });
  }
}

/** WeCom does not tell upper from lower case in a userid (D 90196). */
function byUserId<T extends { repUserId: string | null }>(dataSource: DataSource, entity: new () => T, userId: string) {
  return dataSource
    .getRepository(entity)
    .createQueryBuilder('one')
    .where('lower(one.repUserId) = :id', { id: userId.toLowerCase() })
    .getOne();
}
