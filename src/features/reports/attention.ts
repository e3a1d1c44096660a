import type { DataSource } from 'typeorm';
import { byPerson } from '../../kernel/by-person';
import { addDays } from '../../kernel/calendar';
import type { CivilDay, Clock } from '../../kernel/ports';
import type { attentionTexts } from './overview-texts';
import { inScope, type RepScope } from './scope-sql';

/** One kind of thing that wants a person. */
export interface Attention {
  key: keyof typeof attentionTexts;
  count: number;
  /** The day on which the first of them is due, of touches. */
  firstOn: CivilDay | null;
}

const patienceMs = 2 * 3_600_000;
/** Held ones of long ago have expired. */
const lookBackDays = 30;

/** 需要人处理: what no rule can decide, counted in indexes alone. */
export class AttentionList {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock }) {}

  async read(today: CivilDay, reps: RepScope): Promise<Attention[]> {
    const since = addDays(today, -lookBackDays);
    const found: Attention[] = [
      await this.problems(reps),
      await this.touches('failed', "state = 'failed' and dueOn = ?", [today], reps),
      await this.touches('unknown', "state = 'unknown' and dueOn >= ?", [since], reps),
      await this.touches('held', "state = 'held' and dueOn >= ? and reason = ?", [since, byPerson.held], reps),
      await this.tasks(reps),
      await this.dates(today, reps),
      ...(reps === null ? [await this.approvals(), await this.parked()] : []),
    ];
    return found.filter(({ count }) => count > 0);
  }

  private problems(reps: RepScope): Promise<Attention> {
    const scope = inScope('repUserId', reps);
    const sql = `select count(*) as count from customers where problemOpenedAt is not null${scope.sql}`;
    return this.one('problems', sql, scope.parameters);
  }

  private touches(
    key: Attention['key'],
    where: string,
    parameters: readonly string[],
    reps: RepScope,
  ): Promise<Attention> {
    const scope = inScope('repUserId', reps);
    const sql = `select count(*) as count, min(dueOn) as firstOn from touches where ${where}${scope.sql}`;
    return this.one(key, sql, [...parameters, ...scope.parameters]);
  }

  private tasks(reps: RepScope): Promise<Attention> {
    const scope = inScope('repUserId', reps);
    const sql = `select count(*) as count from mass_sends where state = 'created' and intendedAt < ?${scope.sql}`;
    return this.one('tasks', sql, [this.options.clock.now() - patienceMs, ...scope.parameters]);
  }

  private dates(today: CivilDay, reps: RepScope): Promise<Attention> {
    const scope = inScope('c.repUserId', reps);
    const own =
      reps === null
        ? ''
        : ` and exists (select 1 from customers c where c.externalUserId = d.externalUserId${scope.sql})`;
    const sql = `select count(*) as count from important_dates d
      where d.nextOn >= ? and d.nextOn < ? and d.status = 'proposed'${own}`;
    return this.one('dates', sql, [today, addDays(today, lookBackDays), ...scope.parameters]);
  }

  private approvals(): Promise<Attention> {
    return this.one('approvals', 'select count(*) as count from template_drafts where submittedAt is not null', []);
  }

  private parked(): Promise<Attention> {
    return this.one('parked', "select count(*) as count from callback_events where state = 'parked'", []);
  }

  private async one(key: Attention['key'], sql: string, parameters: unknown[]): Promise<Attention> {
    const [row]: { count: number | string; firstOn?: CivilDay | null }[] = await this.options.dataSource.query(
      sql,
      parameters,
    );
    return { key, count: Number(row?.count ?? 0), firstOn: row?.firstOn ?? null };
  }
}
