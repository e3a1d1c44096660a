import { type EntityManager, In } from 'typeorm';
import { isUniqueViolation, WecomError } from '../../kernel/errors';
import type { Instant, RemoteMassSend } from '../../kernel/ports';
import { MassSend } from '../../model/mass-send';
import type { Touch } from '../../model/touch';
import { lookUpAfterMs, type MassSendParts } from './mass-send-call';
import { isCancelled, isDispatching, readAll } from './mass-send-results';
import { normaliseText } from './rep-text';
import { timeline, whys } from './texts';

const minuteMs = 60_000;
/** Whoever called longer ago than this has died, or its answer will be worth nothing. */
const callLeaseMs = minuteMs;
const earlierMs = minuteMs;
const betweenScansMs = 2 * minuteMs;
const scansNeeded = 2;
const unclearPauseMs = 30_000;
/** WeCom lists at most a month at once. */
const longestSpanMs = 30 * 86_400_000;

type Found = { kind: 'task'; messageId: string; customers: Set<string> } | { kind: 'none' } | { kind: 'unclear' };

/**
 * Finds out whether a call whose answer was lost made a task (wecom-external §7): the task is looked for by its
 * sender, text and recipients; only when two looks, two minutes apart, find nothing may the call be made again.
 */
export class MassSendLookUp {
  constructor(private readonly parts: MassSendParts) {}

  /** A process that died between the call and its outcome leaves an intent with a call and no answer. */
  async markLost(): Promise<void> {
    const { dataSource, clock, record } = this.parts;
    const lost = await dataSource
      .createQueryBuilder(MassSend, 'massSend')
      .where("massSend.state = 'intended' and massSend.calledAt is not null")
      .andWhere('massSend.calledAt <= :before', { before: clock.now() - callLeaseMs })
      .getMany();
    for (const massSend of lost) {
      const held = await record.claim(massSend);
      if (held === null) continue;
      await dataSource.transaction(async (manager) => {
        const nextLookAt = Math.max(clock.now(), (massSend.calledAt ?? 0) + lookUpAfterMs);
        await record.write(manager, held, { state: 'unknown', negativeScans: 0, nextLookAt, fault: 'no answer kept' });
        await this.moveAll(manager, held, ['planned', 'offered'], 'unknown');
      });
    }
  }

  async lookUp(massSend: MassSend): Promise<void> {
    const held = await this.parts.record.claim(massSend);
    if (held === null) return;
    const found = await this.search(held);
    await this.parts.dataSource.transaction((manager) => this.conclude(manager, held, found));
  }

  private async search(massSend: MassSend): Promise<Found> {
    try {
      return await this.searchTasks(massSend);
    } catch (error) {
      if (isDispatching(error)) return { kind: 'unclear' };
      if (!(error instanceof WecomError)) throw error;
      this.parts.logger.warn({ massSendId: massSend.id, errcode: error.errcode }, 'a look-up failed and is repeated');
      return { kind: 'unclear' };
    }
  }

  private async searchTasks(massSend: MassSend): Promise<Found> {
    const ours = await this.parts.record.recipients(this.parts.dataSource.manager, massSend.id);
    const customers = new Set(ours.map((touch) => touch.externalUserId));
    let unclear = false;
    for (const candidate of await this.candidates(massSend)) {
      try {
        const reached = await this.recipientsOf(candidate, massSend.repUserId);
        if (reached.length > 0 && reached.every((id) => customers.has(id))) {
          return { kind: 'task', messageId: candidate.messageId, customers: new Set(reached) };
        }
      } catch (error) {
        if (isDispatching(error)) unclear = true;
        else if (!isCancelled(error)) throw error;
      }
    }
    return { kind: unclear ? 'unclear' : 'none' };
  }

