import type { Core } from '../core';
import { ImpossibleAct } from '../core';
import { cardEvent, memberEvent, textMessage } from '../events';
import { addToChat, sendToCustomer } from '../phone';
import type { AppMessageRecord } from '../state';
import { issueResponseCode } from '../wire/messages';

/** The customer writes to the rep: stays between the two, as with the real WeCom. */
export function customerSays(core: Core, userid: string, externalUserid: string, text: string): void {
  const relation = core.bond(userid, externalUserid);
  if (relation.deleted_by_customer) throw new ImpossibleAct('客户已删除该成员，不能再发消息');
  addToChat(core, relation, { from: 'customer', text, attachments: [], delivered: true });
  core.changed();
}

/** The rep writes to the customer by hand; answers whether it arrived. */
export function repSendsByHand(core: Core, userid: string, externalUserid: string, text: string): boolean {
  core.actor(userid);
  const delivered = sendToCustomer(core, core.bond(userid, externalUserid), { text, via: 'by-hand' });
  core.changed();
  return delivered;
}

/** The rep writes into the app's chat: a text message with a 64-bit MsgId. */
export function repWritesToApp(core: Core, userid: string, text: string): void {
  const rep = inRange(core, userid);
  const chat = core.state.app_chats.get(rep.userid) ?? [];
  chat.push({ seq: core.nextSeq(), at: core.now(), from: 'rep', text });
  core.state.app_chats.set(rep.userid, chat);
  core.fire(textMessage(core, rep.userid, text));
  core.changed();
}

export function repEntersApp(core: Core, userid: string): void {
  const rep = inRange(core, userid);
  core.fire(memberEvent(core, rep.userid, 'enter_agent'));
}

function inRange(core: Core, userid: string) {
  const rep = core.actor(userid);
  if (!rep.in_range) throw new ImpossibleAct(`${rep.name} 不在应用可见范围内`);
  return rep;
}

/** The card as one member sees it now. */
export function cardFor(message: AppMessageRecord, userid: string): Record<string, unknown> {
  return message.views.get(userid)?.replaced_by ?? message.body;
}

/** The rep taps a button: fires template_card_event with a fresh ResponseCode. */
export function repTapsCardButton(core: Core, userid: string, taskId: string, key: string): string {
  const rep = core.actor(userid);
  const message = findCard(core, rep.userid, taskId);
  const view = message.views.get(rep.userid) ?? {};
  if (view.greyed_text !== undefined) throw new ImpossibleAct(`按钮已置灰：${view.greyed_text}`);
  const card = cardFor(message, rep.userid);
  const inMenu = hasKey(card.action_menu, 'action_list', key);
  if (!inMenu && !hasKey(card, 'button_list', key)) throw new ImpossibleAct(`卡片上没有按钮 ${key}`);
  message.views.set(rep.userid, { ...view, chosen_key: key });
  const responseCode = issueResponseCode(core, message.msgid, rep.userid);
  const event = inMenu ? 'template_card_menu_event' : 'template_card_event';
  core.fire(
    cardEvent(core, { event, userid: rep.userid, key, taskId, cardType: String(card.card_type), responseCode }),
  );
  core.changed();
  return responseCode;
}

function findCard(core: Core, userid: string, taskId: string): AppMessageRecord {
  const message = [...core.state.app_messages.values()].find(
    (one) => one.task_id === taskId && one.recipients.includes(userid),
  );
  if (!message) throw new ImpossibleAct(`${userid} 没有收到卡片 ${taskId}`);
  if (message.recalled_at !== undefined) throw new ImpossibleAct('卡片已撤回');
  return message;
}

function hasKey(holder: unknown, list: string, key: string): boolean {
  if (typeof holder !== 'object' || holder === null) return false;
  const rows: unknown = (holder as Record<string, unknown>)[list]; // narrowed to an object above
  return (
    Array.isArray(rows) && rows.some((row: { key?: unknown; type?: unknown }) => row.key === key && row.type !== 1)
  );
}
