import type { Core } from './core';
import { chatKey } from './core';
import type { ChatEntry, DeliveryWay, Relation, WireAttachment } from './state';

export interface Parcel {
  text: string;
  attachments?: WireAttachment[];
  via: DeliveryWay;
  /** The mass-send task it comes from. */
  msgid?: string;
}

/** Puts a rep's message into the chat; it reaches the phone unless the customer has deleted the rep. */
export function sendToCustomer(core: Core, relation: Relation, parcel: Parcel): boolean {
  const { text, via, msgid, attachments = [] } = parcel;
  const delivered = !relation.deleted_by_customer;
  addToChat(core, relation, { from: 'rep', text, attachments, via, delivered });
  if (!delivered) return false;
  core.state.received.push({
    at: core.now(),
    externalUserId: relation.external_userid,
    repUserId: relation.userid,
    text,
    attachments,
    via,
    ...(msgid === undefined ? {} : { msgid }),
  });
  return true;
}

/** One line in a rep's chat with a customer; both sides talking is what ends a welcome code. */
export function addToChat(core: Core, relation: Relation, entry: Omit<ChatEntry, 'seq' | 'at'>): void {
  const key = chatKey(relation.userid, relation.external_userid);
  const chat = core.state.chats.get(key) ?? [];
  chat.push({ seq: core.nextSeq(), at: core.now(), ...entry });
  core.state.chats.set(key, chat);
  relation.last_chat_at = core.now();
}

/** Whether somebody has said something since the two became contacts (a welcome is not talking). */
export function chatHasBegun(core: Core, relation: Relation): boolean {
  const chat = core.state.chats.get(chatKey(relation.userid, relation.external_userid)) ?? [];
  return chat.some((entry) => entry.at >= relation.createtime * 1000 && entry.via !== 'welcome');
}
