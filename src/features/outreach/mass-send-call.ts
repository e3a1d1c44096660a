import type { DataSource, EntityManager } from 'typeorm';
import { CareError, WecomError } from '../../kernel/errors';
import type { Attachment, Clock, Instant, MassSendReceipt, WecomPlatform } from '../../kernel/ports';
import { MassSend } from '../../model/mass-send';
import { type Touch, type TouchState, touchStates } from '../../model/touch';
import type { MassSendRecord } from './mass-send-record';
import type { AttachmentSource, CareCheck, OutreachLogger, RelationNews } from './needs';
import type { SenderLease } from './sender-lease';
import { timeline, whys } from './texts';
import type { TouchLedger } from './touch-ledger';

const minuteMs = 60_000;
const firstPollMs = 5 * minuteMs;
/** WeCom may show a new task only after a while; never look before. */
export const lookUpAfterMs = minuteMs;
const refusedPauseMs = [15_000, minuteMs, 5 * minuteMs, 15 * minuteMs];
/** The sender is unknown, gone or out of the app's sight. */
const repIsGone = [40003, 46004, 60011, 60111];
const configurationPauseMs = 10 * minuteMs;
const writeTries = 5;
/** As they stand while a call is on its way. */
const inFlight: readonly TouchState[] = ['planned', 'offered', 'unknown'];

export interface MassSendParts {
  dataSource: DataSource;
  wecom: Pick<
    WecomPlatform,
    | 'createMassSend'
    | 'pageMassSends'
    | 'pageMassSendTasks'
    | 'pageMassSendResults'
    | 'remindMassSend'
    | 'cancelMassSend'
  >;
  clock: Clock;
  check: CareCheck;
  contacts: RelationNews;
  attachments: Pick<AttachmentSource, 'prepare'>;
  logger: OutreachLogger;
  record: MassSendRecord;
  ledger: TouchLedger;
  senders: SenderLease;
}

/** From intent to outcome: WeCom is called once for an intent, and what it answered is written, whatever it was. */
export class MassSendCall {
  constructor(private readonly parts: MassSendParts) {}

  /** Calls for an intent that has not been called for. Who comes second, or too early, changes nothing. */
  async call(id: string): Promise<void> {
    const intent = await this.parts.record.find(id);
    if (intent === null || !this.mayCall(intent)) return;
    await this.dropIneligible(intent);
    await this.parts.senders.hold(intent.repUserId, () => this.callAlone(id));
  }

  private mayCall(intent: MassSend): boolean {
    const now = this.parts.clock.now();
    return intent.state === 'intended' && intent.calledAt === null && intent.nextLookAt <= now && now < intent.notAfter;
  }

  private async callAlone(id: string): Promise<void> {
    const intent = await this.parts.record.find(id);
    if (intent === null || !this.mayCall(intent) || (await this.hasTwinInFlight(intent))) return;
    const attachments = await this.prepare(intent);
    if (attachments === null) return;
    const called = await this.markCalled(intent);
    if (called === null) return;
    const outcome = await this.attempt(called.massSend, called.recipients, attachments);
    await this.keep(called.massSend, outcome);
  }

  /** Before t0: an upload that fails has sent nothing, and is tried again. Null: not now. */
  private async prepare(intent: MassSend): Promise<Attachment[] | null> {
    try {
      return await this.parts.attachments.prepare(intent.attachments ?? []);
    } catch (error) {
      if (!(error instanceof WecomError || error instanceof CareError)) throw error;
      const nextLookAt = this.parts.clock.now() + configurationPauseMs;
      const set = { nextLookAt, fault: error.message };
      await this.parts.dataSource.transaction((manager) => this.parts.record.write(manager, intent, set));
      this.parts.logger.warn({ massSendId: intent.id, fault: error.message }, 'an attachment could not be made ready');
      return null;
    }
  }

  /** Two open creations of one sender and text could not be told apart by the look-up. */
  private async hasTwinInFlight(intent: MassSend): Promise<boolean> {
    const twins = await this.parts.dataSource
      .createQueryBuilder(MassSend, 'twin')
      .where('twin.repUserId = :repUserId and twin.contentHash = :contentHash and twin.id <> :id', intent)
      .andWhere("(twin.state = 'unknown' or (twin.state = 'intended' and twin.calledAt is not null))")
      .getCount();
    return twins > 0;
  }

