import type { DataSource } from 'typeorm';
import { addDays } from '../../kernel/calendar';
import { playTitle } from '../../kernel/play-titles';
import type { CivilDay, Instant } from '../../kernel/ports';
import { type Stage, stages } from '../../model/customer';
import { followDays, type Side, windowDays } from './care-effect';
import type { FigureCount } from './figure-count';
import { inScope, type RepScope } from './scope-sql';

/** What followed the touches of one group. */
export interface Followed {
  customers: number;
  /** Those who wrote at the kf. */
  replied: number;
  bought: number;
  yuan: number;
}

export interface FiguresTold {
  countedAt: Instant;
  stages: { stage: Stage; customers: number; before: number | null }[];
  /** The day that `before` is of. */
  beforeOn: CivilDay | null;
  effect: { from: CivilDay; to: CivilDay; groups: Record<Side, Followed> };
  plays: { play: string; title: string; sent: number; replied: number; bought: number }[];
}

/** 统计: what was counted of the customers in somebody's scope. */
export class Figures {
  constructor(private readonly options: { dataSource: DataSource; count: Pick<FigureCount, 'freshen'> }) {}

  /** Null: nothing has been counted yet. */
  async read(reps: RepScope): Promise<FiguresTold | null> {
    await this.options.count.freshen();
    const [span]: { latest: CivilDay | null; first: CivilDay | null; countedAt: number | null }[] =
      await this.options.dataSource.query(
        'select max(day) as latest, min(day) as first, max(countedAt) as countedAt from report_figures',
      );
    if (!span?.latest || !span.first) return null;
    const now = await this.ofDay(span.latest, reps);
    const beforeOn = span.first < span.latest ? span.first : null;
    const before = beforeOn && (await this.ofDay(beforeOn, reps));
    const to = addDays(span.latest, -followDays);
    return {
      countedAt: Number(span.countedAt),
      stages: stages.map((stage) => ({
        stage,
        customers: now.get(`stage:${stage}`) ?? 0,
        before: before ? (before.get(`stage:${stage}`) ?? 0) : null,
      })),
      beforeOn,
      effect: {
        from: addDays(to, -windowDays),
        to,
        groups: { cared: followed(now, 'effect:cared'), alone: followed(now, 'effect:alone') },
      },
      plays: playsOf(now),
    };
  }

  private async ofDay(day: CivilDay, reps: RepScope): Promise<Map<string, number>> {
    const scope = inScope('repUserId', reps);
    const rows: { measure: string; figure: number | string }[] = await this.options.dataSource.query(
      `select measure, sum(figure) as figure from report_figures where day = ?${scope.sql} group by measure`,
      [day, ...scope.parameters],
    );
    return new Map(rows.map(({ measure, figure }) => [measure, Number(figure)]));
  }
}

function followed(figures: ReadonlyMap<string, number>, measure: string): Followed {
  const of = (part: string) => figures.get(`${measure}:${part}`) ?? 0;
  return { customers: of('all'), replied: of('replied'), bought: of('bought'), yuan: of('yuan') };
}

function playsOf(figures: ReadonlyMap<string, number>): FiguresTold['plays'] {
  const of = (play: string, part: string) => figures.get(`play:${play}:${part}`) ?? 0;
  return [...figures]
    .flatMap(([measure, sent]) => {
      const play = /^play:(.+):all$/.exec(measure)?.[1];
      return play === undefined
        ? []
        : [{ play, title: playTitle(play), sent, replied: of(play, 'replied'), bought: of(play, 'bought') }];
    })
    .sort((one, other) => other.sent - one.sent);
}
