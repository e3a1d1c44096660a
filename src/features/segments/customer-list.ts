import type { DataSource } from 'typeorm';
import { CareError } from '../../kernel/errors';
import type { FilterSql, SetCondition, Sql } from './customer-filter';

export const customerSorts = ['added', 'lastOrder', 'total', 'name'] as const;
export type CustomerSort = (typeof customerSorts)[number];

export interface ListRequest {
  sort: CustomerSort;
  order: 'asc' | 'desc';
  cursor?: string;
  limit: number;
}

export interface Found {
  count: number;
  /** There are more than `count`. */
  more: boolean;
}

export interface CustomerIds {
  ids: string[];
  found: Found;
  nextCursor: string | null;
}

type Key = string | number | null;
interface Entry {
  id: string;
  sortKey: Key;
}

/** Counted exactly up to here. */
export const mostCounted = 10_000;
/** A condition with at most so many customers leads the search; one with more is asked of each row. */
const mostLeading = 100_000;
/** So far do we walk in the wanted order before all customers are looked through at once. */
const mostWalked = 20_000;

const sorted: Record<CustomerSort, { column: string; index: string }> = {
  added: { column: 'addedAt', index: 'customers_added' },
  lastOrder: { column: 'lastOrderAt', index: 'customers_last_order' },
  total: { column: 'totalCents', index: 'customers_total' },
  name: { column: 'name', index: 'customers_names' },
};

/**
 * Finds a page of customers for any filter in any order. By hand, since no engine's optimiser knows how many customers
 * hold several conditions together: at a million it would walk an index to its end for a page of fifty.
 *
 * Either few hold the conditions: then all of them are found, by the smallest of the sets that an index lists or by
 * one scan of the narrow browse index, and put in order. Or many do: then a short walk in the wanted order meets a
 * page of them, and where they all stand at the far end of it, one scan keeps the first page. No way costs more than
 * two scans of the browse index.
 */
export class CustomerList {
  constructor(private readonly dataSource: DataSource) {}

  async page(filter: FilterSql, request: ListRequest): Promise<CustomerIds> {
    const after = readCursor(request);
    const lead = await this.leadOf(filter.sets);
    const matched = await this.matched(filter, lead, request);
    if (matched.length <= mostCounted) {
      const rest = after ? matched.filter((entry) => compare(entry, after, request.order) > 0) : matched;
      rest.sort((one, other) => compare(one, other, request.order));
      return cut(rest, { count: matched.length, more: false }, request);
    }
    const wanted = request.limit + 1;
    const walked = await this.walk(filter, request, after);
    const entries = walked ?? (await this.firstOfAll(filter, lead, request, after));
    return cut(entries.slice(0, wanted), { count: mostCounted, more: true }, request);
  }

  async count(filter: FilterSql): Promise<Found> {
    const matched = await this.matched(filter, await this.leadOf(filter.sets), { sort: 'total' });
    return { count: Math.min(matched.length, mostCounted), more: matched.length > mostCounted };
  }