  private async dropIneligible(intent: MassSend): Promise<void> {
    const { dataSource, record, check, clock, ledger } = this.parts;
    for (const touch of await record.recipients(dataSource.manager, intent.id)) {
      if (!mayBeCalledFor(touch.state)) continue;
      const verdict = await check.mayBeSent(touch, clock.now());
      if (verdict.ok) continue;
      await dataSource.transaction((manager) =>
        ledger.move(manager, {
          touchIds: [touch.id],
          from: ['planned', 'offered'],
          massSendId: intent.id,
          set: { state: verdict.final ? 'refused' : 'held', reason: verdict.reason, massSendId: null },
          whyNot: verdict.why,
        }),
      );
    }
  }

  /** t0, committed before the call: from here on a silence means that nobody knows. */
  private markCalled(intent: MassSend): Promise<{ massSend: MassSend; recipients: Touch[] } | null> {
    return this.parts.dataSource.transaction(async (manager) => {
      const all = await this.parts.record.recipients(manager, intent.id);
      const recipients = all.filter(({ state }) => mayBeCalledFor(state));
      await this.letGo(
        manager,
        all.filter(({ state }) => !mayBeCalledFor(state)),
      );
      if (recipients.length === 0) {
        await this.parts.record.write(manager, intent, { state: 'cancelled', fault: 'no recipient left' });
        return null;
      }
      const calledAt = this.parts.clock.now();
      await this.parts.record.write(manager, intent, { calledAt, nextLookAt: calledAt + lookUpAfterMs });
      return { massSend: manager.create(MassSend, { ...intent, calledAt }), recipients };
    });
  }

  /** Who ended or waits since the intent was made is in no task that would have to be taken back. */
  private async letGo(manager: EntityManager, touches: Touch[]): Promise<void> {
    const touchIds = touches.map(({ id }) => id);
    await this.parts.ledger.move(manager, { touchIds, from: touchStates, set: { massSendId: null } });
  }

  private async attempt(
    massSend: MassSend,
    recipients: Touch[],
    attachments: Attachment[],
  ): Promise<MassSendReceipt | Error> {
    try {
      return await this.parts.wecom.createMassSend({
        repUserId: massSend.repUserId,
        externalUserIds: recipients.map((touch) => touch.externalUserId),
        text: massSend.text,
        ...(attachments.length > 0 ? { attachments } : {}),
      });
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** A database that stumbles must not turn a known outcome into an unknown one. */
  private async keep(massSend: MassSend, outcome: MassSendReceipt | Error): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      try {
        const kept = await this.parts.dataSource.transaction((manager) => this.write(manager, massSend, outcome));
        if (!kept) await this.disown(massSend, outcome);
        return;
      } catch (error) {
        if (tried >= writeTries) throw error;
      }
    }
  }

  private async write(manager: EntityManager, massSend: MassSend, outcome: MassSendReceipt | Error): Promise<boolean> {
    const now = this.parts.clock.now();
    const set = stateAfter(outcome, massSend, now);
    const { affected } = await manager
      .createQueryBuilder()
      .update(MassSend)
      .set({ ...set, fence: () => 'fence + 1' })
      // Known at last, even when a sweeper has meanwhile called it unknown; but not when it gave this call up.
      .where("id = :id and calledAt = :calledAt and messageId is null and state in ('intended', 'unknown')", massSend)
      .execute();
    if (affected !== 1) return false;
    await this.moveTouches(manager, massSend, outcome, now);
    return true;
  }

  private async moveTouches(
    manager: EntityManager,
    massSend: MassSend,
    outcome: MassSendReceipt | Error,
    now: Instant,
  ): Promise<void> {
    const touches = (await this.parts.record.recipients(manager, massSend.id)).filter((touch) =>
      inFlight.includes(touch.state),
    );
    const move = (some: Touch[], set: Parameters<TouchLedger['move']>[1]['set'], tell?: 'failed' | 'tasked') =>
      this.parts.ledger.move(manager, {
        touchIds: some.map((touch) => touch.id),
        from: inFlight,
        massSendId: massSend.id,
        set,
        tell: tell && {
          kind: `touch.${tell}`,
          summary: ({ play }) => (tell === 'failed' ? timeline.failed(play, set.why ?? '') : timeline.tasked(play)),
        },
      });
    if (!(outcome instanceof Error)) {
      const refused = new Set(
        outcome.messageId === null ? touches.map((touch) => touch.externalUserId) : outcome.refused,
      );
      const nobody = outcome.messageId === null;
      await move(
        touches.filter((touch) => refused.has(touch.externalUserId)),
        nobody
          ? { state: 'failed', reason: 'nobody_can_receive', why: whys.nobodyCanReceive }
          : { state: 'failed', reason: 'refused_recipient', why: whys.refusedRecipient },
        'failed',
      );
      const accepted = touches.filter((touch) => !refused.has(touch.externalUserId));
      await move(accepted, { state: 'offered', offeredAt: now }, 'tasked');
      return;
    }
    const end = endOf(outcome);
    if (end === 'unknown') await move(touches, { state: 'unknown' });
    else if (end === 'rejected') await move(touches, failure(outcome), 'failed');
    else if (end === 'rep-gone') await this.waitForAnotherRep(manager, massSend, touches, now);
    else await this.backToOpen(manager, massSend, touches);
  }

