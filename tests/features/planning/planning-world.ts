import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { parse } from 'yaml';
import { allPlays } from '../../../src/features/plays/all-plays';
import type { TextSource } from '../../../src/features/planning/plan-run';
import { Planner, type PlannerOptions } from '../../../src/features/planning/planner';
import { SegmentMembers } from '../../../src/features/segments/segment-members';
import { addDays, civilDay, instantAt } from '../../../src/kernel/calendar';
import { type CareSettings, careSettingsSchema } from '../../../src/kernel/care-settings';
import { type Festival, parseFestivals } from '../../../src/kernel/festivals';
import type { CivilDay } from '../../../src/kernel/ports';
import { nextOccurrence } from '../../../src/kernel/yearly-date';
import { Customer } from '../../../src/model/customer';
import { FollowRelation } from '../../../src/model/follow-relation';
import { ImportantDate } from '../../../src/model/important-date';
import { Order } from '../../../src/model/order';
import { OrderItem } from '../../../src/model/order-item';
import { Product } from '../../../src/model/product';
import { Rep } from '../../../src/model/rep';
import { Touch } from '../../../src/model/touch';
import { AesVault } from '../../../src/outbound/vault';
import { openFreshDatabase } from '../../support/databases';

export const zone = 'Asia/Shanghai';
const vault = new AesVault(Buffer.alloc(32, 7));

export function careSettings(): CareSettings {
  return { ...careSettingsSchema.parse(readYaml('care.yaml')), effect: { holdoutPercent: 0 } };
}

export function shippedFestivals(): Festival[] {
  return parseFestivals(readYaml('festivals.yaml'));
}

function readYaml(name: string): unknown {
  return parse(readFileSync(join(__dirname, '../../../config', name), 'utf8'));
}

/** Texts of one line a play; `broken` plays have none. */
export function plainTexts(broken: string[] = [], version = 1): TextSource {
  return {
    choose: ({ play, scope, occasion }) => {
      if (broken.includes(play)) return { kind: 'none', reason: 'no_template', why: '没有模板' };
      const name = play === 'holiday' ? '' : `${scope.customer?.name}，`;
      const text = `${name}${play} ${play === 'holiday' ? occasion : ''}`;
      return { kind: 'text', template: `${play}/plain@${version}`, text, depth: name ? 'customer' : 'corp' };
    },
    list: () => [{ name: 'plain', version }],
    segments: () => [],
    freshen: async () => undefined,
  };
}

/** A database, a clock that stands still, and builders that speak the field. */
export class PlanningWorld {
  now: number;
  settings = careSettings();
  /** None, so that a test's day has no occasion of its own; set the shipped ones where they matter. */
  festivals: Festival[] = [];
  readonly shipped = shippedFestivals();

  private constructor(
    readonly dataSource: DataSource,
    day: CivilDay,
  ) {
    this.now = instantAt(day, '02:00', zone);
  }

  static async open(day: CivilDay): Promise<PlanningWorld> {
    const world = new PlanningWorld(await openFreshDatabase(), day);
    await world.dataSource.getRepository(Rep).save({
      repUserId: 'lin',
      name: '林晓',
      departmentIds: [],
      active: true,
      leftAt: null,
      syncedAt: 0,
    });
    return world;
  }

  planner(options: Partial<PlannerOptions> = {}): Planner {
    return new Planner({
      dataSource: this.dataSource,
      clock: { now: () => this.now },
      zone,
      settings: this.settings,
      festivals: this.festivals,
      plays: allPlays,
      templates: plainTexts(),
      segments: new SegmentMembers({ dataSource: this.dataSource, clock: { now: () => this.now }, vault, zone }),
      logger: { info: () => undefined },
      ...options,
    });
  }

  moveTo(day: CivilDay, time = '02:00'): void {
    this.now = instantAt(day, time, zone);
  }

  get today(): CivilDay {
    return civilDay(this.now, zone);
  }

  async customer(id: string, more: Partial<Customer> = {}): Promise<void> {
    const addedOn = more.addedOn ?? addDays(this.today, -20);
    const base = { name: `客户${id}`, repUserId: 'lin', interests: [], updatedAt: this.now, createdAt: this.now };
    await this.dataSource
      .getRepository(Customer)
      .insert({ externalUserId: id, addedOn, lastActiveAt: this.now, ...base, ...more });
    const relation = { externalUserId: id, remark: '王姐', followedAt: 1, tagIds: [], changedAt: 1 };
    if (more.repUserId !== null) {
      await this.dataSource.getRepository(FollowRelation).insert({ repUserId: more.repUserId ?? 'lin', ...relation });
    }
  }

