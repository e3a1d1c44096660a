import { civilDay, dayParts } from '../../kernel/calendar';
import { lunarText, lunarToSolar } from '../../kernel/lunar';
import type { CallbackDriver } from '../callbacks';
import type { Core } from '../core';
import { chatKey } from '../core';
import type { Faults } from '../faults';
import type { Platform } from '../platform';
import { sampleProducts } from '../sample-shop';
import type { MassSend, MassSendTask, Member, Relation } from '../state';
import { kfForPage } from './kf-view';

const shownDeliveries = 30;
/** The newest of each list; older ones are of no use on the page. */
const shownMessages = 200;

export interface Seen {
  core: Core;
  platform: Platform;
  faults: Faults;
  callbacks: CallbackDriver;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function appChat({ core, platform }: Seen, member: Member) {
  const messages = new Map(platform.messagesTo(member.userid).map((message) => [message.messageId, message]));
  return (core.state.app_chats.get(member.userid) ?? []).slice(-shownMessages).map((entry) => {
    if (entry.from === 'rep') return { seq: entry.seq, at: iso(entry.at), from: 'rep', text: entry.text };
    const message = messages.get(entry.msgid);
    return { seq: entry.seq, from: 'app', ...message, at: iso(entry.at) };
  });
}

function massSendStatus(massSend: MassSend, task: MassSendTask): string {
  if (task.status === 2) return 'sent';
  if (massSend.cancelled_at !== undefined) return 'cancelled';
  return task.ignored ? 'ignored' : 'waiting';
}

function massSend(core: Core, one: MassSend, task: MassSendTask) {
  return {
    messageId: one.msgid,
    createdAt: iso(one.created_at),
    text: one.text ?? '',
    attachments: one.attachments,
    status: massSendStatus(one, task),
    reminders: one.reminded_at.length,
    recipients: [...task.rows].map(([externalUserId, { status }]) => ({
      externalUserId,
      name: core.contact(externalUserId)?.name ?? externalUserId,
      status,
    })),
  };
}

function rep(seen: Seen, member: Member) {
  const { core, platform } = seen;
  const tasks = platform.massSends.flatMap((one) => {
    const task = one.tasks.get(member.userid);
    return task ? [massSend(core, one, task)] : [];
  });
  return {
    repUserId: member.userid,
    name: member.name,
    position: member.position,
    left: member.status === 5,
    visible: member.in_range,
    appChat: appChat(seen, member),
    massSends: tasks.slice(-shownMessages),
  };
}

function friendship(core: Core, relation: Relation) {
  const chat = core.state.chats.get(chatKey(relation.userid, relation.external_userid)) ?? [];
  return {
    repUserId: relation.userid,
    repName: core.member(relation.userid)?.name ?? relation.userid,
    remark: relation.remark,
    addedAt: iso(relation.createtime * 1000),
    state: relation.state,
    deletedByCustomer: relation.deleted_by_customer,
    half: relation.half,
    messages: chat.slice(-shownMessages).map((entry) => ({ ...entry, at: iso(entry.at) })),
  };
}

function events({ callbacks }: Seen) {
  return callbacks.deliveries.slice(-shownDeliveries).map(({ xml, firedAt, outcome, attempts, status }) => ({
    at: iso(firedAt),
    event: /<(?:ChangeType|Event|MsgType)><!\[CDATA\[(?!event\])([^\]]*)/.exec(xml)?.[1] ?? '',
    outcome,
    attempts,
    status,
  }));
}

/** WeCom and the sample shop are in China. */
const zone = 'Asia/Shanghai';

/** The day in the words of the Chinese calendar, and when its next 中秋 comes. */
function chineseCalendar(now: number) {
  const today = civilDay(now, zone);
  const { year } = dayParts(today);
  const midAutumn = [year, year + 1].map((each) => lunarToSolar(each, 8, 15, false)).find((day) => day && day > today);
  return { lunar: lunarText(today), ...(midAutumn ? { midAutumn } : {}) };
}

/** Everything that the sandbox page shows. */
export function stateForPage(seen: Seen) {
  const { core, faults, callbacks } = seen;
  return {
    version: core.state.seq,
    now: iso(core.now()),
    ...chineseCalendar(core.now()),
    corp: { name: core.settings.corpName, app: core.settings.agentName },
    reps: [...core.state.members.values()].map((member) => rep(seen, member)),
    customers: [...core.state.contacts.values()].map((contact) => ({
      externalUserId: contact.external_userid,
      name: contact.name,
      gender: contact.gender,
      avatarUrl: contact.avatar,
      reps: core.followersOf(contact.external_userid).map((relation) => friendship(core, relation)),
      kf: kfForPage(core, contact.external_userid),
    })),
    products: sampleProducts.map(({ sku, name, priceCents }) => ({ sku, name, priceCents })),
    callbackUrl: callbacks.url ?? null,
    events: events(seen),
    faults: {
      down: faults.down,
      api: faults.list(),
      quota: Object.fromEntries(faults.quota),
      callbacks: { ...faults.callbacks },
    },
  };
}
