import { z } from 'zod';
import { CareError, WecomError } from '../../kernel/errors';
import { type KfContent, type KfPlatform, kfStates } from '../../kernel/kf';
import { emptyReply, listOf, text } from './call';
import type { Caller } from './caller';
import { kfContentJson } from './kf-content';
import { kfItemOf } from './kf-items';

const pageLimit = 1000;
/** kf/send_msg: this msgid was taken before. */
const sentBefore = 95033;
const serviceStates = { new: 0, bot: 1, pool: 2, human: 3, ended: 4 } as const;

const syncReply = z.looseObject({
  next_cursor: text,
  has_more: z.number().nullish(),
  msg_list: listOf(z.unknown()),
});

type Messaging = Pick<KfPlatform, 'pullKf' | 'sendKf' | 'sendKfOnEvent' | 'getKfState' | 'moveKf'>;

/** 微信客服: what is said, and who has the conversation (wecom-external §3.2-3.7). */
export function kf(caller: Caller): Messaging {
  /** With our own id a repeat is refused, so an answer that was lost is no danger. */
  async function send(path: string, messageId: string, address: object, content: KfContent): Promise<boolean> {
    if (!/^[\w-]{1,32}$/.test(messageId)) {
      throw new CareError('bad_message_id', 'kf message: the id is not 1 to 32 of 0-9 A-Z a-z _ -', { status: 422 });
    }
    const body = { ...address, msgid: messageId, ...kfContentJson(content) };
    try {
      await caller.call({ path, repeat: 'safe', body, reply: emptyReply });
      return true;
    } catch (error) {
      if (error instanceof WecomError && error.errcode === sentBefore) return false;
      throw error;
    }
  }

  return {
    async pullKf({ openKfId, cursor, token }) {
      const reply = await caller.call({
        path: '/cgi-bin/kf/sync_msg',
        repeat: 'read',
        body: {
          open_kfid: openKfId,
          ...(cursor === '' ? {} : { cursor }),
          ...(token === undefined ? {} : { token }),
          limit: pageLimit,
        },
        reply: syncReply,
      });
      return {
        items: reply.msg_list.map((row) => kfItemOf(row, openKfId)),
        nextCursor: reply.next_cursor,
        hasMore: reply.has_more === 1,
      };
    },

    sendKf({ openKfId, externalUserId, messageId, content }) {
      const address = { touser: externalUserId, open_kfid: openKfId };
      return send('/cgi-bin/kf/send_msg', messageId, address, content);
    },

    sendKfOnEvent({ code, messageId, content }) {
      return send('/cgi-bin/kf/send_msg_on_event', messageId, { code }, content);
    },

    async getKfState(openKfId, externalUserId) {
      const reply = await caller.call({
        path: '/cgi-bin/kf/service_state/get',
        repeat: 'read',
        body: { open_kfid: openKfId, external_userid: externalUserId },
        reply: z.looseObject({ service_state: z.number().int().min(0).max(4), servicer_userid: text }),
      });
      return { state: kfStates[reply.service_state] ?? 'new', servicerUserId: reply.servicer_userid || null };
    },

    async moveKf(openKfId, externalUserId, to) {
      const reply = await caller.call({
        path: '/cgi-bin/kf/service_state/trans',
        repeat: 'safe',
        inSeriesBy: `kf ${openKfId} ${externalUserId}`,
        body: {
          open_kfid: openKfId,
          external_userid: externalUserId,
          service_state: serviceStates[to.state],
          ...(to.state === 'human' ? { servicer_userid: to.servicerUserId } : {}),
        },
        reply: z.looseObject({ msg_code: text }),
      });
      return { messageCode: reply.msg_code || null };
    },
  };
}
