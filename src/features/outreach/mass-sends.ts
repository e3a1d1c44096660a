import { type DataSource, IsNull, LessThanOrEqual } from 'typeorm';
import type { CareSettings } from '../../kernel/care-settings';
import { civilDay } from '../../kernel/calendar';
import { WecomError } from '../../kernel/errors';
import type { Clock, Instant } from '../../kernel/ports';
import { MassSend, type MassSendState } from '../../model/mass-send';
import { Touch, touchPaths } from '../../model/touch';
import { MassSendCall, type MassSendParts } from './mass-send-call';
import { MassSendEnd, type Hours } from './mass-send-end';
import { MassSendGrouping } from './mass-send-grouping';
import { MassSendLookUp } from './mass-send-look-up';
import { LeaseLost, MassSendRecord } from './mass-send-record';
import { isCancelled, isDispatching, MassSendResults } from './mass-send-results';
import type { AttachmentSource, CareCheck, OutreachLogger, RelationNews } from './needs';
import { isQuiet } from './quiet-hours';
import { SenderLease } from './sender-lease';
import { timeline, whys } from './texts';
import { TouchLedger } from './touch-ledger';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** After the first look, 5 minutes from creation. */
const pollPausesMs = [25 * minuteMs, 90 * minuteMs, 4 * hourMs, 6 * hourMs];
const remindAfterMs = 4 * hourMs;
const dayMs = 24 * hourMs;
/** WeCom's own limit a task in 24 hours; ours is one a day. */
const mostReminders = 3;
const batch = 200;
const dispatchingPauseMs = 20_000;

/** Mass-send tasks from the due touch to the end of their day. Every method is a sweep that may run twice or never. */
export class MassSender {
  readonly record: MassSendRecord;
  private readonly ledger: TouchLedger;
  private readonly caller: MassSendCall;
  private readonly lookUp: MassSendLookUp;
  private readonly results: MassSendResults;
  private readonly end: MassSendEnd;
  private readonly grouping: MassSendGrouping;
  private readonly hours: Hours;

  constructor(
    private readonly options: {
      dataSource: DataSource;
      wecom: MassSendParts['wecom'];
      clock: Clock;
      zone: string;
      settings: CareSettings;
      check: CareCheck;
      contacts: RelationNews;
      attachments: AttachmentSource;
      logger: OutreachLogger;
    },
  ) {
    this.hours = { quiet: options.settings.quietHours, zone: options.zone };
    this.record = new MassSendRecord(options);
    this.ledger = new TouchLedger(options);
    const senders = new SenderLease(options);
    const parts = { ...options, record: this.record, ledger: this.ledger, senders };
    this.caller = new MassSendCall(parts);
    this.lookUp = new MassSendLookUp(parts);
    this.results = new MassSendResults(parts);
    this.end = new MassSendEnd({ ...parts, results: this.results, hours: this.hours });
    this.grouping = new MassSendGrouping({ ...options, hours: this.hours });
  }

  /** Makes the intents of what is due, and calls for every intent that was not called for. */
  async createDue(): Promise<void> {
    for (const group of await this.grouping.dueGroups()) {
      await this.options.dataSource.transaction((manager) => this.record.intend(manager, group));
    }
    const waiting = await this.rows('intended', 'calledAt is null and nextLookAt <= :now and notAfter > :now');
    await this.each(waiting, (massSend) => this.caller.call(massSend.id));
  }

  /** Calls for one intent at once. */
  async call(massSendId: string): Promise<MassSend | null> {
    try {
      await this.caller.call(massSendId);
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
    }
    return this.record.find(massSendId);
  }

  /** Looks for the tasks of calls without an answer; what is found is bound, what is twice not found is called again. */
  async lookUpUnknown(): Promise<void> {
    await this.lookUp.markLost();
    const unknown = await this.rows('unknown', 'nextLookAt <= :now');
    await this.each(unknown, (massSend) => this.lookUp.lookUp(massSend));
  }

  /** Collects results that are due: after 5 minutes, 30 minutes, 2 hours, then every 6 hours. */
  async poll(): Promise<void> {
    const due = await this.rows('created', 'nextLookAt <= :now and notAfter > :now');
    await this.each(due, (massSend) => this.pollOne(massSend));
  }

