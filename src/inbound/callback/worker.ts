import type { Vault } from '../../kernel/ports';
import type { CallbackEvent } from '../../model/callback-event';
import { Lanes, type Task } from './lanes';
import { Leases } from './lease';
import { parseEvent, subjectOf, type WecomEvent } from './parse-event';
import { EventServer, type EventServerOptions } from './serve-event';

export interface InboxWorkerOptions extends EventServerOptions {
  vault: Vault;
}

/** More than the lanes take, so that they never starve; few enough to be served within their lease. */
const claimSize = 16;
const refillBelow = 5;
/** Taken beyond that when something urgent comes while all is busy. */
const urgentClaim = 4;
/** A row that waited this close to its lease's end is not begun any more. */
const leaseMarginMs = 10_000;

/** Serves what the inbox keeps: one handler for each event, its writes and its mark in one transaction. */
export class InboxWorker {
  private readonly leases: Leases;
  private readonly server: EventServer;
  private readonly lanes = new Lanes();
  /** Ids of the rows that wait or run here. */
  private readonly inHand = new Set<string>();
  private draining: Promise<number> | null = null;
  private rung = false;
  private wake: () => void = () => undefined;
  private stopping = false;
  private served = 0;

  constructor(private readonly options: InboxWorkerOptions) {
    this.leases = new Leases(options.dataSource);
    this.server = new EventServer(options, this.leases);
  }

  /**
   * Serves all that is due and answers how many events were done. A call while another runs joins it, and makes it
   * look for new rows at once.
   */
  serve(): Promise<number> {
    this.rung = true;
    this.wake();
    this.draining ??= this.drain();
    return this.draining;
  }

  /** Takes no more, hands back what was not begun; resolves when the rest has ended or the time is over. */
  async stop(timeoutMs: number): Promise<void> {
    this.stopping = true;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
    await Promise.race([this.lanes.allEnded(), timeout]);
    clearTimeout(timer);
  }

  private async drain(): Promise<number> {
    this.served = 0;
    try {
      for (;;) {
        const taken = await this.take();
        if (this.rung || taken > 0) continue;
        if (this.lanes.load === 0) return this.served;
        await Promise.race([this.lanes.oneEnded(), this.nextRing()]);
      }
    } finally {
      this.draining = null;
    }
  }

  private nextRing(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  /** Answers how many rows it took on. */
  private async take(): Promise<number> {
    const rung = this.rung;
    this.rung = false;
    const room = claimSize - this.lanes.load;
    if (this.stopping || (!rung && this.lanes.load >= refillBelow)) return 0;
    const now = this.options.clock.now();
    const due = await this.due(now, Math.max(room, urgentClaim), { upTo: room > 0 ? 2 : 0 });
    if (due.length === 0) return 0;
    const claimed = await this.leases.claim(due, now);
    for (const { id } of claimed) this.inHand.add(id);
    this.lanes.add(claimed.map((row) => this.taskOf(row)));
    return claimed.length;
  }

  /** Without what this worker serves longer than a lease: that is for others to take. */
  private async due(now: number, limit: number, priority: { upTo: number }): Promise<CallbackEvent[]> {
    const rows = await this.leases.due(now, limit + this.inHand.size, priority);
    return rows.filter(({ id }) => !this.inHand.has(id)).slice(0, limit);
  }

  private taskOf(row: CallbackEvent): Task {
    const read = this.read(row);
    return {
      key: read.key,
      priority: row.priority,
      receivedAt: row.receivedAt,
      run: () => this.run(row, read.event).finally(() => this.inHand.delete(row.id)),
    };
  }

  /** An event that cannot be read fails when it is served, like any other fault. */
  private read(row: CallbackEvent): { key: string | null; event: () => WecomEvent } {
    try {
      const event = parseEvent(this.options.vault.open(row.sealedXml));
      return { key: subjectOf(event), event: () => event };
    } catch (error) {
      return {
        key: null,
        event: () => {
          throw error;
        },
      };
    }
  }

  private async run(row: CallbackEvent, event: () => WecomEvent): Promise<void> {
    try {
      const now = this.options.clock.now();
      if (this.stopping || now > row.nextAttemptAt - leaseMarginMs) {
        await this.leases.handBack(row, now);
        this.rung = true;
        return;
      }
      if ((await this.server.serve(row, event)) === 'done') this.served += 1;
    } catch (error) {
      // The database itself: the row falls due again with the end of its lease.
      const fault = error instanceof Error ? error.message : String(error);
      this.options.logger.error({ eventId: row.id, kind: row.kind, fault }, 'callback event could not be marked');
    }
  }
}
