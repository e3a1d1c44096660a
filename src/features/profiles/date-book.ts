import { type EntityManager, Not } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { isChildsDate } from '../../kernel/kinship';
import type { CivilDay } from '../../kernel/ports';
import { validateDate } from '../../kernel/yearly-date';
import { ImportantDate } from '../../model/important-date';
import { copyBirthdays, nextDayOf } from './coming-dates';
import { areRivals, type DateFields, isSameDay, nameOfDate, type NewDate, textOfDate, tidyDate } from './date-rules';
import type { ProfileContext } from './profile-context';
import { profileTexts } from './texts';
import { cancelTouches } from './touch-cancelling';

export type AddedDate =
  | { kind: 'added' | 'unchanged' | 'updated'; date: ImportantDate }
  /** The person has another such day already: ask which is right, then add with `replace`. */
  | { kind: 'conflict'; existing: ImportantDate };

/** 重要日期 of customers: what is known, what is proposed, when each comes next. */
export class DateBook {
  constructor(private readonly context: ProfileContext) {}

  /** Throws CareError `invalid_date` (zh-CN message) for a day that cannot be. */
  async add(
    manager: EntityManager,
    externalUserId: string,
    wanted: NewDate,
    options: { replace?: boolean } = {},
  ): Promise<AddedDate> {
    const date = possible(wanted);
    const customer = await this.context.customer(manager, externalUserId);
    const nextOn = nextDayOf(this.context, date, this.context.today(customer));
    const known = await manager.findBy(ImportantDate, { externalUserId, status: Not('removed') });
    const same = known.find((row) => sameOwner(row, date) && isSameDay(row, date));
    if (same) return this.learnMore(manager, same, date, wanted, nextOn);

    const rival = known.find((row) => areRivals(row, date));
    if (rival) {
      const mayReplace = options.replace || (rival.status === 'proposed' && wanted.confirmed);
      return mayReplace ? this.replace(manager, rival, date, wanted, nextOn) : { kind: 'conflict', existing: rival };
    }
    const now = this.context.now();
    const row = manager.create(ImportantDate, {
      id: newId(now),
      externalUserId,
      ...date,
      ...standing(date, wanted, now),
      nextOn,
      createdAt: now,
      updatedAt: now,
    });
    await manager.insert(ImportantDate, row);
    await copyBirthdays(manager, [externalUserId]);
    const summary = profileTexts.dateAdded(nameOfDate(row), textOfDate(row), !wanted.confirmed);
    await this.tell(manager, row, 'date.added', summary);
    return { kind: 'added', date: row };
  }

  /**
   * Another day, or another person's: what was there goes, with what was planned for it.
   *
   * @param revision the `updatedAt` of the version that was edited
   */
  async edit(
    manager: EntityManager,
    externalUserId: string,
    dateId: string,
    wanted: NewDate,
    revision: number,
  ): Promise<AddedDate | { kind: 'stale'; existing: ImportantDate }> {
    const date = possible(wanted);
    const row = await this.find(manager, externalUserId, dateId);
    if (row.updatedAt !== revision) return { kind: 'stale', existing: row };
    const others = await manager.findBy(ImportantDate, { externalUserId, status: Not('removed'), id: Not(dateId) });
    const rival = others.find((other) => areRivals(other, date));
    if (rival) return { kind: 'conflict', existing: rival };
    const customer = await this.context.customer(manager, externalUserId);
    return this.replace(manager, row, date, wanted, nextDayOf(this.context, date, this.context.today(customer)));
  }

  /** What would be kept of a date, and when it comes next. Throws as `add` does. */
  preview(wanted: NewDate, today: CivilDay): DateFields & { nextOn: CivilDay } {
    const date = possible(wanted);
    return { ...date, nextOn: nextDayOf(this.context, date, today) };
  }

  /** A proposed date is true; another one of the same person and kind stands against it. */
  async confirm(manager: EntityManager, externalUserId: string, dateId: string, source: string): Promise<AddedDate> {
    const row = await this.find(manager, externalUserId, dateId);
    if (row.status === 'confirmed') return { kind: 'unchanged', date: row };
    const others = await manager.findBy(ImportantDate, { externalUserId, status: 'confirmed' });
    const existing = others.find((other) => areRivals(other, row));
    if (existing) return { kind: 'conflict', existing };
    const now = this.context.now();
    const updatedAt = Math.max(now, row.updatedAt + 1);
    const changed = { ...standing(row, { confirmed: true, source }, now), source: row.source, updatedAt };
    await manager.update(ImportantDate, { id: row.id }, changed);
    await copyBirthdays(manager, [externalUserId]);
    await this.tell(manager, row, 'date.confirmed', profileTexts.dateConfirmed(nameOfDate(row), textOfDate(row)));
    return { kind: 'updated', date: Object.assign(row, changed) };
  }

