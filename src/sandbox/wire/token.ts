import { randomBytes } from 'node:crypto';
import type { Core } from '../core';
import type { WireTable } from './call';
import { get, parameter } from './call';
import type { Body } from './fields';
import { Refusal } from './fields';

const lifetimeSeconds = 7200;
/** Near its end a token is followed by a new one, and both work. */
const renewBeforeSeconds = 600;

export const tokenCalls: WireTable = {
  gettoken: get((core, request) => {
    const corpId = parameter(request, 'corpid', 41002);
    const secret = parameter(request, 'corpsecret', 41004);
    if (corpId !== core.settings.corpId) throw new Refusal(40013, 'invalid corpid');
    if (secret !== core.settings.secret) throw new Refusal(40001, 'invalid credential');
    return currentToken(core) ?? freshToken(core);
  }),
};

function currentToken(core: Core): Body | undefined {
  for (const [token, { expires_at }] of core.state.tokens) {
    const left = Math.floor((expires_at - core.now()) / 1000);
    if (left > renewBeforeSeconds) return { access_token: token, expires_in: left };
  }
  return undefined;
}

function freshToken(core: Core): Body {
  const token = `${core.nextId('tok')}${randomBytes(48).toString('base64url')}`;
  core.state.tokens.set(token, { expires_at: core.now() + lifetimeSeconds * 1000 });
  return { access_token: token, expires_in: lifetimeSeconds };
}

/** 41001 missing, 40014 unknown, 42001 expired. */
export function checkToken(core: Core, token: string | null): void {
  if (token === null || token === '') throw new Refusal(41001, 'access_token missing');
  const known = core.state.tokens.get(token);
  if (!known) throw new Refusal(40014, 'invalid access_token');
  if (known.expires_at <= core.now()) throw new Refusal(42001, 'access_token expired');
}
