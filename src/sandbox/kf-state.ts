/** What the platform keeps of 微信客服, in WeCom's own spelling (wecom-external §3). */

export interface KfAccountRecord {
  open_kfid: string;
  name: string;
  avatar: string;
  /** The app may use the API for it. */
  manage_privilege: boolean;
  servicers: { userid: string; receiving: boolean }[];
  /** What sync_msg reads; entries without a row are what the API sent: counted in pages, never shown. */
  log: { at: number; row?: Record<string, unknown> }[];
  /** Ids the app gave to its own messages. */
  sent_msgids: Set<string>;
  /** Instants of pulls without a token. */
  tokenless_at?: number[];
}

export interface KfSession {
  open_kfid: string;
  external_userid: string;
  /** 0 new, 1 bot, 2 pool, 3 human, 4 ended or not begun. */
  state: 0 | 1 | 2 | 3 | 4;
  servicer_userid?: string | undefined;
  last_customer_at: number;
  /** API messages since the customer's last one. */
  sent_since: number;
  greeted_at: number;
  /** The customer has shut the account's messages off. */
  refuses: boolean;
  /** States of this conversation that have given their msg_code. */
  codes_given: number[];
}

export type KfCodeUse = 'welcome' | 'pool' | 'human' | 'ended';

export interface KfCode {
  open_kfid: string;
  external_userid: string;
  use: KfCodeUse;
  issued_at: number;
  used: boolean;
}

export interface KfChatEntry {
  seq: number;
  at: number;
  from: 'customer' | 'app' | 'servicer';
  msgid: string;
  msgtype: string;
  body: Record<string, unknown>;
  servicer_userid?: string;
  recalled?: boolean;
}

/** Cards of members that the app proposed to servicers, by session. */
export interface KfProposal {
  userid: string;
  wording: string;
}
