import type { DataSource, EntityManager } from 'typeorm';
import { byPerson } from '../../kernel/by-person';
import { CareError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { MassSend, type MassSendState } from '../../model/mass-send';
import type { Touch, TouchState } from '../../model/touch';
import { deskTimeline, deskWhys, taskAnswers } from './desk-texts';
import type { MassSender } from './mass-sends';
import type { TouchLedger } from './touch-ledger';

/** Whose tasks a member may see, and how what they do is written down. */
export interface TaskRequest {
  massSendId: string;
  memberName: string;
  sees: (repUserId: string | null) => boolean;
  record: (massSend: MassSend, moved: Touch[], manager?: EntityManager) => Promise<void>;
}

const waiting: readonly TouchState[] = ['planned', 'offered', 'unknown'];
const running: readonly MassSendState[] = ['intended', 'unknown', 'created'];

/** 群发进度: what people at the console do with a rep's mass-send task. */
export class TaskDesk {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      clock: Clock;
      zone: string;
      ledger: TouchLedger;
      massSender: Pick<MassSender, 'withdrawOne' | 'remindNow' | 'record'>;
    },
  ) {}

  /** Nudges the rep, within what WeCom allows. */
  async remind(request: TaskRequest): Promise<{ done: boolean; message: string }> {
    const massSend = await this.find(request);
    const told = await this.options.massSender.remindNow(massSend);
    if (told === 'too_often') return { done: false, message: taskAnswers.tooOften };
    if (told === 'nothing_waits') return { done: false, message: taskAnswers.nothingWaits };
    await request.record(massSend, []);
    return { done: true, message: taskAnswers.reminded };
  }

  /** Ends the unsent rest of a task; what was sent stays sent. */
  async cancel(request: TaskRequest & { reason: string }): Promise<{ done: boolean; message: string }> {
    const massSend = await this.find(request);
    if (!running.includes(massSend.state)) return { done: false, message: taskAnswers.over };
    const moved = await this.options.dataSource.transaction((manager) => this.end(manager, massSend, request));
    const isBack = await this.options.massSender.withdrawOne(massSend.id).catch(() => false);
    const message = taskAnswers.cancelled(moved.length);
    return { done: true, message: isBack ? message : message + taskAnswers.comesLater };
  }

  private async end(
    manager: EntityManager,
    massSend: MassSend,
    { reason, memberName, record }: TaskRequest & { reason: string },
  ): Promise<Touch[]> {
    const { clock, zone, massSender, ledger } = this.options;
    const words = { reason, name: memberName, at: clock.now(), zone };
    const recipients = await massSender.record.recipients(manager, massSend.id);
    const open = recipients.filter(({ state }) => waiting.includes(state));
    const moved: Touch[] = [];
    for (const [why, touchIds] of alike(open)) {
      const set = {
        state: 'cancelled',
        reason: byPerson.cancelled,
        why: deskWhys.cancelled(words, { why, state: 'planned' }),
      } as const;
      const tell = { kind: 'touch.cancelled', summary: ({ play }: Touch) => deskTimeline.cancelled(play) };
      moved.push(...(await ledger.move(manager, { touchIds, from: waiting, massSendId: massSend.id, set, tell })));
    }
    await record(massSend, moved, manager);
    return moved;
  }

  private async find({ massSendId, sees }: TaskRequest): Promise<MassSend> {
    const massSend = await this.options.dataSource.manager.findOneBy(MassSend, { id: massSendId });
    if (massSend && sees(massSend.repUserId)) return massSend;
    throw new CareError('not_found', taskAnswers.missing, { status: 404 });
  }
}

/** A task can have ten thousand recipients, mostly with one why. */
function alike(touches: readonly Touch[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { id, why } of touches) {
    const ids = groups.get(why) ?? [];
    groups.set(why, ids);
    ids.push(id);
  }
  return groups;
}
