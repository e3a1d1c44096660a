import type { DataSource } from 'typeorm';
import { addDays } from '../../kernel/calendar';
import { playTitle } from '../../kernel/play-titles';
import type { CivilDay } from '../../kernel/ports';
import { touchStateTitles } from '../../kernel/touch-state-titles';
import { type TouchState, touchStates } from '../../model/touch';
import { inScope, marks, type RepScope } from './scope-sql';

export interface TouchFilter {
  day: CivilDay;
  play?: string;
  state?: TouchState;
  repUserId?: string;
}

export interface DayCount {
  day: CivilDay;
  /** Planned, offered or being looked up. */
  open: number;
  held: number;
  sent: number;
  /** Came to an end unsent. */
  ended: number;
}

interface Count {
  key: string;
  title: string;
  count: number;
}

interface CountRow {
  state: TouchState;
  play: string;
  repUserId: string | null;
  touches: number | string;
}

/** Reps with the most touches of a day that are told. */
const mostReps = 50;
/** A superseded row has a successor that speaks for it. */
const counted = touchStates.filter((state) => state !== 'superseded');
const openStates: readonly string[] = ['planned', 'offered', 'unknown'];

/** How many touches days have; read from the index `touches_state_day` alone. */
export class TouchDays {
  constructor(private readonly options: { dataSource: DataSource }) {}

  async strip(from: CivilDay, days: number, reps: RepScope): Promise<DayCount[]> {
    const scope = inScope('repUserId', reps);
    const rows: { dueOn: CivilDay; state: TouchState; touches: number | string }[] =
      await this.options.dataSource.query(
        `select dueOn, state, count(*) as touches from touches
        where state in (${marks(counted)}) and dueOn >= ? and dueOn < ?${scope.sql} group by state, dueOn`,
        [...counted, from, addDays(from, days), ...scope.parameters],
      );
    return Array.from({ length: days }, (_, index) => {
      const day = addDays(from, index);
      const sum = (which: (state: string) => boolean) =>
        rows.filter((row) => row.dueOn === day && which(row.state)).reduce((all, row) => all + Number(row.touches), 0);
      const isOpen = (state: string) => openStates.includes(state);
      const others = (state: string) => !isOpen(state) && state !== 'held' && state !== 'sent';
      return {
        day,
        open: sum(isOpen),
        held: sum((state) => state === 'held'),
        sent: sum((state) => state === 'sent'),
        ended: sum(others),
      };
    });
  }

  /** By state, by play and by rep; each of what the other choices leave. */
  async counts({ day, play, state, repUserId }: TouchFilter, reps: RepScope) {
    const scope = inScope('repUserId', reps);
    const rows: CountRow[] = await this.options.dataSource.query(
      `select state, play, repUserId, count(*) as touches from touches
        where state in (${marks(counted)}) and dueOn = ?${scope.sql} group by state, play, repUserId`,
      [...counted, day, ...scope.parameters],
    );
    const chosen: Choice = { state, play, repUserId };
    const states = sums(rows, 'state', chosen);
    const shown = most(sums(rows, 'repUserId', chosen), (repUserId) => repUserId).slice(0, mostReps);
    const names = await this.repNames(shown.map(({ key }) => key));
    return {
      total: rows.filter((row) => fits(row, chosen)).reduce((sum, { touches }) => sum + Number(touches), 0),
      states: counted.map((key) => ({ key, title: touchStateTitles[key], count: states.get(key) ?? 0 })),
      plays: most(sums(rows, 'play', chosen), playTitle),
      reps: shown.map((each) => ({ ...each, title: names.get(each.key) ?? each.key })),
    };
  }

  private async repNames(repUserIds: readonly string[]): Promise<Map<string, string>> {
    if (repUserIds.length === 0) return new Map();
    const rows: { repUserId: string; name: string }[] = await this.options.dataSource.query(
      `select repUserId, name from reps where repUserId in (${marks(repUserIds)})`,
      [...repUserIds],
    );
    return new Map(rows.map(({ repUserId, name }) => [repUserId, name]));
  }
}

type Choice = Partial<Record<'state' | 'play' | 'repUserId', string>>;

function fits(row: CountRow, chosen: Choice): boolean {
  return (['state', 'play', 'repUserId'] as const).every(
    (name) => chosen[name] === undefined || chosen[name] === row[name],
  );
}

/** Touches by one of their marks, of what the other choices leave. */
function sums(rows: readonly CountRow[], by: keyof Choice, chosen: Choice): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) {
    const key = row[by];
    if (key === null || !fits(row, { ...chosen, [by]: undefined })) continue;
    found.set(key, (found.get(key) ?? 0) + Number(row.touches));
  }
  return found;
}

function most(found: Map<string, number>, titleOf: (key: string) => string): Count[] {
  return [...found]
    .map(([key, count]) => ({ key, title: titleOf(key), count }))
    .sort((one, other) => other.count - one.count);
}
