import type { Core } from './core';
import { kfEvent } from './events';
import type { KfAccountRecord, KfChatEntry, KfCodeUse, KfSession } from './kf-state';

export const hourMs = 3_600_000;
/** A conversation lasts so long from the customer's last message. */
export const windowMs = 48 * hourMs;

function sessionKey(open_kfid: string, external_userid: string): string {
  return `${open_kfid} ${external_userid}`;
}

/** Of one customer with one account; undefined: they never met. */
export function kfSession(core: Core, open_kfid: string, external_userid: string): KfSession | undefined {
  const session = core.state.kf_sessions.get(sessionKey(open_kfid, external_userid));
  const isOver = session && session.state < 4 && core.now() - session.last_customer_at >= windowMs;
  if (isOver) Object.assign(session, { state: 4, servicer_userid: undefined });
  return session;
}

export function openKfSession(core: Core, open_kfid: string, external_userid: string): KfSession {
  const known = kfSession(core, open_kfid, external_userid);
  if (known) return known;
  const session: KfSession = {
    open_kfid,
    external_userid,
    state: 4,
    last_customer_at: 0,
    sent_since: 0,
    greeted_at: 0,
    refuses: false,
    codes_given: [],
  };
  core.state.kf_sessions.set(sessionKey(open_kfid, external_userid), session);
  return session;
}

/** Writes into what sync_msg reads, and rings the app's bell. */
export function tellApp(core: Core, account: KfAccountRecord, row: Record<string, unknown>): string {
  const msgid = core.nextId('kfmsg');
  account.log.push({ at: core.now(), row: { msgid, send_time: core.seconds(), ...row } });
  ring(core, account);
  core.changed();
  return msgid;
}

/** An event has the account and the customer inside only. */
export function tellEvent(core: Core, account: KfAccountRecord, event: Record<string, unknown>): string {
  const { open_kfid } = account;
  return tellApp(core, account, { origin: 4, msgtype: 'event', event: { open_kfid, ...event } });
}

function ring(core: Core, account: KfAccountRecord): void {
  if (!account.manage_privilege) return;
  const token = core.nextId('kftoken');
  core.state.kf_tokens.set(token, { open_kfid: account.open_kfid, issued_at: core.now() });
  core.fire(kfEvent(core, account.open_kfid, token));
}

export function issueKfCode(core: Core, session: KfSession, use: KfCodeUse): string {
  const code = core.nextId('kfcode');
  const { open_kfid, external_userid } = session;
  core.state.kf_codes.set(code, { open_kfid, external_userid, use, issued_at: core.now(), used: false });
  return code;
}

/** One line on the customer's phone. */
export function addToKfChat(core: Core, session: KfSession, entry: Omit<KfChatEntry, 'seq' | 'at'>): void {
  const key = sessionKey(session.open_kfid, session.external_userid);
  const chat = core.state.kf_chats.get(key) ?? [];
  chat.push({ seq: core.nextSeq(), at: core.now(), ...entry });
  core.state.kf_chats.set(key, chat);
  core.changed();
}

export function kfChat(core: Core, open_kfid: string, external_userid: string): KfChatEntry[] {
  return core.state.kf_chats.get(sessionKey(open_kfid, external_userid)) ?? [];
}
