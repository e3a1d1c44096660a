import type { Suggestion } from '../replies/suggestions';
import type { OwnCustomers } from './own-customers';

interface Options {
  own: OwnCustomers;
  /** What could be replied to a message of this customer; joined by the roof. */
  suggest(message: string, externalUserId: string): Promise<Suggestion[]>;
}

/** Up to three replies to what a customer just said, different in kind, for the rep to choose from. */
export class SuggestedReplies {
  constructor(private readonly options: Options) {}

  /** @throws CareError `unknown_customer` 404, also for one who is not this rep's */
  async to(repUserId: string, externalUserId: string, message: string): Promise<Suggestion[]> {
    await this.options.own.check(repUserId, externalUserId);
    return this.options.suggest(message, externalUserId);
  }
}
