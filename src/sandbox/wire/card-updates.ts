import type { Core } from '../core';
import type { AppMessageRecord, ResponseCode } from '../state';
import type { WireRequest, WireTable } from './call';
import { post } from './call';
import { checkCard } from './cards';
import type { Body } from './fields';
import { isObject, optionalText, Refusal, requiredText, textList } from './fields';

const lifetimeMs = 72 * 3_600_000;

function redeem(core: Core, value: string): { code: ResponseCode; message: AppMessageRecord } {
  const code = core.state.response_codes.get(value);
  const message = code && core.state.app_messages.get(code.msgid);
  if (!code || !message || code.used || core.now() - code.issued_at >= lifetimeMs) {
    throw new Refusal(60140, 'response_code invalid or expired or used');
  }
  return { code, message };
}

/** Members whose card changes: 82101 when none is named, 82102 when none of them got the card. */
function readAudience(message: AppMessageRecord, body: Body): { reached: string[]; invaliduser: string[] } {
  if (body.atall === 1) return { reached: message.recipients, invaliduser: [] };
  const named = textList(body, 'userids', 1000);
  if (named.length === 0) throw new Refusal(82101, 'userids empty');
  const got = new Map(message.recipients.map((userid) => [userid.toLowerCase(), userid]));
  const reached = named.map((userid) => got.get(userid.toLowerCase())).filter((userid) => userid !== undefined);
  if (reached.length === 0) throw new Refusal(82102, 'users did not receive the message');
  return { reached, invaliduser: named.filter((userid) => !got.has(userid.toLowerCase())) };
}

function readChange(body: Body): { greyed_text?: string; replaced_by?: Body } {
  if (isObject(body.template_card)) {
    checkCard(body.template_card);
    const greyed = optionalText(body.template_card, 'replace_text') || undefined;
    return { replaced_by: body.template_card, ...(greyed === undefined ? {} : { greyed_text: greyed }) };
  }
  if (!isObject(body.button)) throw new Refusal(40058, 'missing button or template_card');
  return { greyed_text: requiredText(body.button, 'replace_name') };
}

function update(core: Core, request: WireRequest): Body {
  const { body } = request;
  if (body.agentid !== core.settings.agentId) throw new Refusal(42015, 'agentid does not match');
  const { code, message } = redeem(core, requiredText(body, 'response_code', 60140));
  const { reached, invaliduser } = readAudience(message, body);
  const change = readChange(body);
  code.used = true;
  for (const userid of reached) {
    const { chosen_key } = message.views.get(userid) ?? {};
    message.views.set(userid, { ...(chosen_key === undefined ? {} : { chosen_key }), ...change });
  }
  core.changed();
  return { invaliduser };
}

export const cardUpdateCalls: WireTable = { 'message/update_template_card': post(update) };
