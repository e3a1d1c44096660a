import type { DataSource } from 'typeorm';
import type { Clock, Instant } from '../../kernel/ports';
import type { ApiUsage, WecomWatch } from '../../kernel/wecom-watch';
import { errorTexts } from './overview-texts';

/** Something that went wrong and that a person can mend. */
export interface HealthError {
  at: Instant;
  what: string;
  /** As the platform or the program said it; may be empty. */
  fault: string;
  mend: string;
}

export interface Health {
  callbacks: { lastReceivedAt: Instant | null; waiting: number; oldestWaitingAt: Instant | null; parked: number };
  /** The APIs that are nearest to their limit. */
  usage: ApiUsage[];
  errors: HealthError[];
}

const weekMs = 7 * 86_400_000;
const mostShown = 5;
const priorities = [0, 1, 2];

/** 系统状态: whether WeCom reaches us and we it, and what is to be mended. */
export class HealthReport {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock; wecom: WecomWatch }) {}

  async read(): Promise<Health> {
    const usage = this.options.wecom.usage().sort((one, other) => load(other) - load(one));
    return { callbacks: await this.callbacks(), usage: usage.slice(0, mostShown), errors: await this.errors() };
  }

  private async callbacks(): Promise<Health['callbacks']> {
    const rows: { state: string; events: number | string; oldestAt: number; newestAt: number }[] =
      await this.options.dataSource.query(
        `select state, count(*) as events, min(receivedAt) as oldestAt, max(receivedAt) as newestAt
          from callback_events where state in ('received', 'parked') group by state`,
      );
    const of = (state: string) => rows.find((row) => row.state === state);
    const newest = [...rows.map(({ newestAt }) => Number(newestAt)), ...(await this.lastServed())];
    return {
      lastReceivedAt: newest.length > 0 ? Math.max(...newest) : null,
      waiting: Number(of('received')?.events ?? 0),
      oldestWaitingAt: of('received')?.oldestAt ?? null,
      parked: Number(of('parked')?.events ?? 0),
    };
  }

  /** Found in the index by when each was served; emptied rows carry a day to come. */
  private async lastServed(): Promise<Instant[]> {
    const found: Instant[] = [];
    for (const priority of priorities) {
      const rows: { receivedAt: number }[] = await this.options.dataSource.query(
        `select receivedAt from callback_events where state = 'done' and priority = ? and nextAttemptAt <= ?
          and sealedXml <> '' order by nextAttemptAt desc limit 1`,
        [priority, this.options.clock.now()],
      );
      found.push(...rows.map(({ receivedAt }) => Number(receivedAt)));
    }
    return found;
  }

  private async errors(): Promise<HealthError[]> {
    const alarms = this.options.wecom.alarms().map(({ at, path, errcode, isContent, message }) => ({
      ...(isContent ? errorTexts.content(errcode) : errorTexts.configuration(path, errcode)),
      ...{ at, fault: message },
    }));
    const all = [...alarms, ...(await this.parkedEvents()), ...(await this.rejectedTasks())];
    return all.sort((one, other) => other.at - one.at).slice(0, mostShown * 2);
  }

  private async parkedEvents(): Promise<HealthError[]> {
    const rows: { kind: string; receivedAt: number; fault: string | null }[] = await this.options.dataSource.query(
      `select kind, receivedAt, fault from callback_events where state = 'parked'
        order by priority, nextAttemptAt desc limit ${mostShown}`,
    );
    return rows.map(({ kind, receivedAt, fault }) => ({
      ...errorTexts.parked(kind),
      at: Number(receivedAt),
      fault: fault ?? '',
    }));
  }

  private async rejectedTasks(): Promise<HealthError[]> {
    const { dataSource, clock } = this.options;
    const rows: { name: string | null; repUserId: string; intendedAt: number; fault: string | null }[] =
      await dataSource.query(
        `select r.name, m.repUserId, m.intendedAt, m.fault from mass_sends m left join reps r on r.repUserId = m.repUserId
          where m.intendedAt >= ? and m.state = 'rejected' order by m.intendedAt desc limit ${mostShown}`,
        [clock.now() - weekMs],
      );
    return rows.map(({ name, repUserId, intendedAt, fault }) => ({
      ...errorTexts.rejected(name ?? repUserId),
      at: Number(intendedAt),
      fault: fault ?? '',
    }));
  }
}

function load({ minute, hour, limits }: ApiUsage): number {
  return Math.max(minute / limits.perMinute, hour / limits.perHour);
}
