import { createHash } from 'node:crypto';
import { type DataSource, type EntityManager, LessThanOrEqual } from 'typeorm';
import { CareError, isUniqueViolation, WecomError } from '../../kernel/errors';
import type { AppMessageBody, AppMessageReceipt, Clock, Instant, Vault, WecomPlatform } from '../../kernel/ports';
import { AppMessage } from '../../model/app-message';
import { type OutreachLogger, outreachBells, type Ring } from './needs';

const minuteMs = 60_000;
const leaseMs = 45_000;
const backOffMs = [5_000, 15_000, minuteMs, 5 * minuteMs, 15 * minuteMs, 30 * minuteMs];
/** WeCom's longest: a repeat with a byte-identical body inside it is not delivered again. */
const duplicateCheckSeconds = 14_400;
const markBits = 12;
/** WeCom cuts a text beyond this. */
const mostTextBytes = 2048;
const repsAtOnce = 4;
const repsARound = 500;
/** A card's task id was used: an earlier try, whose answer was lost, got through. */
const taskIdUsed = 42014;
/** 81013 nobody reachable, 60111 and 46004 no such member, 60011 60021 60030 outside the visible range. */
const repIsGone = [81013, 60111, 46004, 60011, 60021, 60030];

export interface SaidToRep {
  /** Said once. A card's task id too: `[0-9A-Za-z_\-@]`. */
  id: string;
  repUserId: string;
  body: AppMessageBody;
  /** Not worth saying after this. */
  notAfter: Instant;
}

/** The outbox of what the app says to reps: written with the deed it tells of, delivered in each rep's order. */
export class RepMessages {
  constructor(
    private readonly options: {
      dataSource: DataSource;
      wecom: Pick<WecomPlatform, 'sendAppMessage'>;
      clock: Clock;
      vault: Vault;
      logger: OutreachLogger;
      ring: Ring;
    },
  ) {}

