import type { Instant } from './ports';

/** Where a customer's conversation with a kf account stands (wecom-external §3.7). */
export const kfStates = ['new', 'bot', 'pool', 'human', 'ended'] as const;
export type KfState = (typeof kfStates)[number];

/** What somebody said in a kf conversation (wecom-external §3.3). */
export type KfBody =
  | { kind: 'text'; text: string; menuId: string | null }
  | { kind: 'image' | 'voice' | 'video' | 'file'; mediaId: string }
  | { kind: 'location'; latitude: number; longitude: number; name: string; address: string }
  | { kind: 'link'; title: string; description: string; url: string; pictureUrl: string }
  | { kind: 'business-card'; userId: string }
  | { kind: 'miniprogram'; title: string; appId: string; page: string }
  | { kind: 'menu'; head: string; choices: { id: string; text: string }[]; tail: string }
  | { kind: 'product'; productId: string; title: string; priceCents: number | null; shopName: string }
  | { kind: 'order'; orderId: string; titles: string; priceWords: string; state: string; shopName: string }
  | { kind: 'merged'; title: string; items: { sentAt: Instant | null; sender: string; kind: string; text: string }[] }
  | { kind: 'channels'; what: 'feed' | 'live' | 'card' | 'other'; author: string; title: string }
  | { kind: 'meeting' | 'calendar' | 'note' }
  /** A kind that WeCom has added since. */
  | { kind: 'unknown'; name: string };

interface KfHead {
  /** WeCom's, the same whenever it is pulled. */
  messageId: string;
  sentAt: Instant;
  openKfId: string;
}

interface AboutCustomer extends KfHead {
  externalUserId: string;
}

interface KfMessage extends AboutCustomer {
  type: 'message';
  from: 'customer' | 'servicer';
  /** Of a servicer's message. */
  servicerUserId: string | null;
  body: KfBody;
}

/** Why a message that WeCom had taken did not reach the customer (wecom-external §3.4, fail_type). */
export const kfFailures = [
  'unknown',
  'account-deleted',
  'app-closed',
  'session-expired',
  'session-closed',
  'over-five',
  'corp-unverified',
  'customer-refuses',
  'nobody-logged-in',
  'kind-forbidden',
  'security',
] as const;
export type KfFailure = (typeof kfFailures)[number];

/** What happened in a kf conversation beside what was said (wecom-external §3.4). */
type KfEvent =
  | (AboutCustomer & {
      type: 'entered';
      scene: string;
      sceneParam: string;
      /** Good for one greeting within 20 s. */
      welcomeCode: string | null;
    })
  | (AboutCustomer & { type: 'send-failed'; failedMessageId: string; why: KfFailure })
  | (KfHead & { type: 'servicer-status'; servicerUserId: string; receiving: boolean })
  | (AboutCustomer & {
      type: 'session-changed';
      change: 'taken' | 'transferred' | 'ended' | 'reopened' | 'other';
      formerServicerUserId: string | null;
      servicerUserId: string | null;
      /** Good for one message by `sendKfOnEvent`. */
      messageCode: string | null;
    })
  | (AboutCustomer & { type: 'recalled'; by: 'customer' | 'servicer'; recalledMessageId: string })
  | (KfHead & { type: 'refusal-switched'; servicerUserId: string; refuses: boolean })
  /** What WeCom has added since, or what is not of its documented form. */
  | (KfHead & { type: 'unknown'; externalUserId: string | null; name: string });

/** One entry of what `pullKf` brings, told apart by `type`. */
export type KfItem = KfMessage | KfEvent;

/** What a server may say in a kf conversation. */
export type KfContent =
  /** ≤2048 B. */
  | { kind: 'text'; text: string }
  | { kind: 'image' | 'voice' | 'video' | 'file'; mediaId: string }
  | { kind: 'link'; title: string; description?: string; url: string; thumbnailMediaId: string }
  | { kind: 'miniprogram'; appId: string; title?: string; page: string; thumbnailMediaId: string }
  | { kind: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  /** A link by which the visitor becomes a friend of a rep, shown as a card. */
  | { kind: 'acquisition-link'; url: string }
  /** A tap on a choice makes the customer send its text, with `menuId`. */
  | { kind: 'menu'; head?: string; choices: { id: string; text: string }[]; tail?: string };

export interface RemoteKfAccount {
  openKfId: string;
  name: string;
  avatarUrl: string;
  /** Our app may send and pull for it. */
  managed: boolean;
}

export interface RemoteKfServicer {
  userId: string;
  receiving: boolean;
}

export interface RemoteKfCustomer {
  externalUserId: string;
  nickname: string;
  avatarUrl: string;
  unionId: string | null;
}

/** 微信客服: the one channel in which the server itself sends to a customer. Errors are WecomError. */
export interface KfPlatform {
  /**
   * What was said and happened since `cursor`, oldest first; an empty cursor: in the last 3 days. An empty page may
   * still have more behind it. Without the callback's token WeCom bears few calls.
   */
  pullKf(request: { openKfId: string; cursor: string; token?: string }): Promise<{
    items: KfItem[];
    nextCursor: string;
    hasMore: boolean;
  }>;
  /**
   * Safe to repeat with the same `messageId` (`[0-9A-Za-z_-]`, ≤32 B).
   * @returns false when an earlier call with this id got through
   */
  sendKf(message: {
    openKfId: string;
    externalUserId: string;
    messageId: string;
    content: KfContent;
  }): Promise<boolean>;
  /** One message for the code of an event; only text and menu. Safe to repeat likewise. */
  sendKfOnEvent(message: { code: string; messageId: string; content: KfContent }): Promise<boolean>;
  getKfState(openKfId: string, externalUserId: string): Promise<{ state: KfState; servicerUserId: string | null }>;
  /** @returns a code for one message of farewell or of waiting, where WeCom gives one */
  moveKf(
    openKfId: string,
    externalUserId: string,
    to: { state: 'bot' | 'pool' | 'ended' } | { state: 'human'; servicerUserId: string },
  ): Promise<{ messageCode: string | null }>;
  listKfAccounts(): Promise<RemoteKfAccount[]>;
  /** Members only; whole departments are left out. */
  listKfServicers(openKfId: string): Promise<RemoteKfServicer[]>;
  /** Of those who were active in the last 48 hours. At most 100. */
  getKfCustomers(externalUserIds: string[]): Promise<RemoteKfCustomer[]>;
  /** The address by which customers enter; `scene` comes back with the event. */
  addKfContactWay(openKfId: string, scene: string): Promise<string>;
  /** Proposes to the servicer who has the conversation a rep's card to send. */
  proposeKfRep(openKfId: string, externalUserId: string, proposal: { repUserId: string; words: string }): Promise<void>;
  withdrawKfProposal(openKfId: string, externalUserId: string): Promise<void>;
}
