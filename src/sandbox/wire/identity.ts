import type { Core } from '../core';
import type { WireTable } from './call';
import { get, parameter } from './call';
import { Refusal } from './fields';

const codeLifetimeMs = 5 * 60_000;

export const identityCalls: WireTable = {
  'auth/getuserinfo': get((core, request) => {
    const code = core.state.login_codes.get(parameter(request, 'code', 41008));
    if (!code) throw new Refusal(40029, 'invalid oauth code');
    if (code.used) throw new Refusal(42022, 'oauth code used');
    if (core.now() - code.issued_at >= codeLifetimeMs) throw new Refusal(42003, 'oauth code expired');
    code.used = true;
    if (code.userid !== null) return { userid: code.userid };
    return { openid: `o${code.external_userid}`, external_userid: code.external_userid };
  }),

  get_jsapi_ticket: get((core) => ({ ticket: `corp-ticket-${core.state.era.toString(36)}`, expires_in: 7200 })),

  'ticket/get': get((core, request) => {
    if (request.query.get('type') !== 'agent_config') throw new Refusal(91040, 'invalid ticket type');
    return { ticket: agentTicket(core), expires_in: 7200 };
  }),
};

/** By which pages of our app are signed. */
export function agentTicket(core: Core): string {
  return `agent-ticket-${core.state.era.toString(36)}`;
}
