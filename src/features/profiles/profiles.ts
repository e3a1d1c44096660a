import type { EntityManager } from 'typeorm';
import type { CivilDay } from '../../kernel/ports';
import type { ImportantDate } from '../../model/important-date';
import type { TimelineEvent } from '../../model/timeline-event';
import type { Touch } from '../../model/touch';
import { CareStops, type StopOrder } from './care-stops';
import { CustomerFacts } from './customer-facts';
import { CustomerImport } from './customer-import';
import type { CustomerRow, RowResult } from './customer-rows';
import { rollDates } from './coming-dates';
import { type AddedDate, DateBook } from './date-book';
import type { NewDate } from './date-rules';
import { type HistoryPage, type PageRequest, pageTimeline, pageTouches } from './history-pages';
import { ProfileContext, type ProfilesOptions } from './profile-context';
import {
  birthdaysBetween,
  type CustomerProfile,
  findCustomers,
  type FoundCustomer,
  readProfile,
} from './profile-views';

/**
 * Facts and important dates learnt about customers, and what stops care for them. A verb that writes works in the
 * caller's transaction when given one, else in its own; an unknown customer is CareError `unknown_customer`.
 */
export class Profiles {
  private readonly context: ProfileContext;
  private readonly dates: DateBook;
  private readonly stops: CareStops;
  private readonly facts: CustomerFacts;
  private readonly imports: CustomerImport;

  constructor(options: ProfilesOptions) {
    this.context = new ProfileContext(options);
    this.dates = new DateBook(this.context);
    this.stops = new CareStops(this.context);
    this.facts = new CustomerFacts(this.context);
    this.imports = new CustomerImport(this.context, { dates: this.dates, stops: this.stops, facts: this.facts });
  }

  /** `replace`: after asking, the new day takes the place of the one that a `conflict` showed. */
  addDate(externalUserId: string, date: NewDate & { replace?: boolean }, within?: EntityManager): Promise<AddedDate> {
    const { replace, ...wanted } = date;
    return this.context.within(within, (manager) => this.dates.add(manager, externalUserId, wanted, { replace }));
  }

  /** @param revision the version that was edited; `stale`: it is another one by now */
  editDate(externalUserId: string, dateId: string, date: NewDate, revision: number, within?: EntityManager) {
    return this.context.within(within, (manager) => this.dates.edit(manager, externalUserId, dateId, date, revision));
  }

  /** What would be kept of a date, and when it comes next. Throws CareError `invalid_date`. */
  previewDate(date: NewDate, today: CivilDay) {
    return this.dates.preview(date, today);
  }

  confirmDate(externalUserId: string, dateId: string, source: string, within?: EntityManager): Promise<AddedDate> {
    return this.context.within(within, (manager) => this.dates.confirm(manager, externalUserId, dateId, source));
  }

  removeDate(externalUserId: string, dateId: string, within?: EntityManager): Promise<ImportantDate> {
    return this.context.within(within, (manager) => this.dates.remove(manager, externalUserId, dateId));
  }

  /** Renews `nextOn` of all dates before `today`; answers how many. */
  rollDates(today: CivilDay): Promise<number> {
    return rollDates(this.context, today);
  }

  setNote(
    externalUserId: string,
    note: string,
    options: { by: string; append?: boolean },
    within?: EntityManager,
  ): Promise<'updated' | 'unchanged'> {
    return this.context.within(within, (manager) => this.facts.setNote(manager, externalUserId, note, options));
  }

  addInterests(
    externalUserId: string,
    interests: string[],
    options: { by: string },
    within?: EntityManager,
  ): Promise<'updated' | 'unchanged'> {
    return this.context.within(within, (manager) =>
      this.facts.addInterests(manager, externalUserId, interests, options),
    );
  }

  optOut(externalUserId: string, order: StopOrder, within?: EntityManager) {
    return this.context.within(within, (manager) => this.stops.optOut(manager, externalUserId, order));
  }

  optIn(externalUserId: string, order: StopOrder, within?: EntityManager) {
    return this.context.within(within, (manager) => this.stops.optIn(manager, externalUserId, order));
  }

  openProblem(externalUserId: string, order: { problem: string; by: string }, within?: EntityManager): Promise<void> {
    return this.context.within(within, (manager) => this.stops.openProblem(manager, externalUserId, order));
  }

  closeProblem(externalUserId: string, order: { by: string }, within?: EntityManager): Promise<void> {
    return this.context.within(within, (manager) => this.stops.closeProblem(manager, externalUserId, order));
  }

  markDeceased(externalUserId: string, order: { by: string }, within?: EntityManager): Promise<boolean> {
    return this.context.within(within, (manager) => this.stops.markDeceased(manager, externalUserId, order));
  }

  markAlive(externalUserId: string, order: { by: string }, within?: EntityManager): Promise<boolean> {
    return this.context.within(within, (manager) => this.stops.markAlive(manager, externalUserId, order));
  }

  importCustomers(rows: CustomerRow[], source: 'api' | 'import', within?: EntityManager): Promise<RowResult[]> {
    return this.imports.importRows(rows, source, within);
  }

  /** To be wired to ContactBook's `onKnown`. */
  applyPending(
    manager: EntityManager,
    customer: { externalUserId: string; unionId: string | null; mobileHashes: string[] },
  ): Promise<number> {
    return this.imports.applyPending(manager, customer);
  }

  getProfile(externalUserId: string, within?: EntityManager): Promise<CustomerProfile> {
    return readProfile(this.context, within ?? this.reader, externalUserId);
  }

  /** Customers of the rep whose confirmed birthday comes in these days, both included, by day. */
  birthdaysBetween(repUserId: string, from: CivilDay, to: CivilDay): Promise<{ name: string; on: CivilDay }[]> {
    return birthdaysBetween(this.context.options.dataSource.manager, repUserId, { from, to });
  }

  findCustomers(repUserId: string, nameOrRemark: string, within?: EntityManager): Promise<FoundCustomer[]> {
    return findCustomers(within ?? this.reader, repUserId, nameOrRemark);
  }

  async pageTimeline(externalUserId: string, request: PageRequest): Promise<HistoryPage<TimelineEvent>> {
    await this.context.customer(this.reader, externalUserId);
    return pageTimeline(this.reader, externalUserId, request);
  }

  async pageTouches(externalUserId: string, request: PageRequest): Promise<HistoryPage<Touch>> {
    await this.context.customer(this.reader, externalUserId);
    return pageTouches(this.reader, externalUserId, request);
  }

  private get reader(): EntityManager {
    return this.context.options.dataSource.manager;
  }
}