  /** Reads one task's results now, e.g. because the rep looks at the list. */
  async pollNow(massSendId: string): Promise<void> {
    const massSend = await this.record.find(massSendId);
    if (massSend?.state === 'created') await this.each([massSend], (one) => this.pollOne(one));
  }

  private async pollOne(massSend: MassSend): Promise<void> {
    const held = await this.record.claim(massSend);
    if (held === null) return;
    try {
      const results = await this.results.read(held);
      await this.options.dataSource.transaction(async (manager) => {
        const waiting = await this.results.apply(manager, held, results);
        await this.record.write(
          manager,
          held,
          waiting.length === 0 && results.every(({ state }) => state !== 'waiting')
            ? { state: 'finished', looks: held.looks + 1 }
            : { looks: held.looks + 1, nextLookAt: this.nextPoll(held) },
        );
      });
    } catch (error) {
      await this.putOffPoll(held, error);
    }
  }

  private nextPoll(held: MassSend): Instant {
    const now = this.options.clock.now();
    const pause = pollPausesMs[Math.min(held.looks, pollPausesMs.length - 1)] ?? hourMs;
    return now >= held.notAfter ? now + minuteMs : Math.min(now + pause, held.notAfter);
  }

  private async putOffPoll(held: MassSend, error: unknown): Promise<void> {
    if (!(error instanceof WecomError)) throw error;
    if (isCancelled(error)) {
      await this.end.takeBack(held, 'cancelled at WeCom');
      return;
    }
    const pause = isDispatching(error) ? dispatchingPauseMs : Math.max(error.options.waitMs ?? 0, 5 * minuteMs);
    const nextLookAt = this.options.clock.now() + pause;
    await this.options.dataSource.transaction((manager) => this.record.write(manager, held, { nextLookAt }));
  }

  /** Nudges reps who have not sent after some hours; once a day, in open hours, within WeCom's 3 in 24 hours. */
  async remind(): Promise<void> {
    const now = this.options.clock.now();
    if (isQuiet(now, this.hours.quiet, this.hours.zone)) return;
    const created = await this.rows('created', 'calledAt <= :before and notAfter > :now', now - remindAfterMs);
    await this.each(
      created.filter((massSend) => this.mayRemind(massSend, now)),
      async (massSend) => void (await this.remindOne(massSend)),
    );
  }

  /** A nudge that somebody at the console asks for, at any hour, within WeCom's 3 in 24 hours. */
  async remindNow(massSend: MassSend): Promise<'reminded' | 'too_often' | 'nothing_waits'> {
    if (massSend.state !== 'created') return 'nothing_waits';
    const since = this.options.clock.now() - dayMs;
    if (massSend.remindedAt.filter((at) => at > since).length >= mostReminders) return 'too_often';
    return (await this.remindOne(massSend)) ? 'reminded' : 'nothing_waits';
  }

  private mayRemind({ remindedAt }: MassSend, now: Instant): boolean {
    const today = civilDay(now, this.options.zone);
    const recent = remindedAt.filter((at) => at > now - dayMs);
    return recent.length < mostReminders && !recent.some((at) => civilDay(at, this.options.zone) === today);
  }

  private async remindOne(massSend: MassSend): Promise<boolean> {
    const stillWaiting = await this.options.dataSource.manager.existsBy(Touch, {
      massSendId: massSend.id,
      state: 'offered',
    });
    const held = stillWaiting && massSend.messageId !== null ? await this.record.claim(massSend) : null;
    if (held === null) return false;
    const remindedAt = [...held.remindedAt, this.options.clock.now()].slice(-10);
    // Written before the call: a reminder whose answer is lost is not repeated.
    await this.options.dataSource.transaction((manager) =>
      this.record.write(manager, held, { remindedAt, nextLookAt: massSend.nextLookAt }),
    );
    try {
      await this.options.wecom.remindMassSend(massSend.messageId ?? '');
      return true;
    } catch (error) {
      if (!(error instanceof WecomError)) throw error;
      this.options.logger.info({ massSendId: massSend.id, errcode: error.errcode }, 'a reminder did not go out');
      return false;
    }
  }

