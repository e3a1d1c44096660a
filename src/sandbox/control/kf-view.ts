import type { Core } from '../core';
import { kfChat, kfSession } from '../kf';
import type { KfChatEntry } from '../kf-state';

const shownMessages = 200;
const states = ['new', 'bot', 'pool', 'human', 'ended'] as const;

/** One customer's talk with each kf account, for the page; also with those they have not entered yet. */
export function kfForPage(core: Core, externalUserId: string) {
  return [...core.state.kf_accounts.values()].map(({ open_kfid, name, servicers }) => {
    const session = kfSession(core, open_kfid, externalUserId);
    return {
      openKfId: open_kfid,
      name,
      state: states[session?.state ?? 4],
      servicerUserId: session?.servicer_userid ?? null,
      servicers: servicers.map(({ userid }) => userid),
      messages: kfChat(core, open_kfid, externalUserId)
        .slice(-shownMessages)
        .map((entry) => message(core, entry)),
    };
  });
}

function message(core: Core, { seq, at, from, msgtype, body, servicer_userid, recalled }: KfChatEntry) {
  const choices = Array.isArray(body.list) ? (body.list as { click?: { id: string; content: string } }[]) : [];
  return {
    seq,
    at: new Date(at).toISOString(),
    from,
    msgtype,
    text: String(body.content ?? body.head_content ?? body.link_url ?? ''),
    choices: choices.flatMap(({ click }) => (click ? [click] : [])),
    servicerName: servicer_userid === undefined ? null : (core.member(servicer_userid)?.name ?? servicer_userid),
    recalled: recalled ?? false,
  };
}
