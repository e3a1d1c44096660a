import type { DataSource, EntityManager } from 'typeorm';
import type { CareSettings } from '../../kernel/care-settings';
import { addDays, civilDay, daysBetween, parseCivilDay } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import type { CivilDay, Clock, Instant } from '../../kernel/ports';
import type { MassSend } from '../../model/mass-send';
import { Touch, type TouchState } from '../../model/touch';
import type { MassSender } from './mass-sends';
import { type AttachmentSource, type CareCheck, outreachBells, type OutreachLogger, type Ring } from './needs';
import { isQuiet, nextTime } from './quiet-hours';
import { normaliseText, shorten } from './rep-text';
import { answers, timeline, whys } from './texts';
import { type ActAnswer, closedAnswer, openForRep, type SendCheck } from './send-check';
import type { TouchLedger } from './touch-ledger';

const furthestDays = 60;
const afterHoursMs = 2 * 3_600_000;
/** What was held or ended since may still be named by its task at WeCom, until that is taken back. */
const mayBeInTask: readonly TouchState[] = ['planned', 'offered', 'unknown', 'sent'];
/** A rep may send by hand whatever has not reached the customer yet. */
const mayBeMarkedSent: readonly TouchState[] = ['planned', 'offered', 'unknown', 'failed', 'expired'];
const mayBeSkipped: readonly TouchState[] = ['planned', 'offered', 'unknown'];

