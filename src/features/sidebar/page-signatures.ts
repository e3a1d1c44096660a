import { randomBytes } from 'node:crypto';
import { getJsApiSignature } from '@wecom/crypto';
import type { Clock, WecomPlatform } from '../../kernel/ports';

/** Lets the WeCom client trust a page of ours for a while (wecom-core §7.1). The ticket never leaves the server. */
export interface PageSignature {
  /** Epoch seconds. */
  timestamp: number;
  nonceStr: string;
  signature: string;
}

/** Signs pages with the corp's identity or the app's; the platform keeps the tickets. */
export class PageSignatures {
  constructor(
    private readonly options: { wecom: Pick<WecomPlatform, 'getCorpTicket' | 'getAgentTicket'>; clock: Clock },
  ) {}

  /** @param url the page's address, without what is behind `#` */
  async sign(url: string, identity: 'corp' | 'app'): Promise<PageSignature> {
    const { wecom, clock } = this.options;
    const ticket = await (identity === 'corp' ? wecom.getCorpTicket() : wecom.getAgentTicket());
    const timestamp = Math.floor(clock.now() / 1000);
    const nonceStr = randomBytes(12).toString('hex');
    const { signature } = getJsApiSignature({ url, ticket, nonceStr, timestamp });
    return { timestamp, nonceStr, signature };
  }
}
