import type { DataSource } from 'typeorm';
import { WecomError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import type { CallbackEvent } from '../../model/callback-event';
import type { CallbackMetrics, Handler, Handlers, Log } from './handler';
import { type Leases, LostLease } from './lease';
import { UnreadableEvent, type WecomEvent } from './parse-event';

export interface EventServerOptions {
  dataSource: DataSource;
  clock: Clock;
  logger: Log;
  handlers: Handlers;
  metrics?: CallbackMetrics;
  /** Called after the commit of each event that was served: the place to ring what it made due. */
  afterCommit?: (event: WecomEvent) => void;
}

export type Outcome = 'done' | 'put-off' | 'parked' | 'lost-lease';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const backOffMs = [second, 5 * second, 30 * second, 2 * minute, 10 * minute];
const mostAttempts = 12;
const longestFault = 500;

/** Serves one claimed event to its end: done, put off, parked, or another worker's by now. */
export class EventServer {
  constructor(
    private readonly options: EventServerOptions,
    private readonly leases: Leases,
  ) {}

  async serve(row: CallbackEvent, read: () => WecomEvent): Promise<Outcome> {
    const startedAt = this.options.clock.now();
    const outcome = await this.attempt(row, read);
    this.options.metrics?.served?.(row.kind, outcome, this.options.clock.now() - startedAt);
    return outcome;
  }

  private async attempt(row: CallbackEvent, read: () => WecomEvent): Promise<Outcome> {
    if (row.attempts > mostAttempts) return this.park(row, new Error('each worker that took it died'));
    try {
      const event = read();
      await this.apply(row, event);
      this.options.afterCommit?.(event);
      return 'done';
    } catch (error) {
      return this.giveUp(row, error);
    }
  }

  private async apply(row: CallbackEvent, event: WecomEvent): Promise<void> {
    // The table pairs each kind with its own handler; the type system cannot follow that through a union.
    const handle = this.options.handlers[event.kind] as Handler;
    const apply = await handle(event);
    await this.options.dataSource.transaction(async (manager) => {
      // First, so that a worker without the lease stops here, and one with it locks the row.
      await this.leases.finish(manager, row, this.options.clock.now());
      await apply(manager);
    });
  }

  private async giveUp(row: CallbackEvent, error: unknown): Promise<Outcome> {
    if (error instanceof LostLease) return this.lose(row);
    if (error instanceof UnreadableEvent || row.attempts >= mostAttempts) return this.park(row, error);
    const waitMs = Math.max(backOffMs[row.attempts - 1] ?? hour, askedWaitMs(error));
    const held = await this.leases.putOff(row, this.options.clock.now() + waitMs, faultOf(error));
    if (!held) return this.lose(row);
    this.options.logger.warn({ ...about(row), fault: faultOf(error), waitMs }, 'callback event put off');
    return 'put-off';
  }

  private async park(row: CallbackEvent, error: unknown): Promise<Outcome> {
    if (!(await this.leases.park(row, faultOf(error)))) return this.lose(row);
    this.options.logger.error({ ...about(row), fault: faultOf(error) }, 'callback event parked');
    return 'parked';
  }

  private lose(row: CallbackEvent): Outcome {
    this.options.logger.warn(about(row), 'callback event went to another worker');
    return 'lost-lease';
  }
}

function about(row: CallbackEvent): object {
  return { eventId: row.id, kind: row.kind, attempts: row.attempts };
}

function faultOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, longestFault);
}

function askedWaitMs(error: unknown): number {
  return error instanceof WecomError ? (error.options.waitMs ?? 0) : 0;
}