  /** Tasks of the right time and text that no intent has. */
  private async candidates(massSend: MassSend): Promise<RemoteMassSend[]> {
    const from = (massSend.calledAt ?? massSend.intendedAt) - earlierMs;
    const to = Math.min(this.parts.clock.now(), from + longestSpanMs);
    const listed = await readAll((cursor) => this.parts.wecom.pageMassSends({ from, to }, cursor));
    const alike = listed.filter(
      (task) =>
        task.createType === 0 &&
        task.creator === null &&
        task.attachmentKinds.join() === (massSend.attachments ?? []).map(({ kind }) => kind).join() &&
        normaliseText(task.text) === normaliseText(massSend.text),
    );
    if (alike.length === 0) return [];
    const messageIds = alike.map((task) => task.messageId);
    const bound: (string | null)[] = [];
    for (let start = 0; start < messageIds.length; start += 500) {
      const messageId = In(messageIds.slice(start, start + 500));
      bound.push(...(await this.parts.dataSource.manager.findBy(MassSend, { messageId })).map((row) => row.messageId));
    }
    return alike.filter((task) => !bound.includes(task.messageId)).sort((a, b) => a.createdAt - b.createdAt);
  }

  private async recipientsOf(task: RemoteMassSend, repUserId: string): Promise<string[]> {
    const { wecom } = this.parts;
    const senders = await readAll((cursor) => wecom.pageMassSendTasks(task.messageId, cursor));
    const isSender = senders.some((sender) => sender.repUserId.toLowerCase() === repUserId.toLowerCase());
    if (!isSender) return [];
    const results = await readAll((cursor) => wecom.pageMassSendResults(task.messageId, repUserId, cursor));
    return results.map((result) => result.externalUserId);
  }

  private async conclude(manager: EntityManager, held: MassSend, found: Found): Promise<void> {
    const now = this.parts.clock.now();
    if (found.kind === 'unclear') {
      await this.parts.record.write(manager, held, { nextLookAt: now + unclearPauseMs });
    } else if (found.kind === 'task') {
      await this.bind(manager, held, found, now);
    } else if (held.negativeScans + 1 < scansNeeded) {
      const negativeScans = held.negativeScans + 1;
      await this.parts.record.write(manager, held, { negativeScans, nextLookAt: now + betweenScansMs });
    } else {
      this.parts.logger.info({ massSendId: held.id }, 'a lost mass-send was not made: it is called for again');
      await this.parts.record.write(manager, held, {
        state: 'intended',
        calledAt: null,
        negativeScans: 0,
        nextLookAt: now,
      });
      await this.moveAll(manager, held, ['unknown'], 'back');
    }
  }

  private async bind(
    manager: EntityManager,
    held: MassSend,
    found: { messageId: string; customers: Set<string> },
    now: Instant,
  ): Promise<void> {
    try {
      const set = { state: 'created', messageId: found.messageId, nextLookAt: now, looks: 0, fault: null } as const;
      await this.parts.record.write(manager, held, set);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      await this.parts.record.write(manager, held, { nextLookAt: now + unclearPauseMs });
      return;
    }
    const waiting = (await this.parts.record.recipients(manager, held.id)).filter((touch) => touch.state === 'unknown');
    const refused = waiting.filter((touch) => !found.customers.has(touch.externalUserId));
    const accepted = waiting.filter((touch) => found.customers.has(touch.externalUserId));
    await this.parts.ledger.move(manager, {
      touchIds: accepted.map((touch) => touch.id),
      from: ['unknown'],
      massSendId: held.id,
      set: { state: 'offered', offeredAt: now },
      tell: { kind: 'touch.tasked', summary: (touch) => timeline.tasked(touch.play) },
    });
    await this.parts.ledger.move(manager, {
      touchIds: refused.map((touch) => touch.id),
      from: ['unknown'],
      massSendId: held.id,
      set: { state: 'failed', reason: 'refused_recipient', why: whys.refusedRecipient },
      tell: { kind: 'touch.failed', summary: (touch) => timeline.failed(touch.play, whys.refusedRecipient) },
    });
  }

  private async moveAll(
    manager: EntityManager,
    massSend: MassSend,
    from: readonly Touch['state'][],
    to: 'unknown' | 'back',
  ): Promise<void> {
    const touches = (await this.parts.record.recipients(manager, massSend.id)).filter((one) =>
      from.includes(one.state),
    );
    for (const wasOffered of [true, false]) {
      const touchIds = touches.filter((touch) => (touch.offeredAt !== null) === wasOffered).map((touch) => touch.id);
      const state = to === 'unknown' ? 'unknown' : wasOffered ? 'offered' : 'planned';
      await this.parts.ledger.move(manager, { touchIds, from, massSendId: massSend.id, set: { state } });
    }
  }
}
