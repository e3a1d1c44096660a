import type { Core } from '../core';
import { addToKfChat, kfSession, tellEvent, windowMs } from '../kf';
import type { KfAccountRecord, KfCode, KfSession } from '../kf-state';
import type { ApiFault } from '../faults';
import { kfAccountOf } from './kf-accounts';
import type { WireRequest, WireTable } from './call';
import { post } from './call';
import type { Body } from './fields';
import { optionalText, Refusal, requiredText, wholeNumber } from './fields';
import { readKfContent } from './kf-content';

const dayMs = 86_400_000;
const kept = 3 * dayMs;
const tokenMs = 10 * 60_000;
const minuteMs = 60_000;
const mostInWindow = 5;
const refusedByCustomer = 10;

/** Entries of the last 3 days, page by page; what the API sent is looked at and not shown, so a page may be empty. */
function sync(core: Core, { body }: WireRequest): Body {
  const account = kfAccountOf(core, body);
  checkPullToken(core, account, optionalText(body, 'token'));
  const limit = wholeNumber(body, 'limit', 1000);
  if (limit < 1 || limit > 1000) throw new Refusal(40058, 'limit out of range');
  const from = readCursor(core, account, optionalText(body, 'cursor') ?? '');
  const until = Math.min(from + Math.min(limit, core.settings.kfPageRows), account.log.length);
  const rows = account.log.slice(from, until).flatMap(({ row }) => (row ? [row] : []));
  return { next_cursor: `kfcur${until}`, has_more: until < account.log.length ? 1 : 0, msg_list: rows };
}

function checkPullToken(core: Core, account: KfAccountRecord, token: string | undefined): void {
  const now = core.now();
  if (token !== undefined) {
    const issued = core.state.kf_tokens.get(token);
    if (issued?.open_kfid === account.open_kfid && now - issued.issued_at < tokenMs) return;
    throw new Refusal(95007, 'invalid or expired token');
  }
  const pulls = (account.tokenless_at ?? []).filter((at) => at > now - minuteMs);
  if (pulls.length >= core.settings.kfPullsPerMinute) throw new Refusal(45009, 'api freq out of limit');
  account.tokenless_at = [...pulls, now];
}

function readCursor(core: Core, account: KfAccountRecord, cursor: string): number {
  const oldest = account.log.findIndex(({ at }) => at > core.now() - kept);
  const first = oldest < 0 ? account.log.length : oldest;
  if (cursor === '') return first;
  const offset = /^kfcur(\d{1,9})$/.exec(cursor)?.[1];
  if (offset === undefined || Number(offset) > account.log.length) throw new Refusal(50100, 'invalid cursor');
  return Math.max(first, Number(offset));
}

function readMsgid(account: KfAccountRecord, body: Body): string | undefined {
  const msgid = optionalText(body, 'msgid');
  if (msgid === undefined) return undefined;
  if (!/^[\w-]{1,32}$/.test(msgid)) throw new Refusal(40058, 'invalid msgid');
  if (account.sent_msgids.has(msgid)) throw new Refusal(95033, 'msgid duplicate');
  return msgid;
}

/** 48 hours from the customer's last message, 5 messages in them, and only while no person has the conversation. */
function checkWindow(core: Core, session: KfSession | undefined): asserts session is KfSession {
  if (!session || session.last_customer_at === 0) throw new Refusal(95018, 'session not started');
  if (session.state === 2 || session.state === 3) throw new Refusal(95018, 'state does not allow sending');
  if (core.now() - session.last_customer_at >= windowMs) throw new Refusal(95002, 'send msg session expired');
  if (session.state === 4) throw new Refusal(95013, 'session ended');
  if (session.sent_since >= mostInWindow) throw new Refusal(95001, 'send msg count limit');
}

function send(core: Core, { body, fault }: WireRequest): Body {
  const account = kfAccountOf(core, body);
  const touser = requiredText(body, 'touser');
  const content = readKfContent(core, body);
  const msgid = readMsgid(account, body) ?? core.nextId('kfmsg');
  const session = kfSession(core, account.open_kfid, touser);
  checkWindow(core, session);
  session.sent_since += 1;
  deliver(core, account, session, { msgid, ...content, fault });
  return { msgid };
}

/** Taken is not delivered: what fails comes back as an event. */
function deliver(
  core: Core,
  account: KfAccountRecord,
  session: KfSession,
  message: { msgid: string; msgtype: string; content: Body; fault: ApiFault },
): void {
  const { msgid, msgtype, content, fault } = message;
  account.sent_msgids.add(msgid);
  account.log.push({ at: core.now() });
  const fail_type = fault.kfFailType ?? (session.refuses ? refusedByCustomer : undefined);
  if (fail_type === undefined) return addToKfChat(core, session, { from: 'app', msgid, msgtype, body: content });
  const { external_userid } = session;
  tellEvent(core, account, { event_type: 'msg_send_fail', external_userid, fail_msgid: msgid, fail_type });
}

const uses: Record<KfCode['use'], { ms: number; menu: boolean; state?: number }> = {
  welcome: { ms: 20_000, menu: true },
  pool: { ms: windowMs, menu: false, state: 2 },
  human: { ms: windowMs, menu: false, state: 3 },
  ended: { ms: 20_000, menu: true, state: 4 },
};

/** One message for the code of an event (wecom-external §3.6). */
function sendOnEvent(core: Core, { body, fault }: WireRequest): Body {
  const code = core.state.kf_codes.get(requiredText(body, 'code'));
  if (!code) throw new Refusal(40058, 'invalid code');
  const account = kfAccountOf(core, { open_kfid: code.open_kfid });
  const msgid = readMsgid(account, body) ?? core.nextId('kfmsg');
  const { ms, menu, state } = uses[code.use];
  const content = readKfContent(core, body, menu ? ['text', 'msgmenu'] : ['text']);
  if (code.used || core.now() - code.issued_at >= ms) throw new Refusal(40058, 'code used or expired');
  const session = kfSession(core, code.open_kfid, code.external_userid);
  if (!session || (state !== undefined && session.state !== state)) throw new Refusal(95016, 'state changed');
  code.used = true;
  if (code.use === 'welcome') session.greeted_at = core.now();
  deliver(core, account, session, { msgid, ...content, fault });
  return { msgid };
}

export const kfMessageCalls: WireTable = {
  'kf/sync_msg': post(sync),
  'kf/send_msg': post(send),
  'kf/send_msg_on_event': post(sendOnEvent),
};
