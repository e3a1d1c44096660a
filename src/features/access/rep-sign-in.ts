import type { DataSource } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { Rep } from '../../model/rep';
import { accessTexts } from './texts';
import { byUserId, type WecomIdentity } from './wecom-identity';

/** Who of the reps opens a page inside WeCom: whoever follows customers and is still with us. */
export class RepSignIn {
  constructor(private readonly options: { dataSource: DataSource; identity: WecomIdentity }) {}

  /**
   * @param code of WeCom's redirect: works once, for 5 minutes (D 91023)
   * @returns the rep's id as we write it
   * @throws CareError `wecom_refused` (401), `not_allowed` (403), `too_many_tries` (429); the message is for the visitor
   */
  async withCode(code: string, address: string): Promise<string> {
    const userId = await this.options.identity.behind(code, address);
    const rep = await byUserId(this.options.dataSource, Rep, userId);
    if (rep?.active) return rep.repUserId;
    throw new CareError('not_allowed', accessTexts.notARep(rep?.name ?? userId), { status: 403 });
  }
}
