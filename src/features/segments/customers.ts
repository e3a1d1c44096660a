import type { DataSource } from 'typeorm';
import { In } from 'typeorm';
import { civilDay } from '../../kernel/calendar';
import type { Clock, Vault } from '../../kernel/ports';
import { CorpTag } from '../../model/corp-tag';
import { Customer } from '../../model/customer';
import { Rep } from '../../model/rep';
import { type CustomerFilter, type CustomerScope, type FilterSql, filterSql } from './customer-filter';
import { CustomerList, type Found, type ListRequest } from './customer-list';
import { type CustomerRow, readCustomerRows } from './customer-rows';

export interface CustomersOptions {
  dataSource: DataSource;
  clock: Clock;
  vault: Vault;
  zone: string;
}

/** Which customers there are: by filter, in order, a page at a time, and never beyond the asker's scope. */
export class Customers {
  private readonly lists: CustomerList;

  constructor(private readonly options: CustomersOptions) {
    this.lists = new CustomerList(options.dataSource);
  }

  async page(filter: CustomerFilter, scope: CustomerScope, request: ListRequest) {
    const { ids, found, nextCursor } = await this.lists.page(this.sqlOf(filter, scope), request);
    return { rows: await this.rows(ids), found, nextCursor };
  }

  rows(ids: string[]): Promise<CustomerRow[]> {
    return readCustomerRows(this.options.dataSource.manager, this.options.vault, ids);
  }

  count(filter: CustomerFilter, scope: CustomerScope): Promise<Found> {
    return this.lists.count(this.sqlOf(filter, scope));
  }

  /** Of these, whom the asker may see, in order of id. */
  async amongScope(ids: string[], scope: CustomerScope): Promise<string[]> {
    const rows = await this.options.dataSource.getRepository(Customer).find({
      select: { externalUserId: true },
      where: { externalUserId: In(ids), ...(scope.kind === 'all' ? {} : { repUserId: In(scope.repUserIds) }) },
      order: { externalUserId: 'ASC' },
    });
    return rows.map(({ externalUserId }) => externalUserId);
  }

  /** Everybody of a filter, some at a time in order of id, for work that goes through all of them. */
  async *allIds(filter: CustomerFilter, scope: CustomerScope, atATime = 500): AsyncGenerator<string[]> {
    const sql = this.sqlOf(filter, scope);
    for (let after = ''; ;) {
      const ids = await this.lists.idsAfter(sql, after, atATime);
      const last = ids.at(-1);
      if (last === undefined) return;
      yield ids;
      after = last;
    }
  }

  /** What a filter may be set to. */
  async choices(scope: CustomerScope): Promise<{ reps: Rep[]; tags: CorpTag[] }> {
    const { manager } = this.options.dataSource;
    const where = scope.kind === 'all' ? {} : { repUserId: In(scope.repUserIds) };
    return {
      reps: await manager.find(Rep, { where, order: { name: 'ASC', repUserId: 'ASC' }, take: 20_000 }),
      tags: await manager.find(CorpTag, { order: { groupName: 'ASC', sort: 'ASC', tagId: 'ASC' } }),
    };
  }

  private sqlOf(filter: CustomerFilter, scope: CustomerScope): FilterSql {
    const { clock, zone, vault } = this.options;
    const today = civilDay(clock.now(), zone);
    return filterSql(filter, { scope, today, zone, fingerprint: (mobile) => vault.fingerprint(mobile) });
  }
}
