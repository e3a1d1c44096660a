import { z } from 'zod';
import { WecomError } from '../../kernel/errors';
import { massSendResultStates } from '../../kernel/ports';
import type { MassSendRequest, WecomPlatform } from '../../kernel/ports';
import { customerContent } from './attachments';
import { cursor, emptyReply, listOf, text, unixSeconds } from './call';
import type { Caller } from './caller';
import { atMostItems, notEmpty } from './limits';

const nobodyCanReceive = 41048;
const alreadyCancelled = 41093;
const recipientLimit = 10_000;
/** Tasks made by the corp, its apps among it; 1: by reps themselves. */
const corpTasks = 0;
/** get_groupmsg_task: 0 not sent yet, 2 the rep has sent. */
const taskSent = 2;

const remoteMassSend = z.looseObject({
  msgid: z.string(),
  creator: text,
  create_time: unixSeconds,
  create_type: z.number().nullish(),
  text: z.looseObject({ content: text }).nullish(),
  attachments: listOf(z.looseObject({ msgtype: text })),
});

type MassSends = Pick<
  WecomPlatform,
  'createMassSend' | 'pageMassSends' | 'pageMassSendTasks' | 'pageMassSendResults' | 'remindMassSend' | 'cancelMassSend'
>;

/** 企业群发: a task that a rep then sends with one tap (wecom-external §2.9). */
export function massSends(caller: Caller): MassSends {
  function create(request: MassSendRequest): Promise<{ msgid: string; fail_list: string[] }> {
    return caller.call({
      path: '/cgi-bin/externalcontact/add_msg_template',
      repeat: 'unsafe',
      body: {
        chat_type: 'single',
        external_userid: request.externalUserIds,
        sender: request.repUserId,
        ...customerContent('mass-send', request),
      },
      reply: z.looseObject({ msgid: z.string().min(1), fail_list: listOf(z.string()) }),
    });
  }

  return {
    async createMassSend(request) {
      notEmpty('sender of the mass-send', request.repUserId);
      // To WeCom a sender without a list means all customers of that rep.
      notEmpty('recipients of the mass-send', request.externalUserIds);
      atMostItems('recipients of the mass-send', recipientLimit, request.externalUserIds);
      try {
        const reply = await create(request);
        return { messageId: reply.msgid, refused: reply.fail_list };
      } catch (error) {
        if (!(error instanceof WecomError) || error.errcode !== nobodyCanReceive) throw error;
        return { messageId: null, refused: [...request.externalUserIds] };
      }
    },

    async pageMassSends({ from, to }, after) {
      const reply = await caller.call({
        path: '/cgi-bin/externalcontact/get_groupmsg_list_v2',
        repeat: 'read',
        body: {
          chat_type: 'single',
          start_time: Math.floor(from / 1000),
          end_time: Math.ceil(to / 1000),
          filter_type: corpTasks,
          limit: 100,
          cursor: after,
        },
        reply: z.looseObject({ group_msg_list: listOf(remoteMassSend), next_cursor: cursor }),
      });
      return {
        items: reply.group_msg_list.map((row) => ({
          messageId: row.msgid,
          creator: row.creator === '' ? null : row.creator,
          createdAt: row.create_time ?? 0,
          createType: row.create_type === 1 ? 1 : 0,
          text: row.text?.content ?? '',
          attachmentKinds: row.attachments.map((attachment) => attachment.msgtype),
        })),
        nextCursor: reply.next_cursor,
      };
    },

    async pageMassSendTasks(messageId, after) {
      const reply = await caller.call({
        path: '/cgi-bin/externalcontact/get_groupmsg_task',
        repeat: 'read',
        body: { msgid: messageId, limit: 1000, cursor: after },
        reply: z.looseObject({
          task_list: listOf(z.looseObject({ userid: z.string(), status: z.number(), send_time: unixSeconds })),
          next_cursor: cursor,
        }),
      });
      return {
        items: reply.task_list.map((row) => ({
          repUserId: row.userid,
          sent: row.status === taskSent,
          sentAt: row.send_time,
        })),
        nextCursor: reply.next_cursor,
      };
    },

    async pageMassSendResults(messageId, repUserId, after) {
      const reply = await caller.call({
        path: '/cgi-bin/externalcontact/get_groupmsg_send_result',
        repeat: 'read',
        body: { msgid: messageId, userid: repUserId, limit: 1000, cursor: after },
        reply: z.looseObject({
          send_list: listOf(
            z.looseObject({ external_userid: text, status: z.number().int().min(0).max(3), send_time: unixSeconds }),
          ),
          next_cursor: cursor,
        }),
      });
      return {
        items: reply.send_list
          .filter((row) => row.external_userid !== '')
          .map((row) => ({
            externalUserId: row.external_userid,
            state: massSendResultStates[row.status] ?? 'waiting',
            sentAt: row.send_time,
          })),
        nextCursor: reply.next_cursor,
      };
    },

    /** Uses up one of the task's 3 reminders in 24 hours. */
    async remindMassSend(messageId) {
      await caller.call({
        path: '/cgi-bin/externalcontact/remind_groupmsg_send',
        repeat: 'unsafe',
        body: { msgid: messageId },
        reply: emptyReply,
      });
    },

    async cancelMassSend(messageId) {
      try {
        await caller.call({
          path: '/cgi-bin/externalcontact/cancel_groupmsg_send',
          repeat: 'safe',
          body: { msgid: messageId },
          reply: emptyReply,
        });
      } catch (error) {
        if (!(error instanceof WecomError) || error.errcode !== alreadyCancelled) throw error;
      }
    },
  };
}
