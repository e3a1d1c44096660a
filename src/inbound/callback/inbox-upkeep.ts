import { type DataSource, In } from 'typeorm';
import { CallbackEvent } from '../../model/callback-event';

export interface InboxStats {
  waiting: number;
  /** When the oldest waiting event came, epoch ms. */
  oldestAt: number | null;
  parked: number;
}

const chunk = 500;
const priorities = [0, 1, 2];
/** An emptied row stays this long, so that a late repeat is still known for one. */
const keepIdMs = 30 * 86_400_000;

/** The inbox's figures, and its getting rid of what was served. */
export class InboxUpkeep {
  constructor(private readonly options: { dataSource: DataSource }) {}

  async stats(): Promise<InboxStats> {
    const rows: { state: string; events: number | string; oldestAt: number | null }[] =
      await this.options.dataSource.query(
        "select state, count(*) as events, min(receivedAt) as oldestAt from callback_events where state in ('received', 'parked') group by state",
      );
    const of = (state: string) => rows.find((row) => row.state === state);
    return {
      waiting: Number(of('received')?.events ?? 0),
      oldestAt: of('received')?.oldestAt ?? null,
      parked: Number(of('parked')?.events ?? 0),
    };
  }

  /** Empties what was done before an instant; its ids go 30 days later. Parked events stay: someone must look. */
  async purge(olderThan: number): Promise<{ emptied: number; dropped: number }> {
    const purged = { emptied: 0, dropped: 0 };
    for (const priority of priorities) {
      for (
        let rows = await this.next(priority, olderThan);
        rows.length > 0;
        rows = await this.next(priority, olderThan)
      ) {
        const [empty, full] = [rows.filter((row) => row.isEmpty), rows.filter((row) => !row.isEmpty)];
        await this.empty(full.map((row) => row.id));
        await this.drop(empty.map((row) => row.id));
        purged.emptied += full.length;
        purged.dropped += empty.length;
      }
    }
    return purged;
  }

  private async next(priority: number, olderThan: number): Promise<{ id: string; isEmpty: boolean }[]> {
    const rows: { id: string; isEmpty: number | string }[] = await this.options.dataSource.query(
      `select id, case when sealedXml = '' then 1 else 0 end as isEmpty from callback_events where state = 'done' and priority = ? and nextAttemptAt < ? order by nextAttemptAt limit ${chunk}`,
      [priority, olderThan],
    );
    return rows.map((row) => ({ id: row.id, isEmpty: Number(row.isEmpty) === 1 }));
  }

  private async empty(ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.options.dataSource
      .createQueryBuilder()
      .update(CallbackEvent)
      .set({ sealedXml: '', nextAttemptAt: () => `doneAt + ${keepIdMs}` })
      .where({ id: In(ids) })
      .execute();
  }

  private async drop(ids: string[]): Promise<void> {
    if (ids.length > 0) await this.options.dataSource.getRepository(CallbackEvent).delete({ id: In(ids) });
  }
}