  private async waitForAnotherRep(
    manager: EntityManager,
    massSend: MassSend,
    touches: Touch[],
    now: Instant,
  ): Promise<void> {
    await this.parts.ledger.move(manager, {
      touchIds: touches.map((touch) => touch.id),
      from: inFlight,
      massSendId: massSend.id,
      set: { state: 'held', reason: 'no_rep', massSendId: null, offeredAt: null },
      whyNot: whys.repGone,
    });
    await this.parts.contacts.repGone(manager, massSend.repUserId, now);
  }

  private async backToOpen(manager: EntityManager, massSend: MassSend, touches: Touch[]): Promise<void> {
    for (const state of ['planned', 'offered'] as const) {
      const some = touches.filter(
        (touch) => touch.state === 'unknown' && (touch.offeredAt === null) === (state === 'planned'),
      );
      const touchIds = some.map((touch) => touch.id);
      await this.parts.ledger.move(manager, { touchIds, from: ['unknown'], massSendId: massSend.id, set: { state } });
    }
  }

  /** The look-up gave this call up, and yet it made a task: nobody follows it, so it must not be sent. */
  private async disown(massSend: MassSend, outcome: MassSendReceipt | Error): Promise<void> {
    if (outcome instanceof Error || outcome.messageId === null) return;
    const adopted = await this.parts.dataSource.manager.existsBy(MassSend, { messageId: outcome.messageId });
    if (adopted) return;
    this.parts.logger.warn({ massSendId: massSend.id }, 'a mass-send came after its call was given up: cancelled');
    await this.parts.wecom.cancelMassSend(outcome.messageId);
  }
}

function mayBeCalledFor(state: TouchState): boolean {
  return state === 'planned' || state === 'offered';
}

/** What an error of the call says about the task. */
function endOf(error: Error): 'unknown' | 'rejected' | 'rep-gone' | 'again' {
  if (error instanceof CareError) return 'rejected';
  // System busy: WeCom itself does not know whether it made the task.
  if (!(error instanceof WecomError) || error.outcomeUnknown || error.errcode === -1) return 'unknown';
  if (repIsGone.includes(error.errcode)) return 'rep-gone';
  return error.options.kind === 'permanent' ? 'rejected' : 'again';
}

function failure(error: Error) {
  const why = error instanceof WecomError ? whys.callRefused(error.errcode) : whys.badContent;
  const reason = error instanceof WecomError ? `wecom_${error.errcode}` : 'bad_content';
  return { state: 'failed', reason, why } as const;
}

function stateAfter(outcome: MassSendReceipt | Error, massSend: MassSend, now: Instant) {
  if (!(outcome instanceof Error)) {
    if (outcome.messageId === null) return { state: 'rejected', fault: '41048 nobody can receive' } as const;
    const nextLookAt = Math.min(now + firstPollMs, massSend.notAfter);
    return { state: 'created', messageId: outcome.messageId, nextLookAt, looks: 0, fault: null } as const;
  }
  const fault = outcome.message;
  const end = endOf(outcome);
  if (end === 'rejected' || end === 'rep-gone') return { state: 'rejected', fault } as const;
  if (end === 'unknown') {
    return { state: 'unknown', negativeScans: 0, nextLookAt: now + lookUpAfterMs, fault } as const;
  }
  const options = outcome instanceof WecomError ? outcome.options : undefined;
  const pause = refusedPauseMs[Math.min(massSend.looks, refusedPauseMs.length - 1)] ?? minuteMs;
  const waitMs = options?.kind === 'configuration' ? configurationPauseMs : Math.max(options?.waitMs ?? 0, pause);
  return { state: 'intended', calledAt: null, looks: massSend.looks + 1, nextLookAt: now + waitMs, fault } as const;
}
