import type { DataSource } from 'typeorm';
import { addDays } from '../../kernel/calendar';
import { playTitle } from '../../kernel/play-titles';
import type { CivilDay } from '../../kernel/ports';
import { type TouchState, touchStates } from '../../model/touch';
import { stateTitles } from './reports-texts';
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
    const rows: { state: TouchState; play: string; touches: number | string }[] = await this.options.dataSource.query(
      `select state, play, count(*) as touches from touches
        where state in (${marks(counted)}) and dueOn = ?${scope.sql} group by state, play`,
      [...counted, day, ...scope.parameters],
    );
    const all = rows.map((row) => ({ ...row, touches: Number(row.touches) }));
    const ofPlay = all.filter((row) => play === undefined || row.play === play);
    const ofState = all.filter((row) => state === undefined || row.state === state);
    return {
      total: all
        .filter((row) => ofPlay.includes(row) && ofState.includes(row))
        .reduce((sum, { touches }) => sum + touches, 0),
      states: summed(ofPlay, 'state', (key) => stateTitles[key] ?? key),
      plays: summed(ofState, 'play', playTitle),
    };
  }
}

function summed<Row extends { touches: number }, By extends keyof Row & string>(
  rows: readonly Row[],
  by: By,
  titleOf: (key: string) => string,
): Count[] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(String(row[by]), (sums.get(String(row[by])) ?? 0) + row.touches);
  return [...sums]
    .map(([key, count]) => ({ key, title: titleOf(key), count }))
    .sort((one, other) => other.count - one.count);
}
