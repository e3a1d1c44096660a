import { type EntityManager, In, IsNull } from 'typeorm';
import { maskMobile } from '../../kernel/mobile';
import type { Vault } from '../../kernel/ports';
import { CorpTag } from '../../model/corp-tag';
import { Customer } from '../../model/customer';
import { CustomerMobile } from '../../model/customer-mobile';
import { CustomerTag } from '../../model/customer-tag';
import { FollowRelation } from '../../model/follow-relation';
import { Rep } from '../../model/rep';

/** A customer as a list shows them. */
export interface CustomerRow {
  customer: Customer;
  repName: string | null;
  /** The assigned rep's, else any living follower's. */
  remark: string;
  tags: string[];
  /** In clear; null: unknown. */
  mobile: string | null;
}

/** The rows of a page, in the order of the ids: a query a table, whatever the page's length. */
export async function readCustomerRows(manager: EntityManager, vault: Vault, ids: string[]): Promise<CustomerRow[]> {
  if (ids.length === 0) return [];
  const among = { externalUserId: In(ids) };
  const customers = await manager.findBy(Customer, among);
  const relations = await manager.findBy(FollowRelation, { ...among, endedAt: IsNull() });
  const reps = await manager.findBy(Rep, { repUserId: In(customers.map(({ repUserId }) => repUserId ?? '')) });
  const marks = await manager.findBy(CustomerTag, among);
  const tags = await manager.find(CorpTag, {
    where: { tagId: In(marks.map(({ tagId }) => tagId)) },
    order: { sort: 'ASC', tagId: 'ASC' },
  });
  const mobiles = await manager.findBy(CustomerMobile, among);
  const nameOf = new Map(reps.map((rep) => [rep.repUserId, rep.name]));
  const rowOf = new Map(
    customers.map((customer) => {
      const { externalUserId, repUserId } = customer;
      const isTheirs = (each: { externalUserId: string }) => each.externalUserId === externalUserId;
      const theirs = relations.filter(isTheirs).filter(({ remark }) => remark !== '');
      const tagIds = new Set(marks.filter(isTheirs).map(({ tagId }) => tagId));
      const sealed = mobiles.find(isTheirs)?.sealedMobile;
      const row: CustomerRow = {
        customer,
        repName: repUserId && (nameOf.get(repUserId) ?? repUserId),
        remark: (theirs.find((one) => one.repUserId === repUserId) ?? theirs[0])?.remark ?? '',
        tags: tags.filter(({ tagId }) => tagIds.has(tagId)).map(({ name }) => name),
        mobile: sealed === undefined ? null : vault.open(sealed),
      };
      return [externalUserId, row];
    }),
  );
  return ids.flatMap((id) => rowOf.get(id) ?? []);
}

/** 138****1234, or nothing. */
export function maskedMobile(mobile: string | null): string | null {
  return mobile === null ? null : maskMobile(mobile);
}
