import type { Core } from '../core';
import { ImpossibleAct } from '../core';
import { kfAccountsEvent } from '../events';
import { addToKfChat, issueKfCode, kfChat, kfSession, openKfSession, tellApp, tellEvent, windowMs } from '../kf';
import type { KfAccountRecord, KfChatEntry, KfSession } from '../kf-state';
import type { NewCustomer } from './contacts';
import { putCustomer } from './contacts';

const recallMs = 2 * 60_000;

interface Entry extends Partial<NewCustomer> {
  openKfId: string;
  scene?: string;
  sceneParam?: string;
}

/** Who talks through 微信客服: customers, the servicers of an account, the admin. */
export class KfPeople {
  constructor(private readonly core: Core) {}

  // the customer ------------------------------------------------------------------------------------------------

  /** By a link, a code or another entry: fires enter_session, with a welcome code unless they talked lately. */
  customerEnters({ openKfId, scene = '', sceneParam = '', ...who }: Entry): {
    externalUserId: string;
    welcomeCode: string | undefined;
  } {
    const account = this.account(openKfId);
    const { external_userid } = putCustomer(this.core, who);
    const session = openKfSession(this.core, openKfId, external_userid);
    const now = this.core.now();
    const isNew = now - Math.max(session.greeted_at, session.last_customer_at) >= windowMs;
    const welcomeCode = isNew ? issueKfCode(this.core, session, 'welcome') : undefined;
    tellEvent(this.core, account, {
      event_type: 'enter_session',
      external_userid,
      scene,
      scene_param: sceneParam,
      ...(welcomeCode === undefined ? {} : { welcome_code: welcomeCode }),
    });
    return { externalUserId: external_userid, welcomeCode };
  }

  /** @returns the message's id */
  customerWrites(openKfId: string, externalUserId: string, text: string): string {
    return this.customerSends(openKfId, externalUserId, 'text', { content: text });
  }

  /** Any kind: `image` with its media_id, `location`, or one that WeCom may invent. */
  customerSends(openKfId: string, externalUserId: string, msgtype: string, body: Record<string, unknown>): string {
    const account = this.account(openKfId);
    if (!this.core.contact(externalUserId)) throw new ImpossibleAct(`没有这位客户 ${externalUserId}`);
    const session = openKfSession(this.core, openKfId, externalUserId);
    if (session.state === 4) Object.assign(session, { state: 0, servicer_userid: undefined, codes_given: [] });
    session.last_customer_at = this.core.now();
    session.sent_since = 0;
    const about = { open_kfid: openKfId, external_userid: externalUserId, origin: 3 };
    const msgid = tellApp(this.core, account, { ...about, msgtype, [msgtype]: body });
    addToKfChat(this.core, session, { from: 'customer', msgid, msgtype, body });
    return msgid;
  }

  /** Taps a choice of the app's menu: its words go out as the customer's own, with the choice's id. */
  customerTapsMenu(openKfId: string, externalUserId: string, menuId: string): string {
    const menus = kfChat(this.core, openKfId, externalUserId).filter(({ msgtype }) => msgtype === 'msgmenu');
    const rows = menus.flatMap(({ body }) => body.list as { click?: { id: string; content: string } }[]);
    const choice = rows.find(({ click }) => click?.id === menuId)?.click;
    if (!choice) throw new ImpossibleAct(`菜单里没有 ${menuId}`);
    return this.customerSends(openKfId, externalUserId, 'text', { content: choice.content, menu_id: menuId });
  }

  customerRecalls(openKfId: string, externalUserId: string, msgid: string): void {
    this.recall(openKfId, externalUserId, msgid, 'customer');
    const event = { event_type: 'user_recall_msg', external_userid: externalUserId, recall_msgid: msgid };
    tellEvent(this.core, this.account(openKfId), event);
  }

  /** Shuts the account's messages off: what is sent comes back as msg_send_fail 10. */
  customerRefuses(openKfId: string, externalUserId: string, refuses = true): void {
    this.session(openKfId, externalUserId).refuses = refuses;
    this.core.changed();
  }

  /** What the customer's phone shows, oldest first. */
  chat(openKfId: string, externalUserId: string): KfChatEntry[] {
    return kfChat(this.core, openKfId, externalUserId);
  }

  // servicers, in the WeCom client ---------------------------------------------------------------------------------

  /** @returns the message's id */
  servicerWrites(openKfId: string, servicerUserId: string, externalUserId: string, text: string): string {
    const account = this.account(openKfId);
    this.servicer(account, servicerUserId);
    const session = this.session(openKfId, externalUserId);
    const { state } = session;
    if (state === 3 && session.servicer_userid !== servicerUserId) throw new ImpossibleAct('会话由其他接待人员接待');
    if (state !== 3) this.take(session, servicerUserId);
    if (state === 4) this.tellSession(session, { change_type: 4, new_servicer_userid: servicerUserId });
    const body = { content: text };
    const about = { open_kfid: openKfId, external_userid: externalUserId, origin: 5, servicer_userid: servicerUserId };
    const msgid = tellApp(this.core, account, { ...about, msgtype: 'text', text: body });
    addToKfChat(this.core, session, {
      from: 'servicer',
      msgid,
      msgtype: 'text',
      body,
      servicer_userid: servicerUserId,
    });
    return msgid;
  }

