import type { DataSource } from 'typeorm';
import { Customer } from '../../model/customer';
import { FollowRelation } from '../../model/follow-relation';

export interface CustomerToChoose {
  externalUserId: string;
  name: string;
  /** The rep's own name for them; empty: none. */
  remark: string;
  repUserId: string | null;
}

const most = 20;

/**
 * Customers for a preview, by what they or their rep call them.
 *
 * @param seen reps whose customers may be seen; null: all
 */
export async function chooseCustomers(
  dataSource: DataSource,
  search: string,
  seen: readonly string[] | null,
): Promise<CustomerToChoose[]> {
  const query = dataSource
    .getRepository(Customer)
    .createQueryBuilder('c')
    .leftJoin(FollowRelation, 'f', 'f.externalUserId = c.externalUserId and f.repUserId = c.repUserId')
    .select('c.externalUserId', 'externalUserId')
    .addSelect('c.name', 'name')
    .addSelect('c.repUserId', 'repUserId')
    .addSelect("coalesce(f.remark, '')", 'remark')
    .where('c.repUserId is not null')
    .orderBy('c.externalUserId')
    .limit(most);
  if (search !== '') {
    const pattern = `%${search.replace(/[!%_]/g, '!$&')}%`;
    query.andWhere("(c.name like :pattern escape '!' or f.remark like :pattern escape '!')", { pattern });
  }
  if (seen !== null) query.andWhere('c.repUserId in (:...seen)', { seen: seen.length > 0 ? seen : [''] });
  return query.getRawMany<CustomerToChoose>();
}
