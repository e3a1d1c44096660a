import type { DataSource } from 'typeorm';
import { addDays, civilDay } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import { isChildsDate } from '../../kernel/kinship';
import type { CivilDay, Instant } from '../../kernel/ports';
import type { Stage, Tier } from '../../model/customer';
import type { CustomerFacts, DateFacts, DayFacts, Purchase } from '../plays/play';
import { chunks, type CustomerSlice, idsAtOnce, stateOf, within } from './customer-slice';

interface CustomerRow {
  externalUserId: string;
  name: string;
  repUserId: string | null;
  stage: Stage;
  tier: Tier;
  zone: string | null;
  addedOn: CivilDay | null;
  optedOutAt: number | null;
  problemOpenedAt: number | null;
  problemClosedAt: number | null;
  deceased: number;
  orderCount: number;
  totalCents: number;
  firstOrderAt: number | null;
  lastOrderAt: number | null;
  lastActiveAt: number | null;
}

type DateRow = Omit<DateFacts, 'leapMonth'> & { externalUserId: string; consentAt: number | null; leapMonth: number };

/** Customers with what the plays know of them, and which of all they are. */
export interface FactsPage {
  customers: CustomerFacts[];
  slice: CustomerSlice;
}

const customerColumns = `c.externalUserId, c.name, c.repUserId, c.stage, c.tier, c.zone, c.addedOn, c.optedOutAt,
  c.problemOpenedAt, c.problemClosedAt, c.deceased, c.orderCount, c.totalCents, c.firstOrderAt, c.lastOrderAt,
  c.lastActiveAt`;

/** A day's greeting matters this long before and after it: to its place in the plan, and to asking a favour. */
const datesAhead = 15;
const datesBehind = 8;
/** The shortest lunar year. */
const shortestYear = 353;

/**
 * Reads what the plays know of customers, a page at a time with a few statements, in SQL by hand: entities would cost
 * several times the plan itself, and every row of it is only looked at once.
 */
export class FactsReader {
  constructor(
    private readonly options: { dataSource: DataSource; zone: string; settings: CareSettings; pageSize?: number },
  ) {}

  /** All customers in order of id, or those named, a page in memory at a time. */
  async *pages(day: DayFacts, today: CivilDay, named: readonly string[] | null): AsyncGenerator<FactsPage> {
    if (named !== null) {
      for (const ids of chunks(named)) yield { customers: await this.some(ids, day, today), slice: { ids } };
      return;
    }
    const size = this.options.pageSize ?? 2000;
    for (let after = ''; ;) {
      const rows = await this.query<CustomerRow>(
        `select ${customerColumns} from customers c where c.externalUserId > ? order by c.externalUserId limit ${size}`,
        [after],
      );
      const last = rows.at(-1);
      if (!last) return;
      const slice = { after, upTo: last.externalUserId };
      yield { customers: await this.complete(rows, slice, { day, today, dates: 'near' }), slice };
      after = last.externalUserId;
    }
  }

  /** One customer with all of their dates, also those that no plan of the day looks at. Null: nobody of that id. */
  async one(externalUserId: string, day: DayFacts, today: CivilDay): Promise<CustomerFacts | null> {
    const [facts] = await this.some([externalUserId], day, today, 'all');
    return facts ?? null;
  }

  /** Customers by id, at most 500; unknown ones are left out. */
  async some(
    ids: readonly string[],
    day: DayFacts,
    today: CivilDay,
    dates: 'near' | 'all' = 'near',
  ): Promise<CustomerFacts[]> {
    if (ids.length === 0) return [];
    const { sql, parameters } = within({ ids }, 'c.externalUserId');
    const rows = await this.query<CustomerRow>(
      `select ${customerColumns} from customers c where ${sql} order by c.externalUserId`,
      parameters,
    );
    return this.complete(rows, { ids }, { day, today, dates });
  }

  private async complete(
    rows: CustomerRow[],
    slice: CustomerSlice,
    { day, today, dates }: { day: DayFacts; today: CivilDay; dates: 'near' | 'all' },
  ): Promise<CustomerFacts[]> {
    const facts = rows.map((row) => this.factsOf(row));
    const byId = new Map(facts.map((each) => [each.externalUserId, each]));
    await this.addDates(byId, slice, { day: day.day, today, dates });
    await this.addPurchases(byId, slice, day);
    await this.addReferralFacts(byId, day.day);
    return facts;
  }

  private factsOf(row: CustomerRow): CustomerFacts {
    const zone = row.zone ?? this.options.zone;
    const dayOf = (at: Instant | null) => (at === null ? null : civilDay(at, zone));
    return {
      externalUserId: row.externalUserId,
      name: row.name,
      repUserId: row.repUserId,
      stage: row.stage,
      tier: row.tier,
      zone,
      addedOn: row.addedOn,
      orderCount: row.orderCount,
      totalCents: row.totalCents,
      firstOrderOn: dayOf(row.firstOrderAt),
      lastOrderOn: dayOf(row.lastOrderAt),
      lastActiveOn: dayOf(row.lastActiveAt),
      optedOut: row.optedOutAt !== null,
      deceased: Boolean(row.deceased),
      problemOpen: row.problemOpenedAt !== null,
      problemClosedOn: dayOf(row.problemClosedAt),
      dates: [],
      purchases: [],
      lastDeliveredOn: null,
      lastReferralOn: null,
    };
  }

