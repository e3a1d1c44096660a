import type { DataSource } from 'typeorm';
import { addDays } from '../../kernel/calendar';
import { playTitle } from '../../kernel/play-titles';
import type { CivilDay } from '../../kernel/ports';
import { touchStateTitles } from '../../kernel/touch-state-titles';
import { type TouchState, touchStates } from '../../model/touch';
import { inScope, marks, narrowed, type RepScope } from './scope-sql';

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
  touches: number | string;
}

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

  /** By state of the chosen play, and by play of the chosen state. */
  async counts({ day, play, state, repUserId }: TouchFilter, reps: RepScope) {
    const scope = inScope('repUserId', narrowed(reps, repUserId));
    const rows: CountRow[] = await this.options.dataSource.query(
      `select state, play, count(*) as touches from touches
        where state in (${marks(counted)}) and dueOn = ?${scope.sql} group by state, play`,
      [...counted, day, ...scope.parameters],
    );
    const chosen: Choice = { state, play };
    const states = sums(rows, 'state', chosen);
    return {
      total: rows.filter((row) => fits(row, chosen)).reduce((sum, { touches }) => sum + Number(touches), 0),
      states: counted.map((key) => ({ key, title: touchStateTitles[key], count: states.get(key) ?? 0 })),
      plays: [...sums(rows, 'play', chosen)]
        .map(([key, count]) => ({ key, title: playTitle(key), count }))
        .sort((one, other) => other.count - one.count),
    };
  }

  /** The reps with the most touches of a day in these states, counted rep by rep in the index `touches_rep_state`. */
  async reps(day: CivilDay, states: readonly TouchState[], reps: RepScope, limit: number): Promise<Count[]> {
    const scope = inScope('r.repUserId', reps);
    const rows: { repUserId: string; name: string; touches: number | string }[] = await this.options.dataSource.query(
      `select repUserId, name, touches from (select r.repUserId, r.name, (select count(*) from touches t
          where t.repUserId = r.repUserId and t.state in (${marks(states)}) and t.dueOn = ?) as touches
        from reps r where 1 = 1${scope.sql}) counted where touches > 0 order by touches desc, repUserId limit ?`,
      [...states, day, ...scope.parameters, limit],
    );
    return rows.map(({ repUserId, name, touches }) => ({ key: repUserId, title: name, count: Number(touches) }));
  }
}

type Choice = Partial<Record<'state' | 'play', string>>;

function fits(row: CountRow, chosen: Choice): boolean {
  return (['state', 'play'] as const).every((name) => chosen[name] === undefined || chosen[name] === row[name]);
}

/** Touches by one of their marks, of what the other choices leave. */
function sums(rows: readonly CountRow[], by: keyof Choice, chosen: Choice): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) {
    const key = row[by];
    if (!fits(row, { ...chosen, [by]: undefined })) continue;
    found.set(key, (found.get(key) ?? 0) + Number(row.touches));
  }
  return found;
}
