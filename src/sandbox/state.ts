import type { KfAccountRecord, KfChatEntry, KfCode, KfProposal, KfSession } from './kf-state';

/** What the platform keeps, in WeCom's own spelling. Instants `at` are epoch ms, `…time` fields epoch seconds. */

interface Department {
  id: number;
  name: string;
  parentid: number;
  order: number;
}

export interface Member {
  userid: string;
  name: string;
  alias: string;
  position: string;
  department: number[];
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: 1 | 2 | 4 | 5;
  /** Whether the app's visible range holds the member. */
  in_range: boolean;
  /** Whether the member has the customer-contact function. */
  follows: boolean;
}

export interface ExternalContact {
  external_userid: string;
  name: string;
  avatar: string;
  type: 1 | 2;
  gender: 0 | 1 | 2;
  unionid?: string;
}

export interface Relation {
  userid: string;
  external_userid: string;
  remark: string;
  description: string;
  createtime: number;
  tag_ids: string[];
  personal_tags: { group_name: string; tag_name: string }[];
  remark_corp_name: string;
  remark_mobiles: string[];
  oper_userid: string;
  add_way: number;
  state: string;
  /** The customer deleted the rep: the one-way relation stays, messages no longer arrive. */
  deleted_by_customer: boolean;
  /** Added without verification and not yet confirmed by the rep. */
  half: boolean;
  last_chat_at: number;
}

export interface TagGroup {
  group_id: string;
  group_name: string;
  create_time: number;
  order: number;
  tags: CorpTag[];
}

export interface CorpTag {
  id: string;
  name: string;
  create_time: number;
  order: number;
  /** An app may change only what it made itself. */
  made_by_app: boolean;
}

export interface ContactWayRecord {
  config_id: string;
  create_time: number;
  type: number;
  scene: number;
  style: number;
  remark: string;
  skip_verify: boolean;
  state: string;
  user: string[];
  party: number[];
  qr_code?: string;
}

export interface WelcomeCode {
  userid: string;
  external_userid: string;
  fired_at: number;
  used: boolean;
}

export type WireAttachment = { msgtype: string } & Record<string, unknown>;

export interface MassSendRow {
  /** 0 waiting, 1 sent, 2 not a friend any more, 3 over the receive limit. */
  status: 0 | 1 | 2 | 3;
  send_time?: number;
}

export interface MassSendTask {
  userid: string;
  status: 0 | 2;
  send_time?: number;
  ignored: boolean;
  rows: Map<string, MassSendRow>;
}

export interface MassSend {
  msgid: string;
  /** Absent for tasks made through the API. */
  creator?: string;
  created_at: number;
  create_type: 0 | 1;
  text?: string;
  attachments: WireAttachment[];
  tasks: Map<string, MassSendTask>;
  cancelled_at?: number;
  reminded_at: number[];
}

export interface AppMessageRecord {
  msgid: string;
  at: number;
  /** Members it was delivered to. */
  recipients: string[];
  msgtype: string;
  /** The object named after the msgtype, as sent. */
  body: Record<string, unknown>;
  task_id?: string;
  recalled_at?: number;
  /** What each member sees instead, after an update. */
  views: Map<string, { replaced_by?: Record<string, unknown>; greyed_text?: string; chosen_key?: string }>;
}

export interface ResponseCode {
  msgid: string;
  /** Null: the code of the sending, for the whole audience. */
  userid: string | null;
  issued_at: number;
  used: boolean;
}

type AppChatEntry = { seq: number; at: number } & ({ from: 'rep'; text: string } | { from: 'app'; msgid: string });

export type DeliveryWay = 'welcome' | 'mass-send' | 'by-hand';

/** What a customer's phone got. */
export interface ReceivedMessage {
  at: number;
  externalUserId: string;
  repUserId: string;
  text: string;
  attachments: WireAttachment[];
  via: DeliveryWay;
  /** The mass-send task it came from. */
  msgid?: string;
}