  /**
   * Confirmed dates that may lie near the day. `nextOn` is renewed once it has passed, so a date of last week is found
   * a year ahead; where it was not renewed in time it lies behind. For a past day it says nothing, and all are read.
   */
  private async addDates(
    byId: Map<string, CustomerFacts>,
    slice: CustomerSlice,
    { day, today, dates }: { day: CivilDay; today: CivilDay; dates: 'near' | 'all' },
  ) {
    const { sql, parameters } = within(slice, 'd.externalUserId');
    const from = day < today ? today : day;
    const isAll = dates === 'all' || day < addDays(today, -datesBehind);
    const near = isAll ? '' : 'and (d.nextOn <= ? or d.nextOn >= ?)';
    const bounds = near ? [addDays(from, datesAhead), addDays(day, shortestYear - datesBehind)] : [];
    const rows = await this.query<DateRow>(
      `select d.externalUserId, d.id, d.kind, d.label, d.forWhom, d.calendar, d.year, d.month, d.day, d.leapMonth,
        d.consentAt from important_dates d where ${sql} ${near} and d.status = 'confirmed'`,
      [...parameters, ...bounds],
    );
    for (const { externalUserId, consentAt, ...date } of rows) {
      if (isChildsDate(date) && consentAt === null) continue;
      byId.get(externalUserId)?.dates.push({ ...date, leapMonth: Boolean(date.leapMonth) });
    }
  }

  /** Deliveries of late, whatever is used up and bought again, and what an activity is about. */
  private async addPurchases(
    byId: Map<string, CustomerFacts>,
    slice: CustomerSlice,
    { day, products, settings, topics }: DayFacts,
  ) {
    const { sql, parameters } = within(slice, 'i.externalUserId');
    const daysBack = Math.max(
      products.longestStepDay + settings.usageTips.validDays,
      settings.caps.dormantAfterDays + 1,
    );
    const ofTopics = topics.flatMap(({ skus }) => skus ?? []);
    const cyclic = [...new Set([...products.cyclicSkus, ...ofTopics])];
    const named = cyclic.length > 0 && cyclic.length <= idsAtOnce;
    const alsoCyclic =
      cyclic.length === 0 ? '' : named ? `or i.sku in (${cyclic.map(() => '?').join(',')})` : 'or 1 = 1';
    const rows = await this.query<Purchase & { externalUserId: string }>(
      `select i.externalUserId, i.orderNo, i.sku, i.name, i.quantity, i.deliveredOn from order_items i
        where ${sql} and (i.deliveredOn >= ? ${alsoCyclic})`,
      [...parameters, addDays(day, -daysBack), ...(named ? cyclic : [])],
    );
    for (const { externalUserId, ...line } of rows) {
      const facts = byId.get(externalUserId);
      if (!facts) continue;
      const same = facts.purchases.find(({ orderNo, sku }) => orderNo === line.orderNo && sku === line.sku);
      if (same) same.quantity += line.quantity;
      else facts.purchases.push(line);
      if (facts.lastDeliveredOn === null || line.deliveredOn > facts.lastDeliveredOn)
        facts.lastDeliveredOn = line.deliveredOn;
    }
  }

  /** Only for those with enough orders to be asked for a recommendation, and of them those whose time it may be. */
  private async addReferralFacts(byId: Map<string, CustomerFacts>, day: CivilDay) {
    const { minOrders, daysAfterDelivery, daysBetween, validDays } = this.options.settings.referral;
    const regulars = [...byId.values()].filter(({ orderCount }) => orderCount >= minOrders);
    for (const some of chunks(regulars)) await this.addLastDeliveries(byId, some);
    const askedFrom = addDays(day, -daysBetween - validDays - 1);
    const deliveredTo = addDays(day, -daysAfterDelivery);
    const ripe = regulars.filter(({ lastDeliveredOn: on }) => on !== null && askedFrom <= on && on <= deliveredTo);
    for (const some of chunks(ripe)) await this.addLastAsks(byId, some, askedFrom);
  }

  private async addLastDeliveries(byId: Map<string, CustomerFacts>, customers: readonly CustomerFacts[]) {
    const { sql, parameters } = within(
      { ids: customers.map(({ externalUserId }) => externalUserId) },
      'externalUserId',
    );
    const delivered = await this.query<{ externalUserId: string; lastOn: CivilDay }>(
      `select externalUserId, max(deliveredOn) as lastOn from order_items where ${sql} group by externalUserId`,
      parameters,
    );
    for (const { externalUserId, lastOn } of delivered) {
      const facts = byId.get(externalUserId);
      if (facts) facts.lastDeliveredOn = lastOn;
    }
  }

  private async addLastAsks(
    byId: Map<string, CustomerFacts>,
    customers: readonly CustomerFacts[],
    askedFrom: CivilDay,
  ) {
    const ids = customers.map(({ externalUserId }) => externalUserId);
    const { sql, parameters } = within({ ids }, 'externalUserId');
    const asked = await this.query<{ externalUserId: string; lastAt: number }>(
      `select externalUserId, max(sentAt) as lastAt from touches
        where ${sql} and dueOn >= ? and play = 'referral' and ${stateOf('')} = 'sent' group by externalUserId`,
      [...parameters, askedFrom],
    );
    for (const { externalUserId, lastAt } of asked) {
      const facts = byId.get(externalUserId);
      if (facts) facts.lastReferralOn = civilDay(lastAt, facts.zone);
    }
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.options.dataSource.query(sql, parameters);
  }
}
