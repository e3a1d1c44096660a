import type { DataSource } from 'typeorm';
import { addDays } from '../../kernel/calendar';
import { playTitle } from '../../kernel/play-titles';
import type { CivilDay } from '../../kernel/ports';
import { type Calendar, formatDate } from '../../kernel/yearly-date';
import { calendarTexts } from './texts';

/** Whose customers a member may see. */
type Whose = { kind: 'all' } | { kind: 'reps'; repUserIds: string[] };

export interface DateOfDay {
  id: string;
  externalUserId: string;
  customerName: string;
  repName: string | null;
  label: string;
  text: string;
  confirmed: boolean;
}

interface DateRow {
  id: string;
  externalUserId: string;
  customerName: string;
  repName: string | null;
  kind: string;
  label: string;
  forWhom: string;
  calendar: Calendar;
  month: number;
  day: number;
  leapMonth: boolean | number;
  status: string;
}

/** Each date is kept by its next return alone, and the shortest lunar year has 353 days. */
const daysKnown = 353;

/** What the days of a calendar hold of customers and touches, as far as a member may see them. */
export class DayCounts {
  constructor(private readonly dataSource: DataSource) {}

  /** Dates by day, from today on for as long as each is known; `confirmed 2027-02-06`. */
  async dates(span: { from: CivilDay; to: CivilDay; today: CivilDay }, whose: Whose): Promise<Map<CivilDay, Counted>> {
    const { today } = span;
    const last = addDays(today, daysKnown - 1);
    const [from, to] = [span.from < today ? today : span.from, span.to > last ? last : span.to];
    const counts = new Map<CivilDay, Counted>();
    for (let day = from; day <= to; day = addDays(day, 1)) counts.set(day, { confirmed: 0, proposed: 0 });
    const { sql, parameters } = ofCustomers(whose, 'd.externalUserId');
    const rows: { nextOn: CivilDay; status: keyof Counted; count: number }[] = await this.dataSource.query(
      `select d.nextOn, d.status, count(*) as count from important_dates d
        where d.nextOn >= ? and d.nextOn <= ? and d.status in ('confirmed', 'proposed') ${sql}
        group by d.nextOn, d.status`,
      [from, to, ...parameters],
    );
    for (const { nextOn, status, count } of rows) {
      const day = counts.get(nextOn);
      if (day) day[status] = Number(count);
    }
    return counts;
  }

  /** The dates of one day by customer, after one of them. */
  async datesOf(
    day: CivilDay,
    whose: Whose,
    { after, limit }: { after?: string; limit: number },
  ): Promise<DateOfDay[]> {
    const { sql, parameters } = ofCustomers(whose, 'd.externalUserId');
    const rows: DateRow[] = await this.dataSource.query(
      `select d.id, d.externalUserId, c.name as customerName, r.name as repName, d.kind, d.label, d.forWhom, d.calendar, d.month, d.day, d.leapMonth, d.status
        from important_dates d join customers c on c.externalUserId = d.externalUserId
        left join reps r on r.repUserId = c.repUserId
        where d.nextOn = ? and d.status in ('confirmed', 'proposed') and d.id > ? ${sql}
        order by d.id limit ${Math.trunc(limit)}`,
      [day, after ?? '', ...parameters],
    );
    return rows.map(dateOfDay);
  }

  /** Touches by day: still to go, held back, sent. */
  async touches(from: CivilDay, to: CivilDay, whose: Whose): Promise<Map<CivilDay, TouchCounts>> {
    const counts = new Map<CivilDay, TouchCounts>();
    for (const { dueOn, state, count } of await this.countTouches('dueOn', from, to, whose)) {
      const day = counts.get(dueOn) ?? { open: 0, held: 0, sent: 0 };
      counts.set(dueOn, day);
      day[state === 'held' || state === 'sent' ? state : 'open'] += Number(count);
    }
    return counts;
  }

  /** Touches of one day by play and state. */
  async touchesOf(day: CivilDay, whose: Whose) {
    const rows = await this.countTouches('play', day, day, whose);
    return rows.map(({ play, state, count }) => ({ play, playTitle: playTitle(play), state, count: Number(count) }));
  }

  private countTouches(by: 'dueOn' | 'play', from: CivilDay, to: CivilDay, whose: Whose): Promise<TouchRow[]> {
    const own = whose.kind === 'all' ? '' : `and repUserId in (${marks(whose.repUserIds)})`;
    return this.dataSource.query(
      `select ${by}, state, count(*) as count from touches
        where state in ('planned', 'offered', 'unknown', 'held', 'sent') and dueOn >= ? and dueOn <= ? ${own}
        group by ${by}, state order by ${by}, state`,
      [from, to, ...(whose.kind === 'all' ? [] : whose.repUserIds)],
    );
  }
}

interface Counted {
  confirmed: number;
  proposed: number;
}
interface TouchCounts {
  open: number;
  held: number;
  sent: number;
}
interface TouchRow {
  dueOn: CivilDay;
  play: string;
  state: string;
  count: number;
}

function ofCustomers(whose: Whose, column: string): { sql: string; parameters: string[] } {
  if (whose.kind === 'all') return { sql: '', parameters: [] };
  const theirs = `select externalUserId from customers where repUserId in (${marks(whose.repUserIds)})`;
  return { sql: `and ${column} in (${theirs})`, parameters: whose.repUserIds };
}

/** Nobody's: a list that holds nothing. */
function marks(values: readonly string[]): string {
  return values.length === 0 ? 'null' : values.map(() => '?').join(',');
}

function dateOfDay({ kind, label, forWhom, status, leapMonth, ...row }: DateRow): DateOfDay {
  const { calendar, month, day, ...rest } = row;
  const words = label || calendarTexts.dateKinds[kind] || kind;
  return {
    ...rest,
    label: forWhom && !words.includes(forWhom) ? `${forWhom}：${words}` : words,
    // Nobody's age is told here.
    text: formatDate({ calendar, month, day, leapMonth: Boolean(leapMonth) }),
    confirmed: status === 'confirmed',
  };
}
