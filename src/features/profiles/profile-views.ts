import { Between, type EntityManager, In, IsNull, Not } from 'typeorm';
import type { CivilDay } from '../../kernel/ports';
import { CorpTag } from '../../model/corp-tag';
import { Customer } from '../../model/customer';
import { FollowRelation } from '../../model/follow-relation';
import { ImportantDate } from '../../model/important-date';
import { OrderItem } from '../../model/order-item';
import { Rep } from '../../model/rep';
import { nameOfDate, textOfDate } from './date-rules';
import type { ProfileContext } from './profile-context';

/** The profile as a person or a page reads it. */
export interface CustomerProfile {
  customer: Customer;
  repName: string | null;
  note: string;
  followers: {
    repUserId: string;
    repName: string;
    remark: string;
    followedAt: number;
    half: boolean;
    /** Null: alive. */
    endedAt: number | null;
  }[];
  tags: { tagId: string; name: string }[];
  dates: DateView[];
  products: { sku: string; name: string; quantity: number; orderNo: string; deliveredOn: string }[];
}

export interface DateView extends Pick<
  ImportantDate,
  'id' | 'kind' | 'label' | 'forWhom' | 'calendar' | 'year' | 'month' | 'day' | 'leapMonth' | 'nextOn' | 'source'
> {
  confirmed: boolean;
  /** 女儿生日. */
  name: string;
  /** 农历八月十五. */
  text: string;
  /** Rises with every change. */
  revision: number;
}

const mostProducts = 100;

export async function readProfile(
  context: ProfileContext,
  manager: EntityManager,
  externalUserId: string,
): Promise<CustomerProfile> {
  const customer = await context.customer(manager, externalUserId);
  const relations = await manager.find(FollowRelation, { where: { externalUserId }, order: { followedAt: 'ASC' } });
  const repIds = [...relations.map((relation) => relation.repUserId), customer.repUserId ?? ''];
  const reps = await manager.findBy(Rep, { repUserId: In(repIds) });
  const nameOf = new Map(reps.map((rep) => [rep.repUserId, rep.name]));
  const alive = relations.filter((relation) => relation.endedAt === null);
  const tagIds = [...new Set(alive.flatMap((relation) => relation.tagIds))];
  const tags = tagIds.length === 0 ? [] : await manager.findBy(CorpTag, { tagId: In(tagIds) });
  return {
    customer,
    repName: customer.repUserId && (nameOf.get(customer.repUserId) ?? customer.repUserId),
    note: customer.sealedNote === null ? '' : context.options.vault.open(customer.sealedNote),
    followers: relations.map(({ repUserId, remark, followedAt, half, endedAt }) => ({
      repUserId,
      repName: nameOf.get(repUserId) ?? repUserId,
      remark,
      followedAt,
      half,
      endedAt,
    })),
    tags: tags.sort((one, other) => one.sort - other.sort).map(({ tagId, name }) => ({ tagId, name })),
    dates: await readDates(manager, externalUserId),
    products: await readProducts(manager, externalUserId),
  };
}

async function readDates(manager: EntityManager, externalUserId: string): Promise<DateView[]> {
  const rows = await manager.find(ImportantDate, {
    where: { externalUserId, status: Not('removed') },
    order: { nextOn: 'ASC', id: 'ASC' },
  });
  return rows.map(viewOfDate);
}

export function viewOfDate(row: ImportantDate): DateView {
  const { id, kind, label, forWhom, calendar, year, month, day, leapMonth, nextOn, source } = row;
  return {
    ...{ id, kind, label, forWhom, calendar, year, month, day, leapMonth, nextOn, source },
    confirmed: row.status === 'confirmed',
    name: nameOfDate(row),
    text: textOfDate(row),
    revision: row.updatedAt,
  };
}

async function readProducts(manager: EntityManager, externalUserId: string) {
  const items = await manager.find(OrderItem, {
    where: { externalUserId },
    order: { deliveredOn: 'DESC', orderNo: 'DESC', line: 'ASC' },
    take: mostProducts,
  });
  return items.map(({ sku, name, quantity, orderNo, deliveredOn }) => ({ sku, name, quantity, orderNo, deliveredOn }));
}

export interface FoundCustomer {
  externalUserId: string;
  name: string;
  remark: string;
  addedOn: string | null;
  lastOrderAt: number | null;
}

const mostFound = 10;

/**
 * Whom a rep means by a name: those whose remark or nickname is just so, else in whose remark or nickname it stands.
 * Only customers who are this rep's now.
 */
export async function findCustomers(
  manager: EntityManager,
  repUserId: string,
  nameOrRemark: string,
): Promise<FoundCustomer[]> {
  const wanted = nameOrRemark.trim();
  if (wanted === '') return [];
  const tries = [
    { where: '(r.remark = :wanted or c.name = :wanted)', like: false },
    { where: `(r.remark like :part escape '!' or c.name like :part escape '!')`, like: true },
  ];
  const part = `%${wanted.replace(/[!%_]/g, '!$&')}%`;
  for (const { where, like } of tries) {
    const rows = await manager
      .createQueryBuilder(FollowRelation, 'r')
      .innerJoin('customers', 'c', 'c.externalUserId = r.externalUserId')
      .select(['r.externalUserId as externalUserId', 'c.name as name', 'r.remark as remark'])
      .addSelect(['c.addedOn as addedOn', 'c.lastOrderAt as lastOrderAt'])
      .where({ repUserId, endedAt: IsNull() })
      .andWhere(where, like ? { part } : { wanted })
      .orderBy({ 'r.followedAt': 'ASC', 'r.externalUserId': 'ASC' })
      .limit(mostFound)
      .getRawMany<FoundCustomer>();
    if (rows.length > 0) return rows;
  }
  return [];
}

const mostBirthdays = 50;

/** By day; the dead are remembered otherwise. */
export async function birthdaysBetween(
  manager: EntityManager,
  repUserId: string,
  { from, to }: { from: CivilDay; to: CivilDay },
): Promise<{ name: string; on: CivilDay }[]> {
  const rows = await manager
    .createQueryBuilder(Customer, 'c')
    .leftJoin('follow_relations', 'r', 'r.externalUserId = c.externalUserId and r.repUserId = c.repUserId')
    .select(['c.name as name', 'r.remark as remark', 'c.birthdayOn as birthdayOn'])
    .where({ repUserId, deceased: false, birthdayOn: Between(from, to) })
    .orderBy({ 'c.birthdayOn': 'ASC', 'c.externalUserId': 'ASC' })
    .limit(mostBirthdays)
    .getRawMany<{ name: string; remark: string | null; birthdayOn: CivilDay }>();
  return rows.map(({ name, remark, birthdayOn }) => ({ name: remark || name, on: birthdayOn }));
}
