import { addDays, instantAt } from '../../kernel/calendar';
import { normalMobile } from '../../kernel/mobile';
import type { CivilDay } from '../../kernel/ports';
import type { Stage, Tier } from '../../model/customer';

/** Which customers; all of it must hold. */
export interface CustomerFilter {
  /** The beginning of a name or of the assigned rep's remark, a whole mobile number, or an external userid. */
  q?: string;
  repUserId?: string;
  unassigned?: 'yes';
  stage?: Stage;
  tier?: Tier;
  tagId?: string;
  optedOut?: 'yes' | 'no';
  problem?: 'yes' | 'no';
  ordersMin?: number;
  ordersMax?: number;
  totalCentsMin?: number;
  totalCentsMax?: number;
  lastOrderFrom?: CivilDay;
  lastOrderTo?: CivilDay;
  addedFrom?: CivilDay;
  addedTo?: CivilDay;
  birthdayWithin?: number;
}

/** Whose customers may be seen at all. */
export type CustomerScope = { kind: 'all' } | { kind: 'reps'; repUserIds: string[] };

/** A piece of SQL with its parameters; the customer is `c`. */
export interface Sql {
  sql: string;
  params: unknown[];
}

/** A condition that an index answers by itself: `ids` lists whom it holds for, `test` asks it of one customer. */
export interface SetCondition {
  /** Selects `externalUserId`, each at most once or a few times. */
  ids: Sql[];
  test: Sql;
}

/** A filter as SQL: what an index lists, and what is asked of each row of the browse index. */
export interface FilterSql {
  sets: SetCondition[];
  columns: Sql[];
}

export interface FilterContext {
  scope: CustomerScope;
  /** The shop's day and zone. */
  today: CivilDay;
  zone: string;
  /** Keyed hash of a mobile number. */
  fingerprint: (mobile: string) => string;
}

/** Behind every string that starts with the same words. */
const last = '\u{10ffff}';

export function filterSql(filter: CustomerFilter, context: FilterContext): FilterSql {
  const sets = [scopeSet(context.scope), repSet(filter), wordsSet(filter, context), tagSet(filter)];
  return { sets: sets.filter((each) => each !== null), columns: columnConditions(filter, context) };
}

function scopeSet(scope: CustomerScope): SetCondition | null {
  return scope.kind === 'all' ? null : repsSet(scope.repUserIds);
}

function repsSet(repUserIds: string[]): SetCondition {
  const isTheirs = repUserIds.length === 0 ? '1 = 0' : `c.repUserId in (${repUserIds.map(() => '?').join(',')})`;
  const one = { sql: isTheirs, params: repUserIds };
  return {
    ids: [{ sql: `select c.externalUserId from customers c where ${isTheirs}`, params: repUserIds }],
    test: one,
  };
}

function repSet({ repUserId, unassigned }: CustomerFilter): SetCondition | null {
  if (unassigned) {
    const test = { sql: 'c.repUserId is null', params: [] };
    return { ids: [{ sql: `select c.externalUserId from customers c where ${test.sql}`, params: [] }], test };
  }
  return repUserId ? repsSet([repUserId]) : null;
}

function tagSet({ tagId }: CustomerFilter): SetCondition | null {
  if (!tagId) return null;
  return {
    ids: [{ sql: 'select t.externalUserId from customer_tags t where t.tagId = ?', params: [tagId] }],
    test: {
      sql: 'exists (select 1 from customer_tags t where t.tagId = ? and t.externalUserId = c.externalUserId)',
      params: [tagId],
    },
  };
}

function wordsSet({ q }: CustomerFilter, { fingerprint }: FilterContext): SetCondition | null {
  if (!q) return null;
  const range = [q, q + last];
  const mobile = normalMobile(q);
  const hash = mobile === null || mobile.length < 7 ? null : fingerprint(mobile);
  const ids = [
    { sql: 'select c.externalUserId from customers c where c.name >= ? and c.name < ?', params: range },
    { sql: 'select c.externalUserId from customers c where c.remark >= ? and c.remark < ?', params: range },
    { sql: 'select c.externalUserId from customers c where c.externalUserId = ?', params: [q] },
  ];
  const tests = ['c.name >= ? and c.name < ?', 'c.remark >= ? and c.remark < ?', 'c.externalUserId = ?'];
  const params: unknown[] = [...range, ...range, q];
  if (hash !== null) {
    const owners = 'select m.externalUserId from customer_mobiles m where m.mobileHash = ?';
    ids.push({ sql: owners, params: [hash] });
    tests.push(`exists (${owners} and m.externalUserId = c.externalUserId)`);
    params.push(hash);
  }
  return { ids, test: { sql: `(${tests.map((each) => `(${each})`).join(' or ')})`, params } };
}

function columnConditions(filter: CustomerFilter, { today, zone }: FilterContext): Sql[] {
  const from = (day: CivilDay | undefined) => day && instantAt(day, '00:00', zone);
  const until = (day: CivilDay | undefined) => day && instantAt(addDays(day, 1), '00:00', zone);
  const { birthdayWithin } = filter;
  const bounds: [sql: string, value: unknown][] = [
    ['c.stage = ?', filter.stage],
    ['c.tier = ?', filter.tier],
    ['c.orderCount >= ?', filter.ordersMin],
    ['c.orderCount <= ?', filter.ordersMax],
    ['c.totalCents >= ?', filter.totalCentsMin],
    ['c.totalCents <= ?', filter.totalCentsMax],
    ['c.lastOrderAt >= ?', from(filter.lastOrderFrom)],
    ['c.lastOrderAt < ?', until(filter.lastOrderTo)],
    ['c.addedAt >= ?', from(filter.addedFrom)],
    ['c.addedAt < ?', until(filter.addedTo)],
    ['c.birthdayOn >= ?', birthdayWithin === undefined ? undefined : today],
    ['c.birthdayOn <= ?', birthdayWithin === undefined ? undefined : addDays(today, birthdayWithin)],
  ];
  return [
    ...bounds
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([sql, value]) => ({ sql, params: [value] })),
    ...presence('c.optedOutAt', filter.optedOut),
    ...presence('c.problemOpenedAt', filter.problem),
  ];
}

function presence(column: string, wanted: 'yes' | 'no' | undefined): Sql[] {
  return wanted ? [{ sql: `${column} is ${wanted === 'yes' ? 'not null' : 'null'}`, params: [] }] : [];
}
