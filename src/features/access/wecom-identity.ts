import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { CareError, WecomError } from '../../kernel/errors';
import type { WecomPlatform } from '../../kernel/ports';
import { networkOf } from './network';
import { type LimitOf, take } from './sign-in';
import { accessTexts } from './texts';

/** Whom WeCom's redirect names. WeCom names everybody: who of them may come in is another question. */
export class WecomIdentity {
  /** Each try costs a call to WeCom. */
  private readonly ofNetwork: RateLimiterAbstract;

  constructor(private readonly options: { wecom: Pick<WecomPlatform, 'getLogin'>; limitOf: LimitOf }) {
    this.ofNetwork = options.limitOf('wecom', { points: 60, duration: 15 * 60 });
  }

  /** @returns WeCom's userid of a member; a customer, or somebody of another corp, is refused */
  async behind(code: string, address: string): Promise<string> {
    await take(this.ofNetwork, networkOf(address));
    const login = await this.options.wecom.getLogin(code).catch((cause: unknown) => {
      if (!(cause instanceof WecomError)) throw cause;
      throw new CareError('wecom_refused', accessTexts.wecomFailed, { status: 401, cause });
    });
    if (login.repUserId !== null) return login.repUserId;
    throw new CareError('not_allowed', accessTexts.outsider, { status: 403 });
  }
}

/** WeCom does not tell upper from lower case in a userid (D 90196). */
export function byUserId<T extends { repUserId: string | null }>(
  dataSource: DataSource,
  entity: new () => T,
  userId: string,
) {
  return dataSource
    .getRepository(entity)
    .createQueryBuilder('one')
    .where('lower(one.repUserId) = :id', { id: userId.toLowerCase() })
    .getOne();
}
