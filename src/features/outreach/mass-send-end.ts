import type { EntityManager } from 'typeorm';
import { isByPerson } from '../../kernel/by-person';
import { WecomError } from '../../kernel/errors';
import type { Instant, MassSendResult } from '../../kernel/ports';
import type { MassSend } from '../../model/mass-send';
import type { Touch } from '../../model/touch';
import type { MassSendParts } from './mass-send-call';
import { isCancelled, isDispatching, type MassSendResults } from './mass-send-results';
import { isQuiet, nextTime, type QuietHours } from './quiet-hours';
import { timeline, whys } from './texts';

const minuteMs = 60_000;
/** A task that WeCom refuses to show or cancel for this long is given up: its rep left, or the task is unknown there. */
const lostAfterMs = 24 * 60 * minuteMs;
const stillDispatchingMs = 20_000;

export interface Hours {
  quiet: QuietHours;
  zone: string;
}

/** What becomes of a touch whose task was taken back before the rep sent it. */
export function afterUnsent(touch: Touch, at: Instant, { quiet, zone }: Hours): 'open' | 'held' | 'expired' {
  if (touch.notAfter <= at) return 'expired';
  if (!isQuiet(at, quiet, zone)) return 'open';
  return touch.notAfter > nextTime(at, quiet.to, zone) ? 'held' : 'expired';
}

/** Takes tasks back: at the end of their day, and when a customer among them must not be written to any more. */
export class MassSendEnd {
  constructor(private readonly parts: MassSendParts & { results: MassSendResults; hours: Hours }) {}

  /**
   * Cancels the unsent part at WeCom and then reads what was sent before: only who is known unsent is set free.
   * Nothing is written when WeCom does not answer; the sweep comes again.
   */
  async takeBack(massSend: MassSend, fault: string): Promise<boolean> {
    const held = await this.parts.record.claim(massSend);
    if (held === null) return false;
    if (held.messageId === null) {
      await this.parts.dataSource.transaction((manager) => this.close(manager, held, [], true, fault));
      return true;
    }
    const read = await this.cancelAndRead(held, held.messageId);
    if (read === null) return false;
    await this.parts.dataSource.transaction((manager) => this.close(manager, held, read.results, read.final, fault));
    return true;
  }

  /** @returns null when WeCom could not be asked; `final` false when the cancelled task could not be read */
  private async cancelAndRead(
    held: MassSend,
    messageId: string,
  ): Promise<{ results: MassSendResult[]; final: boolean } | null> {
    const pause = async (ms: number) => {
      const nextLookAt = this.parts.clock.now() + ms;
      await this.parts.dataSource.transaction((manager) => this.parts.record.write(manager, held, { nextLookAt }));
      return null;
    };
    try {
      const before = await this.readUnlessCancelled(held);
      await this.parts.wecom.cancelMassSend(messageId).catch((error: unknown) => {
        if (!isCancelled(error)) throw error;
      });
      const after = await this.readUnlessCancelled(held);
      return after === null ? { results: before ?? [], final: false } : { results: after, final: true };
    } catch (error) {
      if (isDispatching(error)) return pause(stillDispatchingMs);
      if (!(error instanceof WecomError)) throw error;
      const isLost = error.options.kind === 'permanent' && this.parts.clock.now() > held.notAfter + lostAfterMs;
      if (isLost) return { results: [], final: false };
      this.parts.logger.warn({ massSendId: held.id, errcode: error.errcode }, 'a mass-send is not cancelled yet');
      return pause(Math.max(error.options.waitMs ?? 0, minuteMs));
    }
  }

  private async readUnlessCancelled(held: MassSend): Promise<MassSendResult[] | null> {
    try {
      return await this.parts.results.read(held);
    } catch (error) {
      if (isCancelled(error)) return null;
      throw error;
    }
  }

  private async close(
    manager: EntityManager,
    held: MassSend,
    results: MassSendResult[],
    final: boolean,
    fault: string,
  ): Promise<void> {
    const now = this.parts.clock.now();
    await this.parts.record.write(manager, held, { state: 'cancelled', nextLookAt: now, fault });
    const waiting = await this.parts.results.apply(manager, held, results);
    for (const [end, touches] of byEnd(waiting, (touch) => (final ? this.endOf(touch, now) : 'unreadable'))) {
      await this.release(manager, held, end, touches);
    }
    await this.letGo(manager, held, final);
  }

  /**
   * Who was held by a person stays held, out of the task. Whose ground went away is known unsent now, so that the
   * occasion may come again should the ground come back; where nobody knows whether it was sent, it ends.
   */
  private async letGo(manager: EntityManager, held: MassSend, final: boolean): Promise<void> {
    const recipients = await this.parts.record.recipients(manager, held.id);
    await this.parts.ledger.move(manager, {
      touchIds: recipients.filter(({ state }) => state === 'held').map(({ id }) => id),
      from: ['held'],
      massSendId: held.id,
      set: final ? { massSendId: null } : releases.unreadable,
    });
    if (!final) return;
    const withdrawn = recipients.filter(({ state, reason }) => state === 'cancelled' && !isByPerson(reason));
    await this.parts.ledger.move(manager, {
      touchIds: withdrawn.map(({ id }) => id),
      from: ['cancelled'],
      massSendId: held.id,
      set: { occasionKey: null },
    });
  }

  private endOf(touch: Touch, now: Instant): End {
    const end = afterUnsent(touch, now, this.parts.hours);
    if (touch.state === 'held' && end !== 'expired') return 'freed';
    if (end !== 'open') return end;
    return touch.path === 'mass-send' ? 'planned' : 'offered';
  }

  private async release(manager: EntityManager, held: MassSend, end: End, touches: Touch[]): Promise<void> {
    const expired = end === 'expired' || end === 'unreadable';
    await this.parts.ledger.move(manager, {
      touchIds: touches.map((touch) => touch.id),
      from: ['planned', 'offered', 'unknown', 'held'],
      massSendId: held.id,
      set: releases[end],
      whyNot: end === 'held' ? whys.notActedHeld : undefined,
      tell: expired ? { kind: 'touch.expired', summary: (touch) => timeline.expired(touch.play) } : undefined,
    });
  }
}

/** `freed`: held before for a reason of its own, and keeps it. */
type End = 'planned' | 'offered' | 'held' | 'freed' | 'expired' | 'unreadable';

/** Who expires keeps the id of its task: WeCom may still say that it was sent. */
const releases = {
  planned: { state: 'planned', massSendId: null },
  offered: { state: 'offered', massSendId: null },
  held: { state: 'held', reason: 'not_acted', massSendId: null },
  freed: { massSendId: null },
  expired: { state: 'expired', reason: 'not_acted', why: whys.notActedExpired },
  unreadable: { state: 'expired', reason: 'result_unreadable', why: whys.resultUnreadable },
} as const satisfies Record<End, object>;

function byEnd(touches: Touch[], endOf: (touch: Touch) => End): Map<End, Touch[]> {
  const groups = new Map<End, Touch[]>();
  for (const touch of touches) {
    const end = endOf(touch);
    const group = groups.get(end) ?? [];
    groups.set(end, group);
    group.push(touch);
  }
  return groups;
}
