import type { Core } from './core';
import type { Relation } from './state';

type Field = [name: string, value: string | number | undefined];

/** Text as CDATA; numbers bare, as WeCom writes them. */
function element([name, value]: Field): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
}

function document(core: Core, from: string | undefined, msgType: string, fields: Field[], tail = ''): string {
  const head: Field[] = [
    ['ToUserName', core.settings.corpId],
    ['FromUserName', from],
    ['CreateTime', core.seconds()],
    ['MsgType', msgType],
  ];
  return `<xml>${[...head, ...fields].map(element).join('')}${tail}</xml>`;
}

/** A text that a member wrote to the app; `MsgId` is a bare 64-bit number (wecom-core §3.1). */
export function textMessage(core: Core, userid: string, content: string): string {
  const tail = `<MsgId>${core.nextMessageId()}</MsgId><AgentID>${core.settings.agentId}</AgentID>`;
  return document(core, userid, 'text', [['Content', content]], tail);
}

/** `subscribe`, `unsubscribe`, `enter_agent` (wecom-core §3.2). */
export function memberEvent(core: Core, userid: string, event: string): string {
  return document(core, userid, 'event', [
    ['Event', event],
    ['EventKey', ''],
    ['AgentID', core.settings.agentId],
  ]);
}

export interface CardEvent {
  event: 'template_card_event' | 'template_card_menu_event';
  userid: string;
  key: string;
  taskId: string;
  cardType: string;
  responseCode: string;
}

export function cardEvent(core: Core, tap: CardEvent): string {
  return document(core, tap.userid, 'event', [
    ['Event', tap.event],
    ['EventKey', tap.key],
    ['TaskId', tap.taskId],
    ['CardType', tap.cardType],
    ['ResponseCode', tap.responseCode],
    ['AgentID', core.settings.agentId],
  ]);
}

/** change_external_contact (wecom-external §1.1). */
export function contactEvent(
  core: Core,
  changeType: string,
  relation: Pick<Relation, 'userid' | 'external_userid'>,
  more: { State?: string; WelcomeCode?: string; Source?: string } = {},
): string {
  return document(core, 'sys', 'event', [
    ['Event', 'change_external_contact'],
    ['ChangeType', changeType],
    ['UserID', relation.userid],
    ['ExternalUserID', relation.external_userid],
    ['State', more.State],
    ['WelcomeCode', more.WelcomeCode],
    ['Source', more.Source],
  ]);
}

/** change_external_tag (wecom-external §1.3); a shuffle names no tag type. */
export function tagEvent(core: Core, changeType: string, id: string, tagType?: 'tag' | 'tag_group'): string {
  return document(core, 'sys', 'event', [
    ['Event', 'change_external_tag'],
    ['Id', id],
    ['TagType', tagType],
    ['ChangeType', changeType],
  ]);
}

/** kf_msg_or_event has no sender and no content: it is only a bell (wecom-external §1.5). */
export function kfEvent(core: Core, openKfId: string, token: string): string {
  return document(core, undefined, 'event', [
    ['Event', 'kf_msg_or_event'],
    ['Token', token],
    ['OpenKfId', openKfId],
  ]);
}

export function kfAccountsEvent(core: Core, change: { granted?: string; revoked?: string }): string {
  return document(core, undefined, 'event', [
    ['Event', 'kf_account_auth_change'],
    ['AuthAddOpenKfId', change.granted],
    ['AuthDelOpenKfId', change.revoked],
  ]);
}
