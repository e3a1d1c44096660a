import type { KfBody } from '../../kernel/kf';
import type { Instant } from '../../kernel/ports';

export interface UnreadMessage {
  kind: KfBody['kind'];
  /** Of a text: what it says; else empty. */
  text: string;
  /** Of a tap on a menu: the choice's id. */
  menuId: string | null;
  sentAt: Instant;
}

export interface Situation {
  conversationId: string;
  /** Of the customer, or of a visitor who is none yet. */
  externalUserId: string;
  isCustomer: boolean;
  /** What the customer wrote since the last answer, oldest first; what was recalled is not among it. */
  unread: UnreadMessage[];
}

/** What is to be done about what a customer wrote. */
export interface Reply {
  /** To be said by the app itself; null: nothing. */
  text: string | null;
  /** A person must go on: at once in the shop's hours, else when they begin. */
  handOver: boolean;
  /** The customer wants no more messages. */
  optsOut: boolean;
  /** What the customer complains of: nothing is sold until a person has closed it. */
  problem: string | null;
}

/** Understands what a customer wrote. */
export interface Responder {
  respond(situation: Situation): Promise<Reply>;
}

/** Understands nothing but a wish to be left alone: everything else is for a person. */
export class PersonResponder implements Responder {
  async respond({ unread }: Situation): Promise<Reply> {
    if (unread.some(({ text }) => isOptOut(text))) {
      return { text: null, handOver: false, optsOut: true, problem: null };
    }
    return { text: null, handOver: true, optsOut: false, problem: null };
  }
}

const optOutWords =
  /^(?:td|t|退订|取消订阅|(?:请|麻烦|求)?(?:你们|您们|你)?(?:不要|别)(?:再|老|总|一直)*(?:给我)?(?:发|推送|群发)(?:消息|广告|信息|短信)?(?:给我)?(?:了|啦)?|(?:不要|别)再?(?:打扰|骚扰)(?:我)?(?:了|啦)?)$/i;

/** Whole messages only: 退订 inside a longer sentence may be a question or a story. */
function isOptOut(text: string): boolean {
  return optOutWords.test(text.replace(/[\s\p{P}\p{S}]/gu, ''));
}
