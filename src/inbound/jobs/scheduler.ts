import { CronExpressionParser } from 'cron-parser';
import { type ScheduledTask, schedule as everyMinute } from 'node-cron';
import type { DataSource } from 'typeorm';
import { isUniqueViolation } from '../../kernel/errors';
import type { Clock, Instant, Jobs } from '../../kernel/ports';
import { Marker } from '../../model/marker';
import type { ScheduleEntry } from './schedule';

/**
 * Rings the timetable's bells. The last tick of each line is kept in the database: whoever moves it on first has rung
 * for the whole fleet, and after a pause the latest missed tick is made up for, once.
 */
export class Scheduler {
  private task: ScheduledTask | null = null;
  /** What this process knows to be rung, so that a quiet minute costs no query. */
  private readonly rungAt = new Map<string, Instant>();

  constructor(
    private readonly deps: {
      dataSource: DataSource;
      jobs: Jobs;
      clock: Clock;
      zone: string;
      entries: readonly ScheduleEntry[];
      onFault: (error: unknown) => void;
    },
  ) {}

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
    for (const entry of this.deps.entries) {
      const tick = this.latestTick(entry, now);
      const key = `tick:${entry.job}:${entry.cron}`;
      if ((this.rungAt.get(key) ?? -Infinity) >= tick) continue;
      if (await this.takeTick(key, tick))
        await this.deps.jobs.ring({ name: entry.job, id: `${entry.job}-${tick}-tick` });
      this.rungAt.set(key, tick);
    }
  }

  /** Instants in (from, to] at which some line ticks, oldest first; for a clock that is moved. */
  ticksBetween(from: Instant, to: Instant, jobs: readonly string[]): Instant[] {
    const ticks = new Set<Instant>();
    for (const entry of this.deps.entries) {
      if (!jobs.includes(entry.job)) continue;
      const expression = CronExpressionParser.parse(entry.cron, { currentDate: new Date(from), tz: this.deps.zone });
      for (let tick = expression.next().getTime(); tick <= to; tick = expression.next().getTime()) ticks.add(tick);
    }
    return [...ticks].sort((a, b) => a - b);
  }

  private latestTick(entry: ScheduleEntry, now: Instant): Instant {
    // prev() is strictly before its date; a tick of this very millisecond counts.
    const options = { currentDate: new Date(now + 1), tz: this.deps.zone };
    return CronExpressionParser.parse(entry.cron, options).prev().getTime();
  }

  private async takeTick(id: string, tick: Instant): Promise<boolean> {
    const markers = this.deps.dataSource.getRepository(Marker);
    const moved = await markers
      .createQueryBuilder()
      .update()
      .set({ at: tick })
      .where('id = :id and at < :tick', { id, tick })
      .execute();
    if (moved.affected) return true;
    if (await markers.existsBy({ id })) return false;
    try {
      await markers.insert({ id, at: tick, value: '' });
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }
}
