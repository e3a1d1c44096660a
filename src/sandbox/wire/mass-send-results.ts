import type { Core } from '../core';
import type { MassSend } from '../state';
import type { WireRequest, WireTable } from './call';
import { post, visibleMember } from './call';
import type { Body } from './fields';
import { optionalText, pageOf, Refusal, requiredText, wholeNumber } from './fields';
import { findMassSend } from './mass-send';

const longestSpanSeconds = 31 * 86_400;

function asRow(massSend: MassSend): Body {
  return {
    msgid: massSend.msgid,
    ...(massSend.creator === undefined ? {} : { creator: massSend.creator }),
    create_time: Math.floor(massSend.created_at / 1000),
    create_type: massSend.create_type,
    ...(massSend.text === undefined ? {} : { text: { content: massSend.text } }),
    attachments: massSend.attachments,
  };
}

function list(core: Core, request: WireRequest): Body {
  const { body } = request;
  if (requiredText(body, 'chat_type') !== 'single') return { next_cursor: '', group_msg_list: [] };
  const from = wholeNumber(body, 'start_time', -1);
  const until = wholeNumber(body, 'end_time', -1);
  if (from < 0 || until < from || until - from > longestSpanSeconds) throw new Refusal(40058, 'invalid time span');
  const creator = optionalText(body, 'creator');
  const filterType = wholeNumber(body, 'filter_type', 2);
  const matching = [...core.state.mass_sends.values()].filter((one) => {
    const made = Math.floor(one.created_at / 1000);
    if (made < from || made > until) return false;
    if (creator !== undefined && one.creator !== creator) return false;
    return filterType === 2 || one.create_type === filterType;
  });
  const page = pageOf(matching, body, { normal: 50, max: 100 }, `${from}-${until}-${creator}-${filterType}`);
  return { next_cursor: page.next_cursor, group_msg_list: page.rows.map(asRow) };
}

function readable(core: Core, request: WireRequest): MassSend {
  const massSend = findMassSend(core, request);
  if (core.settings.cancelledReadsFail && massSend.cancelled_at !== undefined) {
    throw new Refusal(41093, 'message has been cancelled');
  }
  return massSend;
}

function tasks(core: Core, request: WireRequest): Body {
  const massSend = readable(core, request);
  const page = pageOf(
    [...massSend.tasks.values()],
    request.body,
    { normal: 500, max: 1000, clamp: true },
    massSend.msgid,
  );
  const rows = page.rows.map(({ userid, status, send_time }) => ({
    userid,
    status,
    ...(send_time ? { send_time } : {}),
  }));
  return { next_cursor: page.next_cursor, task_list: rows };
}

function results(core: Core, request: WireRequest): Body {
  const massSend = readable(core, request);
  const userid = requiredText(request.body, 'userid', 41009);
  const task = [...massSend.tasks.values()].find((one) => one.userid.toLowerCase() === userid.toLowerCase());
  if (!task) visibleMember(core, userid);
  const rows = [...(task?.rows ?? [])].map(([external_userid, row]) => ({
    external_userid,
    userid: task?.userid,
    ...row,
  }));
  const page = pageOf(rows, request.body, { normal: 500, max: 1000, clamp: true }, `${massSend.msgid} ${userid}`);
  return { next_cursor: page.next_cursor, send_list: page.rows };
}

export const massSendResultCalls: WireTable = {
  'externalcontact/get_groupmsg_list_v2': post(list),
  'externalcontact/get_groupmsg_task': post(tasks),
  'externalcontact/get_groupmsg_send_result': post(results),
};
