import type { Core } from '../core';
import type { ApiFault } from '../faults';
import type { Member } from '../state';
import type { Body } from './fields';
import { Refusal } from './fields';

/** One request as the platform reads it. */
export interface WireRequest {
  query: URLSearchParams;
  /** Empty when the JSON could not be read. */
  body: Body;
  raw: Buffer;
  contentType: string;
  fault: ApiFault;
}

/** One API: its verb and what it does. Throws Refusal. */
export interface WireCall {
  verb: 'GET' | 'POST';
  answer(core: Core, request: WireRequest): Body;
}

export type WireTable = Record<string, WireCall>;

export function get(answer: WireCall['answer']): WireCall {
  return { verb: 'GET', answer };
}

export function post(answer: WireCall['answer']): WireCall {
  return { verb: 'POST', answer };
}

/** A query parameter that must be there. */
export function parameter(request: WireRequest, name: string, missing: number): string {
  const value = request.query.get(name);
  if (value === null || value === '') throw new Refusal(missing, `missing ${name}`);
  return value;
}

/** A member that the app may see: 60111 when there is none (or they left), 60011 outside the visible range. */
export function visibleMember(core: Core, userid: string): Member {
  const member = core.member(userid);
  if (!member || member.status === 5) throw new Refusal(60111, `userid not found: ${userid}`);
  if (!member.in_range) throw new Refusal(60011, `no privilege to access member ${userid}`);
  return member;
}

/** A visible member who may have customers: 84074 when they lack the function. */
export function visibleRep(core: Core, userid: string): Member {
  const member = visibleMember(core, userid);
  if (!member.follows) throw new Refusal(84074, `no external contact privilege: ${userid}`);
  return member;
}
