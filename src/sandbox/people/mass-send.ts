import type { Core } from '../core';
import { ImpossibleAct } from '../core';
import { sendToCustomer } from '../phone';
import { countMassSend, isOverReceiveLimit } from '../receive-limit';
import type { MassSend, MassSendRow, MassSendTask } from '../state';
import { assign } from '../wire/mass-send';

export interface MassSendOutcome {
  sent: string[];
  notFriend: string[];
  overLimit: string[];
}

function openTask(core: Core, userid: string, msgid: string): { massSend: MassSend; task: MassSendTask } {
  const rep = core.actor(userid);
  const massSend = core.state.mass_sends.get(msgid);
  const task = massSend?.tasks.get(rep.userid);
  if (!massSend || !task) throw new ImpossibleAct(`${rep.name} 没有群发任务 ${msgid}`);
  if (massSend.cancelled_at !== undefined) throw new ImpossibleAct('群发任务已停止');
  if (task.status === 2) throw new ImpossibleAct('群发任务已发送');
  return { massSend, task };
}

/** The rep taps "send" in 群发助手: only now does anything reach the customers. */
export function repConfirmsMassSend(core: Core, userid: string, msgid: string): MassSendOutcome {
  const { massSend, task } = openTask(core, userid, msgid);
  for (const [externalUserid, row] of task.rows) sendRow(core, massSend, task, externalUserid, row);
  task.status = 2;
  task.send_time = core.seconds();
  core.changed();
  const withStatus = (status: number) => [...task.rows].filter(([, row]) => row.status === status).map(([id]) => id);
  return { sent: withStatus(1), notFriend: withStatus(2), overLimit: withStatus(3) };
}

function sendRow(core: Core, massSend: MassSend, task: MassSendTask, externalUserid: string, row: MassSendRow): void {
  const relation = core.relation(task.userid, externalUserid);
  if (!relation || relation.deleted_by_customer) {
    row.status = 2;
    return;
  }
  if (isOverReceiveLimit(core, externalUserid)) {
    row.status = 3;
    return;
  }
  const { text = '', attachments, msgid } = massSend;
  sendToCustomer(core, relation, { text, attachments, via: 'mass-send', msgid });
  countMassSend(core, externalUserid);
  row.status = 1;
  row.send_time = core.seconds();
}

/** The rep puts the task aside; for WeCom it stays unsent. */
export function repIgnoresMassSend(core: Core, userid: string, msgid: string): void {
  openTask(core, userid, msgid).task.ignored = true;
  core.changed();
}

/** The rep mass-sends something of their own (create_type 1); it counts for the receive limit. */
export function repMassSends(core: Core, userid: string, externalUserids: string[], text: string): string {
  const rep = core.actor(userid);
  const { tasks } = assign(core, externalUserids, rep.userid, new Set());
  if (tasks.size === 0) throw new ImpossibleAct('没有可发送的客户');
  const massSend: MassSend = {
    msgid: core.nextId('msg'),
    creator: rep.userid,
    created_at: core.now(),
    create_type: 1,
    text,
    attachments: [],
    tasks,
    reminded_at: [],
  };
  core.state.mass_sends.set(massSend.msgid, massSend);
  repConfirmsMassSend(core, rep.userid, massSend.msgid);
  return massSend.msgid;
}