export interface ChatEntry {
  seq: number;
  at: number;
  from: 'customer' | 'rep';
  text: string;
  attachments: WireAttachment[];
  via?: DeliveryWay;
  /** False: the customer has deleted the rep and never saw it. */
  delivered: boolean;
}

interface MediaRecord {
  type: string;
  filename: string;
  size: number;
  created_at: number;
}

interface LoginCode {
  userid: string | null;
  external_userid: string | null;
  issued_at: number;
  used: boolean;
}

export interface PlatformState {
  /** Orders everything that happened. */
  seq: number;
  /** Keeps ids of two runs of the sandbox apart. */
  era: number;
  tokens: Map<string, { expires_at: number }>;
  departments: Department[];
  /** By lower-cased userid. */
  members: Map<string, Member>;
  contacts: Map<string, ExternalContact>;
  /** By lower-cased userid, then external_userid. */
  relations: Map<string, Map<string, Relation>>;
  tag_groups: TagGroup[];
  contact_ways: Map<string, ContactWayRecord>;
  welcome_codes: Map<string, WelcomeCode>;
  mass_sends: Map<string, MassSend>;
  /** Instants of mass-sends that reached a customer. */
  mass_received: Map<string, number[]>;
  app_messages: Map<string, AppMessageRecord>;
  app_chats: Map<string, AppChatEntry[]>;
  /** Delivery instants per member, for the 30 a minute and 1,000 an hour. */
  app_rate: Map<string, number[]>;
  dropped: { at: number; userid: string; msgtype: string }[];
  task_ids: Set<string>;
  response_codes: Map<string, ResponseCode>;
  /** By hash of the request's bytes. */
  duplicates: Map<string, { until: number; answer: Record<string, unknown> }>;
  chats: Map<string, ChatEntry[]>;
  received: ReceivedMessage[];
  media: Map<string, MediaRecord>;
  images: Map<string, MediaRecord>;
  login_codes: Map<string, LoginCode>;
  kf_accounts: Map<string, KfAccountRecord>;
  /** By open_kfid and external_userid, as the two below. */
  kf_sessions: Map<string, KfSession>;
  kf_chats: Map<string, KfChatEntry[]>;
  kf_proposals: Map<string, KfProposal>;
  kf_codes: Map<string, KfCode>;
  kf_tokens: Map<string, { open_kfid: string; issued_at: number }>;
  /** Members whose cards may be proposed (升级服务). */
  kf_upgrade_members: string[];
}

export function emptyState(era: number): PlatformState {
  return {
    seq: 0,
    era,
    tokens: new Map(),
    departments: [],
    members: new Map(),
    contacts: new Map(),
    relations: new Map(),
    tag_groups: [],
    contact_ways: new Map(),
    welcome_codes: new Map(),
    mass_sends: new Map(),
    mass_received: new Map(),
    app_messages: new Map(),
    app_chats: new Map(),
    app_rate: new Map(),
    dropped: [],
    task_ids: new Set(),
    response_codes: new Map(),
    duplicates: new Map(),
    chats: new Map(),
    received: [],
    media: new Map(),
    images: new Map(),
    login_codes: new Map(),
    kf_accounts: new Map(),
    kf_sessions: new Map(),
    kf_chats: new Map(),
    kf_proposals: new Map(),
    kf_codes: new Map(),
    kf_tokens: new Map(),
    kf_upgrade_members: [],
  };
}

/** The state as JSON text; maps and sets are kept as tagged lists. */
export function dumpState(state: PlatformState): string {
  return JSON.stringify(state, (_key, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] };
    if (value instanceof Set) return { $set: [...value] };
    return value;
  });
}

/** Reads what `dumpState` wrote. */
export function readState(dump: string): PlatformState {
  return JSON.parse(dump, (_key, value: unknown) => {
    if (isTagged(value, '$map')) return new Map(value.$map as [unknown, unknown][]);
    if (isTagged(value, '$set')) return new Set(value.$set as unknown[]);
    return value;
  }) as PlatformState; // written by dumpState
}

function isTagged<K extends string>(value: unknown, tag: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 1 && tag in value;
}
