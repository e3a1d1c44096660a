import type { Input } from './control/read';
import type { Core } from './core';
import { cardFor, customerSays, repEntersApp, repSendsByHand, repTapsCardButton, repWritesToApp } from './people/chat';
import type { Added, Adding, Edit } from './people/contacts';
import {
  customerAddsRep,
  customerDeletesRep,
  repConfirmsCustomer,
  repDeletesCustomer,
  repEditsCustomer,
} from './people/contacts';
import type { NewRep } from './people/corp';
import * as corp from './people/corp';
import { clientChecksPage, pageSends } from './people/js-sdk';
import { KfPeople } from './people/kf-people';
import type { MassSendOutcome } from './people/mass-send';
import { repConfirmsMassSend, repIgnoresMassSend, repMassSends } from './people/mass-send';
import type { MassSend, ReceivedMessage } from './state';

/** One app message as a rep sees it. */
export interface RepMessage {
  at: number;
  repUserId: string;
  messageId: string;
  msgtype: string;
  /** The object named after the msgtype; for a card, as it looks now. */
  body: Record<string, unknown>;
  recalled: boolean;
  taskId?: string;
  /** Set once the card's buttons are greyed. */
  greyedText?: string;
  /** The button that the rep tapped last. */
  chosenKey?: string;
}

/** The people of the sandbox: what customers, reps and admins do, and what they see. */
export class Platform {
  /** Who talks through 微信客服. */
  readonly kf: KfPeople;

  constructor(private readonly core: Core) {
    this.kf = new KfPeople(core);
  }

  customerAddsRep(adding: Adding): Added {
    return customerAddsRep(this.core, adding);
  }

  repConfirmsCustomer(repUserId: string, externalUserId: string): Added {
    return repConfirmsCustomer(this.core, repUserId, externalUserId);
  }

  customerDeletesRep(externalUserId: string, repUserId: string): void {
    customerDeletesRep(this.core, externalUserId, repUserId);
  }

  repDeletesCustomer(repUserId: string, externalUserId: string): void {
    repDeletesCustomer(this.core, repUserId, externalUserId);
  }

  repEditsCustomer(repUserId: string, externalUserId: string, edit: Edit): void {
    repEditsCustomer(this.core, repUserId, externalUserId, edit);
  }

  repEditsRemark(repUserId: string, externalUserId: string, remark: string): void {
    this.repEditsCustomer(repUserId, externalUserId, { remark });
  }

  repEditsMobiles(repUserId: string, externalUserId: string, mobiles: string[]): void {
    this.repEditsCustomer(repUserId, externalUserId, { mobiles });
  }

  repEditsTags(repUserId: string, externalUserId: string, tagIds: string[]): void {
    this.repEditsCustomer(repUserId, externalUserId, { tagIds });
  }

  customerSays(repUserId: string, externalUserId: string, text: string): void {
    customerSays(this.core, repUserId, externalUserId, text);
  }

  repSendsByHand(repUserId: string, externalUserId: string, text: string): boolean {
    return repSendsByHand(this.core, repUserId, externalUserId, text);
  }

  clientChecksPage(page: Input): void {
    clientChecksPage(this.core, page);
  }

  pageSends(repUserId: string, externalUserId: string, message: Input): boolean {
    return pageSends(this.core, repUserId, externalUserId, message);
  }

  repWritesToApp(repUserId: string, text: string): void {
    repWritesToApp(this.core, repUserId, text);
  }

  repEntersApp(repUserId: string): void {
    repEntersApp(this.core, repUserId);
  }

  /** @returns the event's ResponseCode */
  repTapsCardButton(repUserId: string, taskId: string, key: string): string {
    return repTapsCardButton(this.core, repUserId, taskId, key);
  }

  repConfirmsMassSend(repUserId: string, messageId: string): MassSendOutcome {
    return repConfirmsMassSend(this.core, repUserId, messageId);
  }

  repIgnoresMassSend(repUserId: string, messageId: string): void {
    repIgnoresMassSend(this.core, repUserId, messageId);
  }

