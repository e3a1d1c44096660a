import type { Core } from '../core';
import { isOverReceiveLimit } from '../receive-limit';
import type { MassSend, MassSendTask } from '../state';
import { readContent } from './attachments';
import type { WireRequest, WireTable } from './call';
import { post, visibleRep } from './call';
import type { Body } from './fields';
import { optionalText, Refusal, requiredText, textList } from './fields';

const mostCustomers = 10_000;

/** Which rep gets the task for a customer: the named sender, else who chatted last. */
function senderFor(core: Core, externalUserid: string, sender: string | undefined): string | undefined {
  const named = sender === undefined ? undefined : core.relation(sender, externalUserid);
  const candidates = sender === undefined ? core.followersOf(externalUserid) : named ? [named] : [];
  const alive = candidates.filter((relation) => !relation.half && isWorking(core, relation.userid));
  return alive.sort((one, other) => other.last_chat_at - one.last_chat_at)[0]?.userid;
}

function isWorking(core: Core, userid: string): boolean {
  const member = core.member(userid);
  return member !== undefined && member.status === 1 && member.in_range && member.follows;
}

function targets(core: Core, body: Body, sender: string | undefined): string[] {
  const named = [...new Set(textList(body, 'external_userid', mostCustomers))];
  if (named.length > 0) return named;
  if (body.tag_filter !== undefined) throw new Refusal(40058, 'tag_filter is not part of this sandbox');
  if (sender === undefined) throw new Refusal(40058, 'sender, external_userid and tag_filter all empty');
  return core.relationsOf(sender).map((relation) => relation.external_userid);
}

function checkChatType(body: Body): void {
  const chatType = optionalText(body, 'chat_type') ?? 'single';
  if (chatType === 'group') throw new Refusal(40058, 'group chats are not part of this sandbox');
  if (chatType !== 'single') throw new Refusal(86214, 'invalid chat_type');
}

function create(core: Core, request: WireRequest): Body {
  const { body, fault } = request;
  checkChatType(body);
  const sender = optionalText(body, 'sender') || undefined;
  if (sender !== undefined) visibleRep(core, sender);
  const wanted = targets(core, body, sender);
  const { text, attachments } = readContent(core, body);
  const { tasks, refused } = assign(core, wanted, sender, new Set(fault.failList ?? []));
  const reachable = [...tasks.values()].some((task) =>
    [...task.rows.keys()].some((id) => !isOverReceiveLimit(core, id)),
  );
  if (!reachable) throw new Refusal(41048, 'no customer to send');
  const massSend: MassSend = {
    msgid: core.nextId('msg'),
    created_at: core.now(),
    create_type: 0,
    ...(text === '' ? {} : { text }),
    attachments,
    tasks,
    reminded_at: [],
  };
  core.state.mass_sends.set(massSend.msgid, massSend);
  core.changed();
  return { fail_list: refused, msgid: massSend.msgid };
}

/** Splits customers among reps; who has no relation, or is named by a fault, is refused. */
export function assign(core: Core, wanted: string[], sender: string | undefined, failing: Set<string>) {
  const tasks = new Map<string, MassSendTask>();
  const refused: string[] = [];
  for (const id of wanted) {
    const userid = failing.has(id) ? undefined : senderFor(core, id, sender);
    if (userid === undefined) {
      refused.push(id);
      continue;
    }
    const task: MassSendTask = tasks.get(userid) ?? { userid, status: 0, ignored: false, rows: new Map() };
    task.rows.set(id, { status: 0 });
    tasks.set(userid, task);
  }
  return { tasks, refused };
}

/** A task by its msgid: 41046 missing, 41047 unknown, 41063 while it is being dispatched. */
export function findMassSend(core: Core, request: WireRequest): MassSend {
  const massSend = core.state.mass_sends.get(requiredText(request.body, 'msgid', 41046));
  if (!massSend) throw new Refusal(41047, 'invalid msgid');
  if (core.now() - massSend.created_at < core.settings.dispatchMs)
    throw new Refusal(41063, 'message is being dispatched');
  return massSend;
}

function checkNotCancelled(massSend: MassSend): void {
  if (massSend.cancelled_at !== undefined) throw new Refusal(41093, 'message has been cancelled');
}

const dayMs = 86_400_000;
const mostReminders = 3;

function remind(core: Core, request: WireRequest): Body {
  const massSend = findMassSend(core, request);
  checkNotCancelled(massSend);
  const recent = massSend.reminded_at.filter((at) => at > core.now() - dayMs);
  if (recent.length >= mostReminders) throw new Refusal(41094, 'remind over frequency');
  massSend.reminded_at = [...recent, core.now()];
  core.changed();
  return {};
}

function cancel(core: Core, request: WireRequest): Body {
  const massSend = findMassSend(core, request);
  checkNotCancelled(massSend);
  massSend.cancelled_at = core.now();
  core.changed();
  return {};
}

export const massSendCalls: WireTable = {
  'externalcontact/add_msg_template': post(create),
  'externalcontact/remind_groupmsg_send': post(remind),
  'externalcontact/cancel_groupmsg_send': post(cancel),
};
