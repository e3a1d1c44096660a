import type { DataSource, EntityManager } from 'typeorm';
import { CallbackEvent } from '../../model/callback-event';

/** Another worker holds the event by now: what this one did must not count. */
export class LostLease extends Error {
  override readonly name = 'LostLease';
}

const leaseMs = 30_000;

/** The table's side of serving: claims and ends by conditional update, so that only the holder of a lease writes. */
export class Leases {
  constructor(private readonly dataSource: DataSource) {}

  /** Due rows that nobody holds yet, the urgent first, then by age (for one put off: since it fell due). */
  due(now: number, limit: number, priority: { upTo: number }): Promise<CallbackEvent[]> {
    return this.dataSource
      .getRepository(CallbackEvent)
      .createQueryBuilder('event')
      .where("event.state = 'received' and event.priority <= :upTo and event.nextAttemptAt <= :now", {
        now,
        upTo: priority.upTo,
      })
      .orderBy('event.priority')
      .addOrderBy('event.nextAttemptAt')
      .addOrderBy('event.receivedAt')
      .limit(limit)
      .getMany();
  }

  /**
   * Takes the rows that nobody took meanwhile; they carry their new fence. An attempt counts from its claim, so that
   * an event that kills the process is parked in the end too.
   */
  claim(rows: CallbackEvent[], now: number): Promise<CallbackEvent[]> {
    return this.dataSource.transaction(async (manager) => {
      const claimed: CallbackEvent[] = [];
      for (const row of rows) {
        const lease = { nextAttemptAt: now + leaseMs, fence: row.fence + 1, attempts: row.attempts + 1 };
        if (await change(manager, row, lease)) claimed.push({ ...row, ...lease });
      }
      return claimed;
    });
  }

  /** @throws LostLease, which rolls the caller's transaction back */
  async finish(manager: EntityManager, row: CallbackEvent, doneAt: number): Promise<void> {
    // For a done row nextAttemptAt is when the upkeep looks at it next.
    const ended = await change(manager, row, { state: 'done', doneAt, nextAttemptAt: doneAt, fault: null });
    if (!ended) throw new LostLease(`callback event ${row.id} went to another worker`);
  }

  /** Like the two below, says whether the lease was still ours. */
  putOff(row: CallbackEvent, nextAttemptAt: number, fault: string): Promise<boolean> {
    return change(this.dataSource.manager, row, { nextAttemptAt, fault });
  }

  park(row: CallbackEvent, fault: string): Promise<boolean> {
    return change(this.dataSource.manager, row, { state: 'parked', fault });
  }

  /** Gives an untouched row back, as if it had not been claimed. */
  handBack(row: CallbackEvent, now: number): Promise<boolean> {
    return change(this.dataSource.manager, row, {
      nextAttemptAt: Math.min(row.receivedAt, now),
      attempts: row.attempts - 1,
    });
  }
}

/** Changes a row that is still as we know it: each claim raises the fence, so an equal one means nobody came between. */
async function change(manager: EntityManager, row: CallbackEvent, values: Partial<CallbackEvent>): Promise<boolean> {
  const update = manager
    .createQueryBuilder()
    .update(CallbackEvent)
    .set(values)
    .where("id = :id and state = 'received' and fence = :fence", { id: row.id, fence: row.fence });
  return (await update.execute()).affected === 1;
}