  /** The next customers of a filter in order of id, for work that goes through all of them. */
  async idsAfter(filter: FilterSql, after: string, limit: number): Promise<string[]> {
    const { sql, params } = and([...filter.sets.map(({ test }) => test), ...filter.columns]);
    const rows: { id: string }[] = await this.dataSource.query(
      `select c.externalUserId as id from customers c where c.externalUserId > ? and ${sql}
       order by c.externalUserId limit ?`,
      [after, ...params, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The smallest set that an index lists, if it is small. */
  private async leadOf(sets: SetCondition[]): Promise<SetCondition | null> {
    let lead: { set: SetCondition; size: number } | null = null;
    for (const set of sets) {
      const size = await this.sizeOf(set, lead ? lead.size : mostLeading + 1);
      if (size <= mostLeading && (!lead || size < lead.size)) lead = { set, size };
      if (size === 0) break;
    }
    return lead?.set ?? null;
  }

  private async sizeOf(set: SetCondition, most: number): Promise<number> {
    let size = 0;
    for (const { sql, params } of set.ids) {
      const [row]: { n: number | string }[] = await this.dataSource.query(
        `select count(*) as n from (${sql} limit ${most}) listed`,
        params,
      );
      size += Number(row?.n ?? 0);
    }
    return size;
  }

  /** All who match, or one more than we count. */
  private async matched(
    filter: FilterSql,
    lead: SetCondition | null,
    { sort }: Pick<ListRequest, 'sort'>,
  ): Promise<Entry[]> {
    const { from, where } = this.source(filter, lead);
    return this.dataSource.query(
      `select c.externalUserId as id, c.${sorted[sort].column} as sortKey ${from.sql} where ${where.sql} limit ${mostCounted + 1}`,
      [...from.params, ...where.params],
    );
  }

  /** In the wanted order, for a while; null: no page was met. */
  private async walk(filter: FilterSql, request: ListRequest, after: Entry | null): Promise<Entry[] | null> {
    const { column, index } = sorted[request.sort];
    const where = and([...filter.sets.map(({ test }) => test), ...filter.columns]);
    const entries: Entry[] = [];
    let left = mostWalked;
    for (const part of partsAfter(`c.${column}`, request.order, after)) {
      const ordered = `order by c.${column} ${request.order}, c.externalUserId ${request.order}`;
      const rows: Entry[] = await this.dataSource.query(
        `select c.externalUserId as id, c.${column} as sortKey
         from (select ${browsed} from customers c ${this.use(index)} where ${part.sql} ${ordered} limit ${left}) c
         where ${where.sql} ${ordered} limit ${request.limit + 1 - entries.length}`,
        [...part.params, ...where.params],
      );
      entries.push(...rows);
      if (entries.length > request.limit) return entries;
      const [seen]: { n: number | string }[] = await this.dataSource.query(
        `select count(*) as n from (select 1 from customers c ${this.use(index)} where ${part.sql} limit ${left}) walked`,
        part.params,
      );
      left -= Number(seen?.n ?? 0);
      if (left <= 0) return null;
    }
    return entries;
  }

  /** One scan that keeps the first page. */
  private async firstOfAll(filter: FilterSql, lead: SetCondition | null, request: ListRequest, after: Entry | null) {
    const { column } = sorted[request.sort];
    const { from, where } = this.source(filter, lead);
    const behind = after ? or(partsAfter(`c.${column}`, request.order, after)) : everything;
    const entries: Entry[] = await this.dataSource.query(
      `select c.externalUserId as id, c.${column} as sortKey ${from.sql} where ${where.sql} and ${behind.sql}
       order by c.${column} ${request.order}, c.externalUserId ${request.order} limit ${request.limit + 1}`,
      [...from.params, ...where.params, ...behind.params],
    );
    return entries;
  }

  private source(filter: FilterSql, lead: SetCondition | null): { from: Sql; where: Sql } {
    const tests = filter.sets.filter((set) => set !== lead).map(({ test }) => test);
    const where = and([...tests, ...filter.columns]);
    if (!lead) return { from: { sql: `from customers c ${this.use('customers_browse')}`, params: [] }, where };
    const [only, ...others] = lead.ids;
    const listed =
      others.length === 0 && only
        ? only.sql
        : lead.ids.map(({ sql }, place) => `select externalUserId from (${sql}) listed${place}`).join(' union ');
    // CROSS JOIN: SQLite keeps the order, the set first.
    const from = `from (${listed}) listed cross join customers c ${this.use('customers_browse', 'sqlite')}`;
    return {
      from: { sql: from, params: lead.ids.flatMap(({ params }) => params) },
      where: and([{ sql: 'c.externalUserId = listed.externalUserId', params: [] }, where]),
    };
  }

  /** The index to read by; a condition on the id MySQL answers by its primary key. */
  private use(index: string, only?: 'sqlite'): string {
    if (this.dataSource.options.type === 'better-sqlite3') return `indexed by ${index}`;
    return only === 'sqlite' ? '' : `force index (${index})`;
  }
}

const browsed =
  'c.externalUserId, c.repUserId, c.stage, c.tier, c.optedOutAt, c.problemOpenedAt, c.orderCount, c.totalCents, c.lastOrderAt, c.addedAt, c.birthdayOn, c.name, c.remark';
const everything: Sql = { sql: '1 = 1', params: [] };

function and(parts: Sql[]): Sql {
  return parts.length === 0 ? everything : joined(parts, ' and ');
}

function or(parts: Sql[]): Sql {
  return { sql: `(${parts.map(({ sql }) => `(${sql})`).join(' or ')})`, params: parts.flatMap(({ params }) => params) };
}

function joined(parts: Sql[], word: string): Sql {
  return { sql: parts.map(({ sql }) => sql).join(word), params: parts.flatMap(({ params }) => params) };
}

/** What comes after an entry, in pieces that are each a range of the index; null keys stand below all others. */
function partsAfter(column: string, order: 'asc' | 'desc', after: Entry | null): Sql[] {
  if (!after) return [everything];
  const than = order === 'asc' ? '>' : '<';
  const isNull = `${column} is null`;
  const sameId = { sql: `c.externalUserId ${than} ?`, params: [after.id] };
  if (after.sortKey === null) {
    const rest = { sql: isNull, params: [] };
    const same = and([rest, sameId]);
    return order === 'asc' ? [same, { sql: `${column} is not null`, params: [] }] : [same];
  }
  const same = and([{ sql: `${column} = ?`, params: [after.sortKey] }, sameId]);
  const beyond = { sql: `${column} ${than} ?`, params: [after.sortKey] };
  return order === 'asc' ? [same, beyond] : [same, beyond, { sql: isNull, params: [] }];
}

/** Below 0: `one` comes first. Strings by code unit, near enough to the engines' bytes for names of one plane. */
function compare(one: Entry, other: Entry, order: 'asc' | 'desc'): number {
  const difference = compareKeys(one.sortKey, other.sortKey) || compareKeys(one.id, other.id);
  return order === 'asc' ? difference : -difference;
}

function compareKeys(one: Key, other: Key): number {
  if (one === other) return 0;
  if (one === null) return -1;
  if (other === null) return 1;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}

function cut(entries: Entry[], found: Found, { limit, sort, order }: ListRequest): CustomerIds {
  const page = entries.slice(0, limit);
  const end = page.at(-1);
  const hasMore = entries.length > page.length && end !== undefined;
  const nextCursor = hasMore
    ? Buffer.from(JSON.stringify([sort, order, end.sortKey, end.id])).toString('base64url')
    : null;
  return { ids: page.map(({ id }) => id), found, nextCursor };
}

function readCursor({ cursor, sort, order }: ListRequest): Entry | null {
  if (!cursor) return null;
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(read) || read[0] !== sort || read[1] !== order || typeof read[3] !== 'string') throw badCursor();
    const key: unknown = read[2];
    if (key !== null && typeof key !== (sort === 'name' ? 'string' : 'number')) throw badCursor();
    return { sortKey: key as Key, id: read[3] };
  } catch {
    throw badCursor();
  }
}

function badCursor(): CareError {
  return new CareError('bad_cursor', '翻页已失效，请从第一页重新查看', { status: 400 });
}