  /** Everybody gives a sign of life, so that dormancy plays no part. */
  async everybodyIsActive(): Promise<void> {
    const update = this.dataSource.createQueryBuilder().update(Customer);
    await update.set({ lastActiveAt: this.now, updatedAt: this.now }).execute();
  }

  async change(id: string, change: Partial<Customer>): Promise<void> {
    await this.dataSource.getRepository(Customer).update({ externalUserId: id }, { ...change, updatedAt: this.now });
  }

  async date(id: string, more: Partial<ImportantDate>): Promise<string> {
    const own = {
      calendar: 'solar',
      kind: 'birthday',
      month: 1,
      day: 1,
      year: null,
      leapMonth: false,
      ...more,
    } as const;
    const dateId = more.id ?? `${id}-${own.kind}-${own.month}-${own.day}`;
    await this.dataSource.getRepository(ImportantDate).insert({
      status: 'confirmed',
      source: 'rep:lin',
      createdAt: this.now,
      updatedAt: this.now,
      nextOn: nextOccurrence(own, this.today),
      externalUserId: id,
      ...own,
      id: dateId,
    });
    return dateId;
  }

  async product(sku: string, more: Partial<Product> = {}): Promise<void> {
    const base = { name: `商品${sku}`, usageSteps: [], upgradeTo: [], complements: [], tags: [] };
    const row = { sku, ...base, createdAt: 1, updatedAt: this.now, ...more };
    await this.dataSource.getRepository(Product).save(row);
  }

  /** An order of one product, and what it changes in the customer. */
  async order(id: string, orderNo: string, sku: string, deliveredOn: CivilDay, quantity = 1): Promise<void> {
    const paidAt = instantAt(deliveredOn, '09:00', zone) - 2 * 86_400_000;
    const totalCents = 10_000;
    const stamps = { createdAt: this.now, updatedAt: this.now };
    await this.dataSource.getRepository(Order).insert({
      orderNo,
      externalUserId: id,
      paidAt,
      deliveredOn,
      totalCents,
      status: 'delivered',
      source: 'api',
      ...stamps,
    });
    const line = {
      orderNo,
      line: 0,
      externalUserId: id,
      sku,
      name: `商品${sku}`,
      quantity,
      unitPriceCents: totalCents,
    };
    await this.dataSource.getRepository(OrderItem).insert({ ...line, deliveredOn });
    const customer = await this.dataSource.getRepository(Customer).findOneByOrFail({ externalUserId: id });
    await this.change(id, {
      orderCount: customer.orderCount + 1,
      totalCents: customer.totalCents + totalCents,
      firstOrderAt: Math.min(customer.firstOrderAt ?? paidAt, paidAt),
      lastOrderAt: Math.max(customer.lastOrderAt ?? paidAt, paidAt),
    });
  }

  async refund(orderNo: string): Promise<void> {
    const { externalUserId } = await this.dataSource.getRepository(OrderItem).findOneByOrFail({ orderNo });
    await this.dataSource.getRepository(OrderItem).update({ orderNo }, { externalUserId: null });
    await this.dataSource.getRepository(Order).update({ orderNo }, { status: 'refunded', updatedAt: this.now });
    await this.change(externalUserId ?? '', { orderCount: 0, totalCents: 0, firstOrderAt: null, lastOrderAt: null });
  }

  async touch(id: string, more: Partial<Touch>): Promise<void> {
    const dueOn = more.dueOn ?? this.today;
    const occasion = more.occasion ?? `other:${dueOn}`;
    await this.dataSource.getRepository(Touch).insert({
      id: `${id}-${occasion}`.slice(0, 36),
      externalUserId: id,
      play: 'check-in',
      occasion,
      occasionKey: occasion,
      commercial: false,
      exempt: false,
      priority: 7,
      topic: occasion,
      repUserId: 'lin',
      path: 'suggestion',
      dueOn,
      notBefore: instantAt(dueOn, '10:00', zone),
      notAfter: instantAt(dueOn, '21:30', zone),
      state: 'sent',
      why: '',
      text: '',
      details: {},
      sentAt: more.state && more.state !== 'sent' ? null : instantAt(dueOn, '11:00', zone),
      createdAt: this.now,
      updatedAt: this.now,
      // TypeORM's deep partial does not know that `details` is kept as JSON
      ...(more as object),
    });
  }

  async touches(id?: string): Promise<Touch[]> {
    return this.dataSource.getRepository(Touch).find({
      where: id === undefined ? {} : { externalUserId: id },
      order: { externalUserId: 'ASC', occasion: 'ASC', createdAt: 'ASC', id: 'ASC' },
    });
  }

  /** `tip:o1:filter:d3 planned`, with the reason where there is one. */
  async states(id: string): Promise<string[]> {
    const touches = await this.touches(id);
    return touches.map(({ occasion, state, reason }) => [occasion, state, reason].filter(Boolean).join(' '));
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }
}
