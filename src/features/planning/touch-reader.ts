import type { DataSource } from 'typeorm';
import { addDays } from '../../kernel/calendar';
import type { CivilDay } from '../../kernel/ports';
import type { Touch } from '../../model/touch';
import { chunks, type CustomerSlice, stateOf, within } from './customer-slice';

type TouchRow = Omit<Touch, 'commercial' | 'exempt' | 'details'> & {
  commercial: number;
  exempt: number;
  details: string;
};

/** How far around a day touches can matter to it: a calendar month, 30 days of a topic. */
const daysAround = 31;

/** Reads touches in SQL by hand, for the same reason as FactsReader. */
export class TouchReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Ids of customers in the slice with a touch that may still go out and was due by the day. */
  async customersWithOpen(slice: CustomerSlice, day: CivilDay): Promise<Set<string>> {
    const { sql, parameters } = within(slice, 'c.externalUserId');
    // cross join: SQLite seeks each customer's days in the index, whatever the length of their history
    const rows = await this.query<{ externalUserId: string }>(
      `select distinct c.externalUserId from customers c
        cross join touches t on t.externalUserId = c.externalUserId
        where ${sql} and t.dueOn >= ? and ${stateOf('t.')} in ('planned', 'held', 'offered')`,
      [...parameters, addDays(day, -daysAround)],
    );
    return new Set(rows.map(({ externalUserId }) => externalUserId));
  }

  /** All touches of these customers that may matter to the day, by customer. */
  async around(externalUserIds: readonly string[], day: CivilDay): Promise<Map<string, Touch[]>> {
    const byCustomer = new Map<string, Touch[]>();
    for (const ids of chunks(externalUserIds)) {
      const { sql, parameters } = within({ ids }, 'externalUserId');
      const rows = await this.query<TouchRow>(`select * from touches where ${sql} and dueOn >= ? and dueOn <= ?`, [
        ...parameters,
        addDays(day, -daysAround),
        addDays(day, daysAround),
      ]);
      for (const row of rows) {
        const touch = touchOf(row);
        byCustomer.set(touch.externalUserId, [...(byCustomer.get(touch.externalUserId) ?? []), touch]);
      }
    }
    return byCustomer;
  }

  /** Every touch of a day, in order of customer, a page in memory at a time. */
  async *ofDay(day: CivilDay): AsyncGenerator<Touch> {
    let after = { externalUserId: '', id: '' };
    for (;;) {
      const rows = await this.query<TouchRow>(
        `select * from touches where dueOn = ? and state <> 'superseded'
          and (externalUserId > ? or (externalUserId = ? and id > ?)) order by externalUserId, id limit 1000`,
        [day, after.externalUserId, after.externalUserId, after.id],
      );
      yield* rows.map(touchOf);
      const last = rows.at(-1);
      if (!last) return;
      after = last;
    }
  }

  /** The living relation of each customer with the rep they are assigned to. */
  async relations(externalUserIds: readonly string[]): Promise<Map<string, { remark: string; repName: string }>> {
    const byCustomer = new Map<string, { remark: string; repName: string }>();
    for (const ids of chunks(externalUserIds)) {
      const { sql, parameters } = within({ ids }, 'c.externalUserId');
      const rows = await this.query<{ externalUserId: string; remark: string; repName: string | null }>(
        `select c.externalUserId, f.remark, r.name as repName from customers c
          join follow_relations f on f.repUserId = c.repUserId and f.externalUserId = c.externalUserId
          left join reps r on r.repUserId = c.repUserId
          where ${sql} and f.endedAt is null`,
        parameters,
      );
      for (const { externalUserId, remark, repName } of rows) {
        byCustomer.set(externalUserId, { remark, repName: repName ?? '' });
      }
    }
    return byCustomer;
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.dataSource.query(sql, parameters);
  }
}

function touchOf(row: TouchRow): Touch {
  return {
    ...row,
    commercial: Boolean(row.commercial),
    exempt: Boolean(row.exempt),
    // the column holds what JSON.stringify wrote
    details: JSON.parse(row.details) as Record<string, unknown>,
  };
}