  async remove(manager: EntityManager, externalUserId: string, dateId: string): Promise<ImportantDate> {
    const row = await this.find(manager, externalUserId, dateId);
    await manager.update(ImportantDate, { id: row.id }, { status: 'removed', updatedAt: this.context.now() });
    await copyBirthdays(manager, [externalUserId]);
    await this.cancelGreetings(manager, row);
    await this.tell(manager, row, 'date.removed', profileTexts.dateRemoved(nameOfDate(row), textOfDate(row)));
    return row;
  }

  private async learnMore(
    manager: EntityManager,
    row: ImportantDate,
    date: DateFields,
    wanted: NewDate,
    nextOn: CivilDay,
  ): Promise<AddedDate> {
    const now = this.context.now();
    const change: Partial<ImportantDate> = {};
    if (row.year === null && date.year !== null) change.year = date.year;
    if (row.label === '' && date.label !== '') change.label = date.label;
    if (row.status === 'proposed' && wanted.confirmed) Object.assign(change, standing(date, wanted, now));
    if (row.consentAt === null && standing(date, wanted, now).consentAt !== null) change.consentAt = now;
    if (Object.keys(change).length === 0) return { kind: 'unchanged', date: row };
    const updatedAt = Math.max(now, row.updatedAt + 1);
    await manager.update(ImportantDate, { id: row.id }, { ...change, nextOn, updatedAt });
    await copyBirthdays(manager, [row.externalUserId]);
    Object.assign(row, change, { nextOn, updatedAt });
    await this.tell(manager, row, 'date.confirmed', profileTexts.dateConfirmed(nameOfDate(row), textOfDate(row)));
    return { kind: 'updated', date: row };
  }

  private async replace(
    manager: EntityManager,
    row: ImportantDate,
    date: DateFields,
    wanted: NewDate,
    nextOn: CivilDay,
  ): Promise<AddedDate> {
    const now = this.context.now();
    const summary = profileTexts.dateReplaced(nameOfDate(row), textOfDate(row), textOfDate(date));
    const change = { ...date, ...standing(date, wanted, now), nextOn, updatedAt: Math.max(now, row.updatedAt + 1) };
    await manager.update(ImportantDate, { id: row.id }, change);
    await copyBirthdays(manager, [row.externalUserId]);
    await this.cancelGreetings(manager, row);
    Object.assign(row, change);
    await this.tell(manager, row, 'date.changed', summary);
    return { kind: 'updated', date: row };
  }

  private async find(manager: EntityManager, externalUserId: string, dateId: string): Promise<ImportantDate> {
    const row = await manager.findOneBy(ImportantDate, { id: dateId, externalUserId, status: Not('removed') });
    if (row) return row;
    throw new CareError('unknown_date', `customer ${externalUserId} has no date ${dateId}`, { status: 404 });
  }

  private async cancelGreetings(manager: EntityManager, row: ImportantDate): Promise<void> {
    const because = {
      why: profileTexts.dateChanged(nameOfDate(row)),
      reason: 'date_changed',
      now: this.context.now(),
    };
    await cancelTouches(manager, row.externalUserId, because, (touch) => touch.details.dateId === row.id);
  }

  private tell(manager: EntityManager, row: ImportantDate, kind: string, summary: string): Promise<void> {
    return this.context.tell(manager, row.externalUserId, kind, summary, { dateId: row.id, source: row.source });
  }
}

/** The date as it is kept. */
function possible(wanted: NewDate): DateFields {
  const date = tidyDate(wanted);
  const fault = validateDate(date);
  if (fault === null) return date;
  throw new CareError('invalid_date', fault, { status: 422, faults: [{ path: 'day', message: fault }] });
}

function sameOwner(one: DateFields, other: DateFields): boolean {
  if (one.kind !== other.kind || one.forWhom !== other.forWhom) return false;
  return one.kind !== 'other' || one.label === other.label;
}

function standing(
  date: Pick<DateFields, 'kind' | 'label' | 'forWhom'>,
  wanted: Pick<NewDate, 'confirmed' | 'source' | 'consent'>,
  now: number,
) {
  const consents = wanted.consent ?? (wanted.confirmed && !wanted.source.startsWith('chat:'));
  return {
    status: wanted.confirmed ? ('confirmed' as const) : ('proposed' as const),
    source: wanted.source.slice(0, 80),
    consentAt: isChildsDate(date) && consents ? now : null,
  };
}