  /** Takes back what was not sent in its time, and lets what nobody acted on expire. */
  async endOfDay(): Promise<void> {
    const late = await this.rows('created', 'notAfter <= :now and nextLookAt <= :now');
    const uncalled = await this.rows('intended', 'calledAt is null and notAfter <= :now');
    await this.each([...late, ...uncalled], async (massSend) => {
      await this.end.takeBack(massSend, 'its time is over');
    });
    await this.expireUnacted();
  }

  /** A welcome gets an hour: while its event is served again, that ends it and tells the rep. */
  private async expireUnacted(): Promise<void> {
    const { dataSource, clock } = this.options;
    for (;;) {
      const stale = await dataSource.manager.find(Touch, {
        select: { id: true },
        where: (['planned', 'held', 'offered'] as const).flatMap((state) =>
          touchPaths.map((path) => ({
            state,
            path,
            massSendId: IsNull(),
            notAfter: LessThanOrEqual(path === 'welcome' ? clock.now() - hourMs : clock.now()),
          })),
        ),
        take: batch,
      });
      const moved = await dataSource.transaction((manager) =>
        this.expireLoose(
          manager,
          stale.map((touch) => touch.id),
        ),
      );
      if (moved < batch) return;
    }
  }

  /** Only touches without a task: a task's own end decides for those in it. */
  private async expireLoose(manager: DataSource['manager'], touchIds: string[]): Promise<number> {
    const moved = await this.ledger.move(manager, {
      touchIds,
      from: ['planned', 'held', 'offered'],
      massSendId: null,
      set: { state: 'expired', reason: 'not_acted', why: whys.notActedExpired },
      tell: { kind: 'touch.expired', summary: (touch) => timeline.expired(touch.play) },
    });
    return moved.length;
  }

  /**
   * Takes back tasks with a customer who must not get them any more, or not now (退订, a complaint, held, skipped, sent
   * by hand, replaced); the others of the task come back as a new one with the next `createDue`.
   */
  async withdraw(): Promise<void> {
    const tasks = await this.options.dataSource
      .createQueryBuilder(MassSend, 'massSend')
      .where("massSend.state = 'created'")
      .andWhere((query) => {
        const withdrawn = query
          .subQuery()
          .select('touch.massSendId')
          .from(Touch, 'touch')
          .where('touch.massSendId is not null')
          .andWhere("touch.state in ('held', 'cancelled', 'skipped', 'superseded', 'refused')")
          .orWhere("touch.massSendId is not null and touch.state = 'sent' and touch.reason = 'by_hand'")
          .getQuery();
        return `massSend.id in ${withdrawn}`;
      })
      .limit(batch)
      .getMany();
    await this.each(tasks, async (massSend) => {
      await this.end.takeBack(massSend, 'a customer was taken out');
    });
    if (tasks.length > 0) await this.createDue();
  }

  /** Takes one task back now; false when WeCom did not answer or another worker has it. */
  async withdrawOne(massSendId: string): Promise<boolean> {
    const massSend = await this.record.find(massSendId);
    if (massSend === null || ['finished', 'cancelled', 'rejected'].includes(massSend.state)) return true;
    const mayGo = massSend.state === 'created' || (massSend.state === 'intended' && massSend.calledAt === null);
    return mayGo && this.end.takeBack(massSend, 'a customer was taken out');
  }

  private rows(state: MassSendState, condition: string, before?: Instant): Promise<MassSend[]> {
    return this.options.dataSource
      .createQueryBuilder(MassSend, 'massSend')
      .where({ state })
      .andWhere(condition.replace(/\b(calledAt|nextLookAt|notAfter)\b/g, 'massSend.$1'), {
        now: this.options.clock.now(),
        before,
      })
      .orderBy('massSend.nextLookAt')
      .limit(batch)
      .getMany();
  }

  /** One bad task never holds the others. */
  private async each(massSends: MassSend[], work: (massSend: MassSend) => Promise<void>): Promise<void> {
    for (const massSend of massSends) {
      try {
        await work(massSend);
      } catch (error) {
        if (error instanceof LeaseLost) continue;
        this.options.logger.error({ massSendId: massSend.id, err: error }, 'work on a mass-send failed');
      }
    }
  }
}
