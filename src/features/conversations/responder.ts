import type { KfBody } from '../../kernel/kf';
import type { Instant } from '../../kernel/ports';
import type { DayFact } from '../replies/day-facts';

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
  /** Said already, but a person looks at it when the shop opens; nothing while it is open. */
  followUp: boolean;
  /** The customer wants no more messages. */
  optsOut: boolean;
  /** What the customer complains of: nothing is sold until a person has closed it. */
  problem: string | null;
  /** Days of somebody's that the customer told of, for a rep to confirm. */
  proposes: readonly DayFact[];
}

/** Understands what a customer wrote. */
export interface Responder {
  respond(situation: Situation): Promise<Reply>;
}
