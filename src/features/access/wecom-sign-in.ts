import type { DataSource } from 'typeorm';
import { Member } from '../../model/member';
import { Rep } from '../../model/rep';
import { CareError } from '../../kernel/errors';
import type { SignIn } from './sign-in';
import { accessTexts } from './texts';
import { byUserId, type WecomIdentity } from './wecom-identity';

interface Options {
  dataSource: DataSource;
  identity: WecomIdentity;
  signIn: SignIn;
}

/** Signing in as WeCom says who one is. WeCom names everybody; only members of the console get in. */
export class WecomSignIn {
  constructor(private readonly options: Options) {}

  /**
   * @param code of WeCom's redirect: works once, for 5 minutes (D 91023)
   * @throws CareError `wecom_refused` (401), `not_allowed` (403), `too_many_tries` (429); the message is for the visitor
   */
  async withCode(code: string, address: string): Promise<{ token: string; mark: string }> {
    const member = await this.memberFor(await this.options.identity.behind(code, address));
    return this.options.signIn.openFor(member, address);
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