  /** Out of the waiting pool. */
  servicerTakes(openKfId: string, servicerUserId: string, externalUserId: string): void {
    this.servicer(this.account(openKfId), servicerUserId);
    const session = this.session(openKfId, externalUserId);
    if (session.state !== 2) throw new ImpossibleAct('会话不在待接入池');
    this.take(session, servicerUserId);
    const msg_code = issueKfCode(this.core, session, 'human');
    this.tellSession(session, { change_type: 1, new_servicer_userid: servicerUserId, msg_code });
  }

  servicerHandsOn(openKfId: string, externalUserId: string, toUserId: string): void {
    this.servicer(this.account(openKfId), toUserId);
    const session = this.session(openKfId, externalUserId);
    if (session.state !== 3) throw new ImpossibleAct('会话没有在人工接待');
    const old_servicer_userid = session.servicer_userid;
    this.take(session, toUserId);
    this.tellSession(session, { change_type: 2, old_servicer_userid, new_servicer_userid: toUserId });
  }

  servicerEnds(openKfId: string, externalUserId: string): void {
    const session = this.session(openKfId, externalUserId);
    if (session.state !== 3) throw new ImpossibleAct('会话没有在人工接待');
    const old_servicer_userid = session.servicer_userid;
    Object.assign(session, { state: 4, servicer_userid: undefined });
    const msg_code = issueKfCode(this.core, session, 'ended');
    this.tellSession(session, { change_type: 3, old_servicer_userid, msg_code });
  }

  servicerRecalls(openKfId: string, servicerUserId: string, externalUserId: string, msgid: string): void {
    this.recall(openKfId, externalUserId, msgid, 'servicer');
    tellEvent(this.core, this.account(openKfId), {
      event_type: 'servicer_recall_msg',
      external_userid: externalUserId,
      recall_msgid: msgid,
      servicer_userid: servicerUserId,
    });
  }

  /** Goes to work or stops receiving. */
  servicerReceives(openKfId: string, servicerUserId: string, receiving: boolean): void {
    const account = this.account(openKfId);
    this.servicer(account, servicerUserId).receiving = receiving;
    tellEvent(this.core, account, {
      event_type: 'servicer_status_change',
      servicer_userid: servicerUserId,
      status: receiving ? 1 : 2,
      ...(receiving ? {} : { stop_type: 0 }),
    });
  }

  // the admin ------------------------------------------------------------------------------------------------------

  adminAddsAccount(wanted: { openKfId?: string; name: string; servicers: string[] }, quietly = false): string {
    const open_kfid = wanted.openKfId ?? this.core.nextId('wk');
    this.core.state.kf_accounts.set(open_kfid, {
      open_kfid,
      name: wanted.name,
      avatar: '',
      manage_privilege: true,
      servicers: wanted.servicers.map((userid) => ({ userid: this.core.actor(userid).userid, receiving: true })),
      log: [],
      sent_msgids: new Set(),
    });
    if (!quietly) this.core.fire(kfAccountsEvent(this.core, { granted: open_kfid }));
    this.core.changed();
    return open_kfid;
  }

  /** Takes the account away from the app: every call on it is 48007. */
  adminRevokesAccount(openKfId: string): void {
    this.account(openKfId).manage_privilege = false;
    this.core.fire(kfAccountsEvent(this.core, { revoked: openKfId }));
    this.core.changed();
  }

  /** Deletes the account in mid-conversation: every call on it is 95004. */
  adminDeletesAccount(openKfId: string): void {
    this.account(openKfId);
    this.core.state.kf_accounts.delete(openKfId);
    this.core.fire(kfAccountsEvent(this.core, { revoked: openKfId }));
    this.core.changed();
  }

  /** Whose cards may be proposed to visitors (升级服务). */
  adminAllowsUpgrade(userids: string[]): void {
    this.core.state.kf_upgrade_members = userids;
  }

  proposalFor(openKfId: string, externalUserId: string): { userid: string; wording: string } | undefined {
    return this.core.state.kf_proposals.get(`${openKfId} ${externalUserId}`);
  }

  private account(openKfId: string): KfAccountRecord {
    const account = this.core.state.kf_accounts.get(openKfId);
    if (!account) throw new ImpossibleAct(`没有客服账号 ${openKfId}`);
    return account;
  }

  private servicer(account: KfAccountRecord, userid: string) {
    const servicer = account.servicers.find((one) => one.userid === this.core.actor(userid).userid);
    if (!servicer) throw new ImpossibleAct(`${userid} 不是该客服账号的接待人员`);
    return servicer;
  }

  private session(openKfId: string, externalUserId: string): KfSession {
    const session = kfSession(this.core, openKfId, externalUserId);
    if (!session) throw new ImpossibleAct(`${externalUserId} 没有进入过该客服账号`);
    return session;
  }

  private take(session: KfSession, servicerUserId: string): void {
    Object.assign(session, { state: 3, servicer_userid: this.core.actor(servicerUserId).userid });
  }

  private tellSession(session: KfSession, change: Record<string, unknown>): void {
    const { external_userid } = session;
    const event = { event_type: 'session_status_change', external_userid, ...change };
    tellEvent(this.core, this.account(session.open_kfid), event);
  }

  private recall(openKfId: string, externalUserId: string, msgid: string, from: 'customer' | 'servicer'): void {
    const said = kfChat(this.core, openKfId, externalUserId).find((one) => one.msgid === msgid && one.from === from);
    if (!said || this.core.now() - said.at > recallMs) throw new ImpossibleAct('超过 2 分钟的消息不能撤回');
    said.recalled = true;
  }
}
