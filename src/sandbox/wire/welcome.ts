import type { Core } from '../core';
import { chatHasBegun, sendToCustomer } from '../phone';
import type { Relation, WelcomeCode } from '../state';
import { readContent } from './attachments';
import type { WireRequest, WireTable } from './call';
import { post } from './call';
import type { Body } from './fields';
import { Refusal, requiredText } from './fields';

const lifetimeMs = 20_000;

/** The code's relation while it may still be greeted: 41051 once used or chatting, 41050 after 20 s. */
function redeem(core: Core, code: WelcomeCode | undefined): Relation {
  if (!code) throw new Refusal(41050, 'invalid welcome_code');
  if (code.used) throw new Refusal(41051, 'externaluser has started chatting');
  if (core.now() - code.fired_at >= lifetimeMs) throw new Refusal(41050, 'expired welcome_code');
  const relation = core.relation(code.userid, code.external_userid);
  if (!relation) throw new Refusal(41050, 'invalid welcome_code');
  if (chatHasBegun(core, relation)) throw new Refusal(41051, 'externaluser has started chatting');
  return relation;
}

function sendWelcome(core: Core, request: WireRequest): Body {
  const code = core.state.welcome_codes.get(requiredText(request.body, 'welcome_code', 41049));
  const { text, attachments } = readContent(core, request.body);
  const relation = redeem(core, code);
  if (code) code.used = true;
  sendToCustomer(core, relation, { text, attachments, via: 'welcome' });
  core.changed();
  return {};
}

export const welcomeCalls: WireTable = { 'externalcontact/send_welcome_msg': post(sendWelcome) };
