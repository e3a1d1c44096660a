/** Epoch milliseconds, UTC. */
export type Instant = number;
/** `YYYY-MM-DD` in the customer's zone; made only by kernel/calendar.ts. */
export type CivilDay = string;

export interface Clock {
  now(): Instant;
}

// ---------------------------------------------------------------------------------------------------------------
// Jobs: the queue is only a bell; the database is the record.

export interface JobRequest {
  /** Which handler of the worker table takes it. */
  name: string;
  payload?: Record<string, string | number | boolean>;
  /** Two waiting jobs of one id are one job. No `:` and not all digits (BullMQ). */
  id?: string;
  delayMs?: number;
}

export type JobHandler = (payload: Record<string, string | number | boolean>) => Promise<void>;

export interface Jobs {
  ring(job: JobRequest): Promise<void>;
  /** Starts taking jobs; a handler that throws is rung again with back-off, and then left to the sweeper. */
  start(handlers: Record<string, JobHandler>): Promise<void>;
  /** Resolves when nothing that is due is waiting or running. */
  settle(): Promise<void>;
  /** Stops taking jobs, waits for the running ones at most `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
  /** Answers whether the queue can be reached. */
  ping(): Promise<boolean>;
}

// ---------------------------------------------------------------------------------------------------------------
// A language model, optional: it puts into words, and is never the source of a fact.

export interface LanguageModel {
  /** Streams what it writes. Throws what the endpoint or the wire throws; `signal` ends the waiting. */
  write(request: { system: string; user: string; signal: AbortSignal }): AsyncIterable<string>;
}

// ---------------------------------------------------------------------------------------------------------------
// The WeCom platform in the project's own words. Errors are WecomError.

export interface Attachment {
  kind: 'image' | 'link' | 'miniprogram' | 'file' | 'video';
  mediaId?: string;
  /** Image only; from `uploadImage`. */
  pictureUrl?: string;
  title?: string;
  description?: string;
  url?: string;
  thumbnailUrl?: string;
  appId?: string;
  page?: string;
}

export interface CardButton {
  /** ≤10 characters. */
  text: string;
  /** 1 blue, 2 grey, 3 red, 4 plain. */
  style?: 1 | 2 | 3 | 4;
  /** ≤1024 B; comes back as the event's key. */
  key: string;
}

/** template_card of type button_interaction (wecom-core §4.4). */
export interface InteractionCard {
  /** `[0-9A-Za-z_\-@]`, ≤128 B, never repeated within the app. */
  taskId: string;
  sourceText?: string;
  /** ≤26 characters. */
  title: string;
  /** ≤30 characters. */
  titleNote?: string;
  /** ≤112 characters shown safely. */
  text?: string;
  /** ≤6 rows; key ≤5, value ≤30 characters. */
  rows?: { key: string; value: string; url?: string }[];
  /** Opens when the card is tapped. */
  url?: string;
  buttons: CardButton[];
}

export type AppMessageBody =
  | { kind: 'text'; text: string }
  | { kind: 'markdown'; markdown: string }
  | { kind: 'textcard'; title: string; description: string; url: string; buttonText?: string }
  | { kind: 'card'; card: InteractionCard };

export interface AppMessageReceipt {
  messageId: string;
  /** For `updateCard`, whole audience, 72 h, once. */
  responseCode?: string;
  /** Recipients WeCom could not reach (lower-cased). */
  unreachable: string[];
}

export interface RemoteRep {
  repUserId: string;
  name: string;
  departmentIds: number[];
  /** False when WeCom says disabled or left. */
  active: boolean;
}

export interface RemoteRelation {
  repUserId: string;
  remark: string;
  description: string;
  followedAt: Instant;
  /** Corp tag ids. */
  tagIds: string[];
  mobiles: string[];
  addWay: number;
  state: string;
  /** Who started it: a rep's userid or the customer's external userid. */
  operatorId: string;
}

export interface RemoteCustomer {
  externalUserId: string;
  name: string;
  avatarUrl: string;
  /** 1 WeChat user, 2 WeCom user of another corp. */
  type: 1 | 2;
  gender: 0 | 1 | 2;
  unionId: string | null;
  relations: RemoteRelation[];
}

export interface RemoteTagGroup {
  groupId: string;
  name: string;
  order: number;
  tags: { tagId: string; name: string; order: number }[];
}

export interface ContactWay {
  configId: string;
  qrCodeUrl: string | null;
  state: string;
  remark: string;
  repUserIds: string[];
}

export interface MassSendRequest {
  repUserId: string;
  /** ≤10,000. */
  externalUserIds: string[];
  /** ≤4000 B. */
  text: string;
  attachments?: Attachment[];
}

export interface MassSendReceipt {
  /** WeCom's id of the task; null when 41048: nobody can receive, no task was made. */
  messageId: string | null;
  /** Recipients that WeCom refused. */
  refused: string[];
}

export interface RemoteMassSend {
  messageId: string;
  /** Absent for tasks made through the API. */
  creator: string | null;
  createdAt: Instant;
  /** 0 corp, 1 personal. */
  createType: 0 | 1;
  text: string;
  attachmentKinds: string[];
}

