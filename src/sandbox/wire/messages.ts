import { createHash } from 'node:crypto';
import type { Core } from '../core';
import type { AppMessageRecord, Member } from '../state';
import { checkMedia } from './attachments';
import type { WireRequest, WireTable } from './call';
import { post } from './call';
import { checkCard, needsCallback, readTaskId } from './cards';
import type { Body } from './fields';
import { byteLength, charLength, isObject, optionalText, Refusal, requiredText, wholeNumber } from './fields';

const mostRecipients = 1000;
const perMinute = 30;
const perHour = 1000;
const recallMs = 86_400_000;
const minuteMs = 60_000;
const hourMs = 3_600_000;

const checks: Record<string, (core: Core, content: Body) => void> = {
  text: (_core, content) => {
    if (!optionalText(content, 'content')) throw new Refusal(44004, 'empty content');
    content.content = cut(String(content.content), 2048);
  },
  markdown: (_core, content) => {
    if (!optionalText(content, 'content')) throw new Refusal(44004, 'empty content');
    if (byteLength(String(content.content)) > 2048) throw new Refusal(45002, 'content out of limit');
  },
  textcard: (_core, content) => {
    if (!optionalText(content, 'title')) throw new Refusal(40058, 'missing title');
    if (!optionalText(content, 'description')) throw new Refusal(41033, 'missing description');
    const url = requiredText(content, 'url', 40094);
    if (!/^https?:\/\//.test(url)) throw new Refusal(40094, 'url without scheme');
    if (byteLength(url) > 2048) throw new Refusal(40039, 'url too long');
    if (charLength(optionalText(content, 'btntxt') ?? '') > 4) throw new Refusal(40058, 'btntxt exceed max length 4');
  },
  template_card: (core, content) => {
    checkCard(content);
    if (needsCallback(content) && !core.hasCallbackUrl()) throw new Refusal(43012, 'app has no callback url');
  },
  image: (core, content) => checkMedia(core, requiredText(content, 'media_id', 41006)),
  file: (core, content) => checkMedia(core, requiredText(content, 'media_id', 41006)),
};

/** Cuts at a byte length without splitting a character. */
function cut(text: string, bytes: number): string {
  let kept = text.slice(0, bytes);
  while (byteLength(kept) > bytes) kept = [...kept].slice(0, -1).join('');
  return kept;
}

function readContent(core: Core, body: Body): { msgtype: string; content: Body } {
  const msgtype = requiredText(body, 'msgtype', 40008);
  const check = Object.hasOwn(checks, msgtype) ? checks[msgtype] : undefined;
  if (!check) throw new Refusal(40008, 'invalid msgtype');
  const content = body[msgtype];
  if (!isObject(content)) throw new Refusal(40063, `missing ${msgtype}`);
  check(core, content);
  return { msgtype, content };
}

function checkAgent(core: Core, body: Body): void {
  if (typeof body.agentid !== 'number')
    throw new Refusal(body.agentid === undefined ? 41011 : 40056, 'invalid agentid');
  if (body.agentid !== core.settings.agentId) throw new Refusal(301002, 'not allow operate another agent');
}

function canReceive(member: Member | undefined): member is Member {
  return member !== undefined && member.in_range && member.status === 1;
}

/** Who gets it, and who cannot; 81013 when nobody can. */
function readRecipients(core: Core, body: Body): { members: Member[]; invaliduser: string } {
  const touser = optionalText(body, 'touser') ?? '';
  const parties = (optionalText(body, 'toparty') ?? '').split('|').filter(Boolean).map(Number);
  if (touser === '' && parties.length === 0) throw new Refusal(82001, 'no recipients');
  const all = [...core.state.members.values()];
  const inParties = all.filter((member) => member.department.some((id) => parties.includes(id)));
  const asked = touser === '@all' ? [] : [...new Set(touser.split('|').filter(Boolean))];
  if (asked.length > mostRecipients) throw new Refusal(40032, 'too many users');
  const named = touser === '@all' ? all : asked.map((userid) => core.member(userid));
  const members = [...new Set([...named, ...inParties].filter(canReceive))];
  if (members.length === 0) throw new Refusal(81013, 'user & party & tag all invalid');
  const invalid = asked.filter((userid) => !canReceive(core.member(userid)));
  return { members, invaliduser: invalid.map((userid) => userid.toLowerCase()).join('|') };
}

/** Over 30 a minute or 1,000 an hour to one member, WeCom drops in silence. */
function passesRate(core: Core, member: Member): boolean {
  const now = core.now();
  const recent = (core.state.app_rate.get(member.userid) ?? []).filter((at) => at > now - hourMs);
  const lastMinute = recent.filter((at) => at > now - minuteMs).length;
  const passes = lastMinute < perMinute && recent.length < perHour;
  core.state.app_rate.set(member.userid, passes ? [...recent, now] : recent);
  return passes;
}

function deliver(core: Core, member: Member, message: AppMessageRecord): void {
  if (!passesRate(core, member)) {
    core.state.dropped.push({ at: core.now(), userid: member.userid, msgtype: message.msgtype });
    return;
  }
  message.recipients.push(member.userid);
  const chat = core.state.app_chats.get(member.userid) ?? [];
  chat.push({ seq: core.nextSeq(), at: core.now(), from: 'app', msgid: message.msgid });
  core.state.app_chats.set(member.userid, chat);
}

export function issueResponseCode(core: Core, msgid: string, userid: string | null): string {
  const code = core.nextId('rc');
  core.state.response_codes.set(code, { msgid, userid, issued_at: core.now(), used: false });
  return code;
}

function sendOnce(core: Core, request: WireRequest): Body {
  const { body } = request;
  checkAgent(core, body);
  const { members, invaliduser } = readRecipients(core, body);
  const { msgtype, content } = readContent(core, body);
  const task_id = msgtype === 'template_card' ? readTaskId(content, core.state.task_ids) : undefined;
  const message: AppMessageRecord = {
    msgid: core.nextId('app'),
    at: core.now(),
    recipients: [],
    msgtype,
    body: content,
    ...(task_id === undefined ? {} : { task_id }),
    views: new Map(),
  };
  if (task_id !== undefined) core.state.task_ids.add(task_id);
  core.state.app_messages.set(message.msgid, message);
  for (const member of members) deliver(core, member, message);
  core.changed();
  const answer: Body = { invaliduser, invalidparty: '', invalidtag: '', unlicenseduser: '', msgid: message.msgid };
  if (task_id !== undefined) answer.response_code = issueResponseCode(core, message.msgid, null);
  return answer;
}

/** With the duplicate check, the same bytes within the interval are answered alike and delivered once. */
function send(core: Core, request: WireRequest): Body {
  if (request.body.enable_duplicate_check !== 1) return sendOnce(core, request);
  const interval = wholeNumber(request.body, 'duplicate_check_interval', 1800);
  if (interval < 1 || interval > 14_400) throw new Refusal(40058, 'invalid duplicate_check_interval');
  const hash = createHash('sha1').update(request.raw).digest('hex');
  const earlier = core.state.duplicates.get(hash);
  if (earlier && earlier.until > core.now()) return earlier.answer;
  const answer = sendOnce(core, request);
  core.state.duplicates.set(hash, { until: core.now() + interval * 1000, answer });
  return answer;
}

function recall(core: Core, request: WireRequest): Body {
  const message = core.state.app_messages.get(requiredText(request.body, 'msgid'));
  if (!message) throw new Refusal(40058, 'invalid msgid');
  if (core.now() - message.at >= recallMs) throw new Refusal(42052, 'message older than 24h');
  message.recalled_at = core.now();
  core.changed();
  return {};
}

export const messageCalls: WireTable = { 'message/send': post(send), 'message/recall': post(recall) };