  /** @returns the task's message id */
  repMassSends(repUserId: string, externalUserIds: string[], text: string): string {
    return repMassSends(this.core, repUserId, externalUserIds, text);
  }

  addRep(rep: NewRep): void {
    corp.hire(this.core, rep);
  }

  repLeaves(repUserId: string): void {
    corp.repLeaves(this.core, repUserId);
  }

  adminSetsVisible(repUserId: string, visible: boolean): void {
    corp.adminSetsVisible(this.core, repUserId, visible);
  }

  adminAddsTag(groupName: string, name: string): { groupId: string; tagId: string } {
    return corp.adminAddsTag(this.core, groupName, name);
  }

  adminRenamesTag(tagId: string, name: string): void {
    corp.adminRenamesTag(this.core, tagId, name);
  }

  adminDeletesTag(id: string): void {
    corp.adminDeletesTag(this.core, id);
  }

  adminShufflesTags(groupId?: string): void {
    corp.adminShufflesTags(this.core, groupId);
  }

  /** A one-time OAuth code, as the WeCom client puts it into the redirect. */
  loginCode(person: { repUserId: string } | { externalUserId: string }): string {
    const code = this.core.nextId('code');
    const userid = 'repUserId' in person ? person.repUserId : null;
    const external_userid = 'externalUserId' in person ? person.externalUserId : null;
    this.core.state.login_codes.set(code, { userid, external_userid, issued_at: this.core.now(), used: false });
    return code;
  }

  /** Every token is expired at once (42001). */
  expireTokens(): void {
    for (const token of this.core.state.tokens.values()) token.expires_at = this.core.now();
  }

  /** Every token is unknown at once (40014). */
  revokeTokens(): void {
    this.core.state.tokens.clear();
  }

  /** Hands any decrypted XML to the callback driver. */
  deliverCallback(xml: string): void {
    this.core.fire(xml);
  }

  /** Everything that customers' phones got, oldest first. */
  get received(): readonly ReceivedMessage[] {
    return this.core.state.received;
  }

  receivedBy(externalUserId: string): ReceivedMessage[] {
    return this.core.state.received.filter((message) => message.externalUserId === externalUserId);
  }

  get massSends(): MassSend[] {
    return [...this.core.state.mass_sends.values()];
  }

  /** Tasks that wait for this rep's tap. */
  waitingMassSends(repUserId: string): MassSend[] {
    return this.massSends.filter(
      (one) => one.cancelled_at === undefined && one.tasks.get(this.canonical(repUserId))?.status === 0,
    );
  }

  /** App messages that this rep got, oldest first; those dropped over the rate are not among them. */
  messagesTo(repUserId: string): RepMessage[] {
    const userid = this.canonical(repUserId);
    const chat = this.core.state.app_chats.get(userid) ?? [];
    return chat.flatMap((entry) => (entry.from === 'app' ? [this.asSeenBy(userid, entry.msgid, entry.at)] : []));
  }

  get droppedMessages(): readonly { at: number; userid: string; msgtype: string }[] {
    return this.core.state.dropped;
  }

  private canonical(userid: string): string {
    return this.core.member(userid)?.userid ?? userid;
  }

  private asSeenBy(userid: string, msgid: string, at: number): RepMessage {
    const message = this.core.state.app_messages.get(msgid);
    if (!message) throw new Error(`app message ${msgid} is in a chat but not kept`);
    const view = message.views.get(userid) ?? {};
    return {
      at,
      repUserId: userid,
      messageId: msgid,
      msgtype: message.msgtype,
      body: cardFor(message, userid),
      recalled: message.recalled_at !== undefined,
      ...(message.task_id === undefined ? {} : { taskId: message.task_id }),
      ...(view.greyed_text === undefined ? {} : { greyedText: view.greyed_text }),
      ...(view.chosen_key === undefined ? {} : { chosenKey: view.chosen_key }),
    };
  }
}