export const massSendResultStates = ['waiting', 'sent', 'not_friend', 'over_limit'] as const;
export type MassSendResultState = (typeof massSendResultStates)[number];

export interface MassSendResult {
  externalUserId: string;
  state: MassSendResultState;
  sentAt: Instant | null;
}

/** Members of WeCom's API that Jiuban uses; one page object per paged call is `{ items, nextCursor }`. */
export interface Page<T> {
  items: T[];
  /** Empty: last page. */
  nextCursor: string;
}

export interface WecomPlatform {
  // app messages (wecom-core §4)
  sendAppMessage(
    repUserId: string,
    body: AppMessageBody,
    options?: { duplicateCheckSeconds?: number },
  ): Promise<AppMessageReceipt>;
  /** Replaces the card's button by a greyed text; one use per response code, 72 h. */
  disableCardButtons(responseCode: string, repUserIds: string[], text: string): Promise<void>;
  /** Replaces the card; `replaceText` is the greyed button. */
  replaceCard(
    responseCode: string,
    repUserIds: string[],
    card: Omit<InteractionCard, 'taskId'> & { replaceText?: string },
  ): Promise<void>;
  recallAppMessage(messageId: string): Promise<void>;

  // members (wecom-core §8)
  getRep(repUserId: string): Promise<RemoteRep>;
  /** Every visible member with name, through the departments. */
  listReps(): Promise<RemoteRep[]>;
  /** Visible range and state of our app; a good health check. */
  getAgent(): Promise<{ name: string; closed: boolean; repUserIds: string[]; departmentIds: number[] }>;

  // customers (wecom-external §2.1, §2.3)
  listFollowReps(): Promise<string[]>;
  /** No customers (84061) is an empty list. */
  listCustomerIds(repUserId: string): Promise<string[]>;
  getCustomer(externalUserId: string): Promise<RemoteCustomer>;
  /** Items are (rep, customer) pairs, one relation each. At most 100 reps and 100 rows a page. */
  pageCustomers(repUserIds: string[], cursor: string): Promise<Page<RemoteCustomer>>;
  remarkCustomer(
    repUserId: string,
    externalUserId: string,
    change: { remark?: string; description?: string; mobiles?: string[] },
  ): Promise<void>;
  markTags(repUserId: string, externalUserId: string, change: { add: string[]; remove: string[] }): Promise<void>;
  listTags(): Promise<RemoteTagGroup[]>;
  addTags(groupName: string, tagNames: string[]): Promise<RemoteTagGroup>;
  renameTag(id: string, name: string): Promise<void>;
  deleteTags(tagIds: string[]): Promise<void>;

  // contact ways (wecom-external §2.7). Creation is not safe to repeat: `state` must be unique so that it can be found.
  addContactWay(request: { repUserIds: string[]; state: string; remark?: string; skipVerify?: boolean }): Promise<{
    configId: string;
    qrCodeUrl: string | null;
  }>;
  getContactWay(configId: string): Promise<ContactWay>;
  updateContactWay(configId: string, change: { repUserIds?: string[]; state?: string; remark?: string }): Promise<void>;
  deleteContactWay(configId: string): Promise<void>;
  pageContactWayIds(range: { from: Instant; to: Instant }, cursor: string): Promise<Page<string>>;

  // welcome and mass-send (wecom-external §2.8, §2.9)
  sendWelcome(welcomeCode: string, message: { text: string; attachments?: Attachment[] }): Promise<void>;
  /** NOT safe to repeat. */
  createMassSend(request: MassSendRequest): Promise<MassSendReceipt>;
  pageMassSends(range: { from: Instant; to: Instant }, cursor: string): Promise<Page<RemoteMassSend>>;
  pageMassSendTasks(
    messageId: string,
    cursor: string,
  ): Promise<Page<{ repUserId: string; sent: boolean; sentAt: Instant | null }>>;
  pageMassSendResults(messageId: string, repUserId: string, cursor: string): Promise<Page<MassSendResult>>;
  remindMassSend(messageId: string): Promise<void>;
  cancelMassSend(messageId: string): Promise<void>;

  // media (wecom-core §5)
  uploadMedia(
    kind: 'image' | 'voice' | 'video' | 'file',
    fileName: string,
    content: Buffer,
  ): Promise<{ mediaId: string }>;
  uploadImage(fileName: string, content: Buffer): Promise<{ url: string }>;

  // identity (wecom-core §6, §7)
  getLogin(code: string): Promise<{ repUserId: string | null; externalUserId: string | null }>;
  getCorpTicket(): Promise<string>;
  getAgentTicket(): Promise<string>;

  /** Whether WeCom answers and takes our secret; for `/readyz`. */
  ping(): Promise<{ ok: boolean; why: string }>;
}

// ---------------------------------------------------------------------------------------------------------------
/** Keeps personal fields unreadable at rest, and findable by equality. */
export interface Vault {
  /** AES-256-GCM with a key id in front. */
  seal(plain: string): string;
  open(sealed: string): string;
  /** Keyed, so that a leaked table cannot be tried against all phone numbers. */
  fingerprint(plain: string): string;
}