/** A rep's taps on one touch: 发送, 已发, 改期, 跳过. A second tap finds the work of the first one done. */
export class RepActs {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      clock: Clock;
      zone: string;
      settings: CareSettings;
      check: CareCheck;
      sendCheck: SendCheck;
      massSender: MassSender;
      attachments: Pick<AttachmentSource, 'of'>;
      ledger: TouchLedger;
      logger: OutreachLogger;
      ring: Ring;
    },
  ) {}

  /** Before the rep puts the text into the chat by hand: whether it may go, and is a text of this play. */
  async beforeSending(touchId: string, repUserId: string, editedText?: string): Promise<ActAnswer> {
    const touch = await this.mine(touchId, repUserId);
    const refusal = await this.options.sendCheck.refusal(touch, normaliseText(editedText ?? touch.text));
    // What went out already must not go out again.
    return refusal ? { ...refusal, done: false } : { state: touch.state, message: answers.mayGo, done: true };
  }

  /** 发送: a mass-send task for this one customer, which the rep then confirms in 群发助手. */
  async send(touchId: string, repUserId: string, editedText?: string): Promise<ActAnswer> {
    const touch = await this.mine(touchId, repUserId);
    const text = normaliseText(editedText ?? touch.text);
    if (touch.massSendId !== null) return this.taskAnswer(touchId, repUserId, answers.taskWaits);
    const refusal = await this.options.sendCheck.refusal(touch, text);
    if (refusal !== null) return refusal;
    const massSend = await this.intend(touch, repUserId, text);
    if (massSend !== null) await this.options.massSender.call(massSend.id);
    return this.taskAnswer(touchId, repUserId, massSend === null ? answers.taskWaits : answers.taskMade);
  }

  private async intend(touch: Touch, repUserId: string, text: string): Promise<MassSend | null> {
    const notAfter = Math.min(touch.notAfter, this.endForTap());
    const attachments = await this.options.attachments.of(touch.template);
    return this.options.dataSource.transaction((manager) =>
      this.options.massSender.record.intend(manager, { repUserId, text, attachments, touchIds: [touch.id], notAfter }),
    );
  }

  /** A rep may tap in quiet hours too, and then needs some time for the second tap. */
  private endForTap(): Instant {
    const now = this.options.clock.now();
    const { quietHours } = this.options.settings;
    return isQuiet(now, quietHours, this.options.zone)
      ? now + afterHoursMs
      : nextTime(now, quietHours.from, this.options.zone);
  }

  private async taskAnswer(touchId: string, repUserId: string, whenCreated: string): Promise<ActAnswer> {
    const touch = await this.mine(touchId, repUserId);
    const task = touch.massSendId === null ? null : await this.options.massSender.record.find(touch.massSendId);
    if (touch.state === 'failed') {
      const refused = ['nobody_can_receive', 'refused_recipient', 'not_friend', 'over_limit'].includes(touch.reason);
      return { state: touch.state, message: refused ? answers.refusedByWecom : answers.failedByWecom, done: false };
    }
    const waits = task !== null && ['intended', 'unknown', 'created'].includes(task.state);
    if (!waits || !mayBeInTask.includes(touch.state)) return closedAnswer(touch);
    if (task.state === 'created') {
      const message = touch.state === 'sent' ? answers.alreadySent : whenCreated;
      return { state: touch.state, message, done: true };
    }
    const isOnItsWay = task.state === 'unknown' || task.calledAt !== null;
    return { state: touch.state, message: isOnItsWay ? answers.taskChecking : answers.taskQueued, done: true };
  }

  /** 已发: the rep sent it by hand. @param editedText what went out, where it is not what was proposed */
  async markSent(touchId: string, repUserId: string, editedText?: string): Promise<ActAnswer> {
    const touch = await this.mine(touchId, repUserId);
    if (touch.state === 'sent') return { state: 'sent', message: answers.alreadySent, done: true };
    const text = normaliseText(editedText ?? touch.text);
    const set = { state: 'sent', reason: 'by_hand', sentAt: this.options.clock.now(), text } as const;
    const tell = { kind: 'touch.sent', summary: () => timeline.sentByHand(touch.play) };
    const moved = await this.move({ touchIds: [touchId], from: mayBeMarkedSent, set, tell });
    if (!moved) return closedAnswer(await this.mine(touchId, repUserId));
    await this.takeOutOfTask(touch);
    return { state: 'sent', message: answers.markedSent, done: true };
  }

  /** 跳过, with the rep's reason. */
  async skip(touchId: string, repUserId: string, reason: string): Promise<ActAnswer> {
    const touch = await this.mine(touchId, repUserId);
    if (touch.state === 'skipped') return { state: 'skipped', message: answers.skipped, done: true };
    const words = shorten(normaliseText(reason).replace(/\s+/g, ' '), 60);
    const set = { state: 'skipped', reason: 'rep_skipped', why: whys.skipped(words) } as const;
    // The words stay with the touch: a timeline holds no free notes.
    const tell = { kind: 'touch.skipped', summary: () => timeline.skipped(touch.play, shorten(words, 20)) };
    const moved = await this.move({ touchIds: [touchId], from: mayBeSkipped, set, tell });
    if (!moved) return closedAnswer(await this.mine(touchId, repUserId));
    await this.takeOutOfTask(touch);
    return { state: 'skipped', message: answers.skipped, done: true };
  }

  /** 改期: to a later day that the rules of care allow. A task that waits for the rep's tap is taken back first. */
  async postpone(touchId: string, repUserId: string, day: CivilDay): Promise<ActAnswer> {
    const touch = await this.mine(touchId, repUserId);
    if (touch.state === 'planned' && touch.dueOn === day)
      return { state: 'planned', message: answers.postponed(day), done: true };
    this.checkDay(day);
    if (touch.state === 'unknown') return { state: 'unknown', message: answers.stillChecking, done: false };
    if (!openForRep.includes(touch.state)) return closedAnswer(touch);
    const verdict = await this.options.check.mayMoveTo(touch, day);
    if (!verdict.ok) return { state: touch.state, message: verdict.why, done: false };
    if (touch.massSendId !== null && !(await this.options.massSender.withdrawOne(touch.massSendId))) {
      return { state: touch.state, message: answers.unreachable, done: false };
    }
    const moved = await this.move({
      touchIds: [touchId],
      from: ['planned', 'offered', 'held'],
      massSendId: null,
      set: {
        notBefore: verdict.notBefore,
        notAfter: verdict.notAfter,
        state: 'planned',
        reason: '',
        dueOn: day,
        offeredAt: null,
      },
      tell: { kind: 'touch.postponed', summary: () => timeline.postponed(touch.play, day) },
    });
    if (!moved) return closedAnswer(await this.mine(touchId, repUserId));
    return { state: 'planned', message: answers.postponed(day), done: true };
  }

  /** 改期 without a day: the next one in a week that is allowed. */
  async postponeToNextDay(touchId: string, repUserId: string): Promise<ActAnswer> {
    const touch = await this.mine(touchId, repUserId);
    const today = civilDay(this.options.clock.now(), this.options.zone);
    if (touch.state === 'planned' && touch.dueOn > today) {
      return { state: 'planned', message: answers.postponed(touch.dueOn), done: true };
    }
    for (let days = 1; days <= 7; days += 1) {
      const day = addDays(today, days);
      const verdict = await this.options.check.mayMoveTo(touch, day);
      if (verdict.ok) return this.postpone(touchId, repUserId, day);
    }
    return { state: touch.state, message: answers.noDayToMove, done: false };
  }

  private checkDay(day: CivilDay): void {
    const today = civilDay(this.options.clock.now(), this.options.zone);
    const days = parseCivilDay(day) === null ? 0 : daysBetween(today, day);
    if (days >= 1 && days <= furthestDays) return;
    throw new CareError('bad_day', answers.dayMustBeLater, {
      status: 422,
      faults: [{ path: 'day', message: answers.dayMustBeLater }],
    });
  }

  private async mine(touchId: string, repUserId: string): Promise<Touch> {
    const touch = await this.options.dataSource.manager.findOneBy(Touch, { id: touchId, repUserId });
    if (touch === null) throw new CareError('not_found', answers.notYours, { status: 404 });
    return touch;
  }

  private async move(move: Parameters<TouchLedger['move']>[1]): Promise<boolean> {
    const work = (manager: EntityManager) => this.options.ledger.move(manager, move);
    return (await this.options.dataSource.transaction(work)).length === 1;
  }

  /** Its task at WeCom would send it once more: taken back now if WeCom answers, else by the next sweep. */
  private async takeOutOfTask(touch: Touch): Promise<void> {
    if (touch.massSendId === null) return;
    try {
      await this.options.massSender.withdrawOne(touch.massSendId);
    } catch (error) {
      this.options.logger.warn({ massSendId: touch.massSendId, err: error }, 'a task is taken back by the next sweep');
    }
    this.options.ring({ name: outreachBells.massSends, id: outreachBells.massSends });
  }
}
