import { type DataSource, type SelectQueryBuilder } from 'typeorm';
import { Customer } from '../../model/customer';
import { Rep } from '../../model/rep';
import { Touch } from '../../model/touch';
import { addDays, civilDay } from '../../kernel/calendar';
import type { Clock } from '../../kernel/ports';
import type { Audiences } from './audience';
import { examine } from './examine';

const daysAhead = 30;
const shown = 20;

export interface Reached {
  externalUserId: string;
  name: string;
  repName: string;
  /** Civil day; null: of the audience, nothing planned. */
  dueOn: string | null;
  /** zh-CN. */
  why: string;
}

export interface Reach {
  /** `planned`: touches of today and the next 30 days with this text; `audience`: whom it is written for. */
  of: 'planned' | 'audience';
  count: number;
  first: Reached[];
}

/** Whom a text would reach: those who are planned to get it, or else those for whom it is written. */
export class TemplateReach {
  constructor(private readonly options: { dataSource: DataSource; clock: Clock; zone: string; audiences: Audiences }) {}

  /** @param seen reps whose customers may be seen; null: all */
  async read(name: string, source: string, seen: readonly string[] | null): Promise<Reach> {
    const count = await this.planned(name, seen).getCount();
    if (count > 0) return { of: 'planned', count, first: await this.firstPlanned(name, seen) };
    const { legible } = examine(name, source);
    if (legible === null) return { of: 'audience', count: 0, first: [] };
    const { audiences } = this.options;
    const { customers } = await audiences.count(legible.header, seen);
    const first = await audiences.first(legible.header, shown, seen);
    return { of: 'audience', count: customers, first: first.map((each) => ({ ...each, dueOn: null, why: '' })) };
  }

  private async firstPlanned(name: string, seen: readonly string[] | null): Promise<Reached[]> {
    const rows = await this.planned(name, seen)
      .select('touch.externalUserId', 'externalUserId')
      .addSelect('customer.name', 'name')
      .addSelect("coalesce(rep.name, '')", 'repName')
      .addSelect('touch.dueOn', 'dueOn')
      .addSelect('touch.why', 'why')
      .orderBy('touch.dueOn')
      .addOrderBy('touch.externalUserId')
      .limit(shown)
      .getRawMany<Reached>();
    return rows;
  }

  private planned(name: string, seen: readonly string[] | null): SelectQueryBuilder<Touch> {
    const { dataSource, clock, zone } = this.options;
    const today = civilDay(clock.now(), zone);
    const query = dataSource
      .getRepository(Touch)
      .createQueryBuilder('touch')
      .leftJoin(Rep, 'rep', 'rep.repUserId = touch.repUserId')
      .innerJoin(Customer, 'customer', 'customer.externalUserId = touch.externalUserId')
      .where("touch.state in ('planned', 'offered') and touch.dueOn >= :today and touch.dueOn <= :until", {
        today,
        until: addDays(today, daysAhead),
      })
      .andWhere('touch.template like :versions', { versions: `${name}@%` });
    if (seen !== null) query.andWhere('touch.repUserId in (:...seen)', { seen: seen.length > 0 ? seen : [''] });
    return query;
  }
}
