import type { DataSource } from 'typeorm';
import { isUniqueViolation } from '../../kernel/errors';
import type { Clock, Vault } from '../../kernel/ports';
import type { CallbackEvent } from '../../model/callback-event';
import type { CallbackMetrics, Log } from './handler';
import type { Arrival } from './identity';
import { inboxRow, type Receipt } from './inbox-row';

export interface InboxOptions {
  dataSource: DataSource;
  clock: Clock;
  vault: Vault;
  logger: Log;
  metrics?: CallbackMetrics;
  /** Called once a group, after its commit, with the number of new rows: the place to ring the worker. */
  afterCommit?: (stored: number) => void;
}

export type Stored = 'new' | 'repeat';

interface Waiting {
  arrival: Arrival;
  row: CallbackEvent;
  resolve(outcome: Stored): void;
  reject(error: unknown): void;
}

const largestGroup = 500;
/** Order among arrivals of one millisecond; finer than this an epoch ms in a double cannot say it. */
const tickMs = 0.001;

const columns = [
  'id',
  'kind',
  'sealedXml',
  'priority',
  'receivedAt',
  'state',
  'attempts',
  'nextAttemptAt',
  'fence',
  'doneAt',
  'fault',
] as const satisfies (keyof CallbackEvent)[];
const oneRow = `(${columns.map(() => '?').join(', ')})`;

/**
 * Keeps events durably before they are acknowledged. What arrives in one turn of the event loop, or while the group
 * before is being written, is one commit; the primary key judges what is a repeat.
 */
export class Inbox {
  private waiting: Waiting[] = [];
  private scheduled = false;
  private lastReceivedAt = 0;

  constructor(private readonly options: InboxOptions) {}

  /** Resolves after the commit. @throws when the row could not be stored; WeCom must then send it again */
  store(arrival: Arrival): Promise<Stored> {
    const row = inboxRow(arrival, this.receipt(), this.options.vault);
    return new Promise((resolve, reject) => {
      this.waiting.push({ arrival, row, resolve, reject });
      this.schedule();
    });
  }

  private receipt(): Receipt {
    const now = this.options.clock.now();
    this.lastReceivedAt = Math.max(now, this.lastReceivedAt + tickMs);
    return { receivedAt: this.lastReceivedAt, now };
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    // After all of this turn's reads.
    setImmediate(() => void this.commit());
  }

  private async commit(): Promise<void> {
    const group = this.waiting.splice(0, largestGroup);
    const { fresh, repeats } = withoutRepeats(group);
    try {
      const known = await this.insert(fresh);
      for (const member of fresh) this.settle(member, known.has(member) ? 'repeat' : 'new');
      for (const member of repeats) this.settle(member, 'repeat');
      if (fresh.length > known.size) this.options.afterCommit?.(fresh.length - known.size);
    } catch (error) {
      for (const member of group) this.fail(member, error);
    } finally {
      this.scheduled = false;
      if (this.waiting.length > 0) this.schedule();
    }
  }

  /** Answers those that were there before. */
  private async insert(group: Waiting[]): Promise<Set<Waiting>> {
    try {
      // One statement is one transaction. Plain SQL, because the query builder takes three times as long.
      await this.options.dataSource.query(insertOf(group.length), group.flatMap(valuesOf));
      return new Set();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return this.insertRowByRow(group);
    }
  }

  private insertRowByRow(group: Waiting[]): Promise<Set<Waiting>> {
    return this.options.dataSource.transaction(async (manager) => {
      const known = new Set<Waiting>();
      for (const member of group) {
        try {
          await manager.query(insertOf(1), valuesOf(member));
        } catch (error) {
          if (!isUniqueViolation(error)) throw error;
          known.add(member);
        }
      }
      return known;
    });
  }

  private settle(member: Waiting, outcome: Stored): void {
    const { logger, metrics } = this.options;
    if (outcome === 'new' && member.row.state === 'parked') {
      logger.error({ eventId: member.row.id, kind: member.row.kind, fault: member.row.fault }, 'callback event parked');
    }
    metrics?.stored?.(member.row.kind, outcome);
    member.resolve(outcome);
  }

  private fail(member: Waiting, error: unknown): void {
    this.options.metrics?.stored?.(member.row.kind, 'failed');
    member.reject(error);
  }
}

function withoutRepeats(group: Waiting[]): { fresh: Waiting[]; repeats: Waiting[] } {
  const seen = new Set<string>();
  const fresh: Waiting[] = [];
  const repeats: Waiting[] = [];
  for (const member of group) {
    (seen.has(member.row.id) ? repeats : fresh).push(member);
    seen.add(member.row.id);
  }
  return { fresh, repeats };
}

function insertOf(rows: number): string {
  return `insert into callback_events (${columns.join(', ')}) values ${Array(rows).fill(oneRow).join(', ')}`;
}

function valuesOf(member: Waiting): unknown[] {
  return columns.map((column) => member.row[column]);
}
