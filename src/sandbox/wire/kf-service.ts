import type { Core } from '../core';
import { issueKfCode, kfSession, openKfSession } from '../kf';
import type { KfAccountRecord, KfSession } from '../kf-state';
import type { WireRequest, WireTable } from './call';
import { get, parameter, post, visibleRep } from './call';
import type { Body } from './fields';
import { isObject, Refusal, requiredText, textList, wholeNumber } from './fields';
import { kfAccountOf } from './kf-accounts';

/** Where a call may move a conversation (wecom-external §3.7). */
const targets: readonly (readonly number[])[] = [[1, 2, 3, 4], [2, 3, 4], [3, 4], [3, 4], []];
const codeUses = { 2: 'pool', 3: 'human', 4: 'ended' } as const;

function state(core: Core, { body }: WireRequest): Body {
  const { open_kfid } = kfAccountOf(core, body);
  const session = kfSession(core, open_kfid, requiredText(body, 'external_userid'));
  const servicer = session?.state === 3 ? { servicer_userid: session.servicer_userid } : {};
  return { service_state: session?.state ?? 4, ...servicer };
}

function trans(core: Core, { body }: WireRequest): Body {
  const account = kfAccountOf(core, body);
  const session = openKfSession(core, account.open_kfid, requiredText(body, 'external_userid'));
  const target = wholeNumber(body, 'service_state', -1);
  if (!targets[session.state]?.includes(target)) throw new Refusal(95016, 'illegal state change');
  const servicer = target === 3 ? readServicer(core, account, body) : undefined;
  if (session.state === 3 && target === 3 && session.servicer_userid === servicer) {
    throw new Refusal(95016, 'illegal state change');
  }
  Object.assign(session, { state: target, servicer_userid: servicer });
  core.changed();
  return messageCode(core, session);
}

/** The first time a conversation comes into the pool or to a person, and at its end. */
function messageCode(core: Core, session: KfSession): Body {
  const { state: now } = session;
  if (now !== 2 && now !== 3 && now !== 4) return {};
  if (session.codes_given.includes(now)) return {};
  session.codes_given.push(now);
  return { msg_code: issueKfCode(core, session, codeUses[now]) };
}

function readServicer(core: Core, account: KfAccountRecord, body: Body): string {
  const userid = requiredText(body, 'servicer_userid');
  const member = core.member(userid);
  const servicer = account.servicers.find((one) => one.userid === member?.userid);
  if (!servicer || member?.status !== 1) throw new Refusal(95014, 'not a servicer or not activated');
  if (!servicer.receiving) throw new Refusal(95019, 'servicer stopped');
  return servicer.userid;
}

function customers(core: Core, { body }: WireRequest): Body {
  const asked = textList(body, 'external_userid_list', 100);
  if (asked.length === 0) throw new Refusal(40058, 'empty external_userid_list');
  const sessions = [...core.state.kf_sessions.values()];
  const isKnown = (id: string) => sessions.some(({ external_userid, state: now }) => external_userid === id && now < 4);
  return {
    customer_list: asked.filter(isKnown).map((external_userid) => {
      const contact = core.contact(external_userid);
      const { name: nickname = '', avatar = '', gender = 0, unionid } = contact ?? {};
      return { external_userid, nickname, avatar, gender, ...(unionid === undefined ? {} : { unionid }) };
    }),
    invalid_external_userid: asked.filter((id) => !isKnown(id)),
  };
}

function upgrade(core: Core, { body }: WireRequest): Body {
  const { open_kfid } = kfAccountOf(core, body);
  const external_userid = requiredText(body, 'external_userid');
  if (body.type !== 1 || !isObject(body.member)) throw new Refusal(40058, 'only members can be proposed here');
  const { userid } = visibleRep(core, requiredText(body.member, 'userid'));
  if (!core.state.kf_upgrade_members.includes(userid)) throw new Refusal(95021, 'upgrade service not configured');
  const wording = typeof body.member.wording === 'string' ? body.member.wording : '';
  core.state.kf_proposals.set(`${open_kfid} ${external_userid}`, { userid, wording });
  core.changed();
  return {};
}

export const kfServiceCalls: WireTable = {
  'kf/service_state/get': post(state),
  'kf/service_state/trans': post(trans),
  'kf/customer/batchget': post(customers),
  'kf/customer/upgrade_service': post(upgrade),

  'kf/customer/cancel_upgrade_service': post((core, { body }) => {
    const { open_kfid } = kfAccountOf(core, body);
    core.state.kf_proposals.delete(`${open_kfid} ${requiredText(body, 'external_userid')}`);
    core.changed();
    return {};
  }),

  'kf/account/list': post((core, { body }) => {
    const limit = wholeNumber(body, 'limit', 100);
    if (limit < 1 || limit > 100) throw new Refusal(40058, 'limit out of range');
    const offset = wholeNumber(body, 'offset', 0);
    const accounts = [...core.state.kf_accounts.values()].slice(offset, offset + limit);
    return {
      account_list: accounts.map(({ open_kfid, name, avatar, manage_privilege }) => ({
        open_kfid,
        name,
        avatar,
        manage_privilege,
      })),
    };
  }),

  'kf/servicer/list': get((core, request) => {
    const account = kfAccountOf(core, { open_kfid: parameter(request, 'open_kfid', 95000) });
    return {
      servicer_list: account.servicers.map(({ userid, receiving }) => ({
        userid,
        status: receiving ? 0 : 1,
        ...(receiving ? {} : { stop_type: 0 }),
      })),
    };
  }),

  'kf/add_contact_way': post((core, { body }) => {
    const { open_kfid } = kfAccountOf(core, body);
    const scene = typeof body.scene === 'string' ? body.scene : '';
    if (!/^[\w-]{0,32}$/.test(scene)) throw new Refusal(40058, 'invalid scene');
    return { url: `https://work.weixin.qq.com/kf/kfc${open_kfid}?enc_scene=${scene}` };
  }),
};