  /** @returns false when this was said before */
  async say(manager: EntityManager, message: SaidToRep): Promise<boolean> {
    const now = this.options.clock.now();
    try {
      await manager.insert(AppMessage, {
        id: message.id,
        repUserId: message.repUserId,
        sealedBody: this.options.vault.seal(JSON.stringify(message.body)),
        state: 'waiting',
        createdAt: now,
        notAfter: message.notAfter,
        nextAttemptAt: now,
      });
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
    // The bell may ring before the commit; a moment later it finds the row, and the tick finds it anyway.
    this.options.ring({ name: outreachBells.messages, id: outreachBells.messages, delayMs: 250 });
    return true;
  }

  /** Sends what is due; a rep's later message waits for the earlier one. */
  async deliver(): Promise<{ sent: number; failed: number; waiting: number }> {
    const tally = { sent: 0, failed: 0, waiting: 0 };
    const reps = await this.repsWithDue();
    const work = async () => {
      for (let rep = reps.shift(); rep !== undefined; rep = reps.shift()) await this.deliverTo(rep, tally);
    };
    await Promise.all(Array.from({ length: repsAtOnce }, work));
    return tally;
  }

  private async repsWithDue(): Promise<string[]> {
    const rows = await this.options.dataSource
      .createQueryBuilder(AppMessage, 'message')
      .select('message.repUserId', 'repUserId')
      .where({ state: 'waiting', nextAttemptAt: LessThanOrEqual(this.options.clock.now()) })
      .groupBy('message.repUserId')
      .limit(repsARound)
      .getRawMany<{ repUserId: string }>();
    return rows.map((row) => row.repUserId);
  }

  private async deliverTo(repUserId: string, tally: { sent: number; failed: number; waiting: number }): Promise<void> {
    const messages = await this.options.dataSource.manager.find(AppMessage, {
      where: { repUserId, state: 'waiting' },
      order: { createdAt: 'ASC', id: 'ASC' },
      take: 100,
    });
    for (const message of messages) {
      const end = await this.attempt(message);
      tally[end] += 1;
      if (end === 'waiting') return;
    }
  }

  private async attempt(message: AppMessage): Promise<'sent' | 'failed' | 'waiting'> {
    const now = this.options.clock.now();
    if (message.nextAttemptAt > now) return 'waiting';
    if (!(await this.claim(message, now))) return 'waiting';
    if (message.notAfter <= now) {
      await this.close(message, { state: 'expired' });
      return 'failed';
    }
    try {
      const body = JSON.parse(this.options.vault.open(message.sealedBody)) as AppMessageBody; // sealed by say()
      const ownBody = distinct(body, message.id);
      const receipt = await this.options.wecom.sendAppMessage(message.repUserId, ownBody, { duplicateCheckSeconds });
      return await this.received(message, receipt);
    } catch (error) {
      return await this.refused(message, error);
    }
  }

  private async claim(message: AppMessage, now: Instant): Promise<boolean> {
    const { affected } = await this.options.dataSource
      .createQueryBuilder()
      .update(AppMessage)
      .set({ attempts: message.attempts + 1, nextAttemptAt: now + leaseMs })
      .where({ id: message.id, state: 'waiting', attempts: message.attempts, nextAttemptAt: message.nextAttemptAt })
      .execute();
    if (affected !== 1) return false;
    message.attempts += 1;
    return true;
  }

  private async received(message: AppMessage, receipt: AppMessageReceipt): Promise<'sent' | 'failed'> {
    if (receipt.unreachable.some((userId) => userId.toLowerCase() === message.repUserId.toLowerCase())) {
      return this.giveUp(message, 'the rep cannot be reached: outside the visible range or without licence', true);
    }
    await this.close(message, {
      state: 'sent',
      sentAt: this.options.clock.now(),
      messageId: receipt.messageId.slice(0, 256),
      responseCode: receipt.responseCode ?? null,
    });
    return 'sent';
  }

  private async refused(message: AppMessage, error: unknown): Promise<'sent' | 'failed' | 'waiting'> {
    if (error instanceof CareError) return this.giveUp(message, error.message, false);
    if (!(error instanceof WecomError)) throw error;
    if (error.errcode === taskIdUsed && message.attempts > 1) {
      await this.close(message, { state: 'sent', sentAt: this.options.clock.now() });
      return 'sent';
    }
    if (repIsGone.includes(error.errcode)) return this.giveUp(message, error.message, true);
    if (error.options.kind === 'permanent' && !error.outcomeUnknown) return this.giveUp(message, error.message, false);
    const pause = backOffMs[Math.min(message.attempts, backOffMs.length) - 1] ?? minuteMs;
    const waitMs = Math.max(error.options.waitMs ?? 0, pause);
    await this.close(message, { nextAttemptAt: this.options.clock.now() + waitMs, fault: error.message });
    return 'waiting';
  }

  private async giveUp(message: AppMessage, fault: string, repGone: boolean): Promise<'failed'> {
    await this.close(message, { state: 'failed', fault });
    this.options.logger.warn(
      { messageId: message.id, repUserId: message.repUserId, fault },
      'a message to a rep failed',
    );
    if (repGone) {
      // One pass over all of WeCom, however many reps cannot be reached.
      this.options.ring({ name: outreachBells.resync, id: 'resync' });
    }
    return 'failed';
  }

  /** Only while this attempt is the newest: a worker that lost its lease writes nothing. */
  private async close(message: AppMessage, set: Partial<AppMessage>): Promise<void> {
    await this.options.dataSource
      .createQueryBuilder()
      .update(AppMessage)
      .set(set)
      .where({ id: message.id, state: 'waiting', attempts: message.attempts })
      .execute();
  }
}

/**
 * WeCom's duplicate check knows a message by its bytes alone: 帮助 asked for twice would be answered once. Words bear an
 * invisible mark of their message, the same at every try; cards and digests have ids and links of their own.
 */
function distinct(body: AppMessageBody, id: string): AppMessageBody {
  if (body.kind !== 'text') return body;
  const bits = createHash('sha256')
    .update(id)
    .digest()
    .readUInt16BE(0)
    .toString(2)
    .padStart(16, '0')
    .slice(0, markBits);
  const text = body.text + [...bits].map((bit) => (bit === '1' ? '\u200c' : '\u200b')).join('');
  return Buffer.byteLength(text) <= mostTextBytes ? { ...body, text } : body;
}
