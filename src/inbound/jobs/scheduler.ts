import { type ScheduledTask, schedule as everyMinute } from 'node-cron';
import type { DataSource, EntityManager } from 'typeorm';
import { isUniqueViolation } from '../../kernel/errors';
import type { Clock, Instant, Jobs } from '../../kernel/ports';
import { Marker } from '../../model/marker';
import { DailyTicks } from './daily-ticks';
import type { ScheduleEntry } from './schedule';

/**
 * Rings the timetable's bells. The last tick of each line is kept in the database: whoever moves it on first has rung
 * for the whole fleet, and after a pause the latest missed tick is made up for, once.
 */
export class Scheduler {
  private task: ScheduledTask | null = null;
  /** What this process knows to be rung, so that a quiet minute costs no query. */
  private readonly rungAt = new Map<string, Instant>();
  private readonly lines: { job: string; key: string; ticks: DailyTicks }[];

  constructor(
    private readonly deps: {
      dataSource: DataSource;
      jobs: Jobs;
      clock: Clock;
      zone: string;
      entries: readonly ScheduleEntry[];
      onFault: (error: unknown) => void;
    },
  ) {
    this.lines = deps.entries.map(({ job, cron }) => ({
      job,
      key: `tick:${job}:${cron}`,
      ticks: new DailyTicks(cron, deps.zone),
    }));
  }

  start(): void {
    const ring = () => this.ringDue().catch(this.deps.onFault);
    this.task = everyMinute('* * * * *', ring, { timezone: this.deps.zone, name: 'timetable', noOverlap: true });
  }

  async stop(): Promise<void> {
    await this.task?.destroy();
    this.task = null;
  }

  /** Rings every line whose latest tick, up to now, nobody has rung yet. */
  async ringDue(): Promise<void> {
    const now = this.deps.clock.now();
    const due = this.lines
      .map(({ job, key, ticks }) => ({ job, key, tick: ticks.latest(now) }))
      .filter(({ key, tick }) => (this.rungAt.get(key) ?? -Infinity) < tick);
    if (due.length === 0) return;
    // One commit for all of a minute's ticks.
    const taken = await this.deps.dataSource.transaction(async (manager) => {
      const mine: typeof due = [];
      for (const line of due) if (await takeTick(manager, line.key, line.tick)) mine.push(line);
      return mine;
    });
    for (const { key, tick } of due) this.rungAt.set(key, tick);
    for (const { job, tick } of taken) await this.deps.jobs.ring({ name: job, id: `${job}-${tick}-tick` });
  }
}

/** Moves a line's last tick on; false: somebody else did, or it stands there already. */
async function takeTick(manager: EntityManager, id: string, tick: Instant): Promise<boolean> {
  const moved = await manager
    .createQueryBuilder()
    .update(Marker)
    .set({ at: tick })
    .where('id = :id and at < :tick', { id, tick })
    .execute();
  if (moved.affected) return true;
  if (await manager.existsBy(Marker, { id })) return false;
  try {
    await manager.insert(Marker, { id, at: tick, value: '' });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
