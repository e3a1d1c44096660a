import { civilDay, instantAt } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import { isChildsDate } from '../../kernel/kinship';
import type { CivilDay, Clock, Instant } from '../../kernel/ports';
import { formatDate, type YearlyDate } from '../../kernel/yearly-date';
import type { DateKind } from '../../model/important-date';
import type { OwnCustomers } from './own-customers';
import { sidebarTexts } from './texts';

export interface DateEntry extends YearlyDate {
  kind: DateKind;
  label: string;
  /** Empty: the customer. */
  forWhom: string;
  /** After asking: it takes the place of the one that stands against it. */
  replace: boolean;
}

export interface OrderEntry {
  /** Made by the page: an entry that is sent twice is one order. */
  entryId: string;
  sku: string;
  quantity: number;
  totalCents: number;
  paidOn: CivilDay;
}

/** A date that stands against the one entered. */
type DateClash = { kind: 'conflict'; existing: YearlyDate & { name: string } };

/** Where what a rep enters is kept; joined by the roof. */
export interface EntryBook {
  addNote(externalUserId: string, note: string, repUserId: string): Promise<void>;
  addDate(
    externalUserId: string,
    date: DateEntry & { source: string; consent: boolean },
  ): Promise<DateClash | { kind: 'added' | 'unchanged' }>;
  confirmDate(externalUserId: string, dateId: string, source: string): Promise<DateClash | { kind: 'confirmed' }>;
  removeDate(externalUserId: string, dateId: string): Promise<void>;
  productName(sku: string): Promise<string | null>;
  saveOrder(order: {
    orderNo: string;
    externalUserId: string;
    repUserId: string;
    paidAt: Instant;
    sku: string;
    productName: string;
    quantity: number;
    totalCents: number;
  }): Promise<void>;
  optOut(externalUserId: string, reason: string, repUserId: string): Promise<unknown>;
  openProblem(externalUserId: string, problem: string, repUserId: string): Promise<void>;
  closeProblem(externalUserId: string, repUserId: string): Promise<unknown>;
}

/** Whose entry it is, and of whom. */
interface Subject {
  repUserId: string;
  externalUserId: string;
}

/** What a rep enters beside a chat: the verbs of the rep's bot, for customers of their own. */
export class Entries {
  constructor(private readonly options: { book: EntryBook; own: OwnCustomers; clock: Clock; zone: string }) {}

  async note({ repUserId, externalUserId }: Subject, text: string): Promise<void> {
    await this.options.own.check(repUserId, externalUserId);
    await this.options.book.addNote(externalUserId, text, repUserId);
  }

  /** @throws CareError `date_conflict` 409, where the same person has another such day */
  async date({ repUserId, externalUserId }: Subject, entry: DateEntry): Promise<void> {
    await this.options.own.check(repUserId, externalUserId);
    // The page says that entering a child's date means the guardian agreed.
    const date = { ...entry, source: `rep:${repUserId}`, consent: isChildsDate(entry) };
    refuseClash(await this.options.book.addDate(externalUserId, date));
  }

  /** @throws CareError `date_conflict` 409, where another one stands against it */
  async confirmDate({ repUserId, externalUserId }: Subject, dateId: string): Promise<void> {
    await this.options.own.check(repUserId, externalUserId);
    refuseClash(await this.options.book.confirmDate(externalUserId, dateId, `rep:${repUserId}`));
  }

  async dismissDate({ repUserId, externalUserId }: Subject, dateId: string): Promise<void> {
    await this.options.own.check(repUserId, externalUserId);
    await this.options.book.removeDate(externalUserId, dateId);
  }

  /** @throws CareError `unknown_product` or `future_order` 422 */
  async order({ repUserId, externalUserId }: Subject, { entryId, paidOn, ...line }: OrderEntry): Promise<void> {
    const { own, book, clock, zone } = this.options;
    await own.check(repUserId, externalUserId);
    const now = clock.now();
    const today = civilDay(now, zone);
    if (paidOn > today) throw refused('future_order', 'paidOn', sidebarTexts.futureOrder);
    const productName = await book.productName(line.sku);
    if (productName === null) throw refused('unknown_product', 'sku', sidebarTexts.noProduct);
    const paidAt = paidOn === today ? now : instantAt(paidOn, '12:00', zone);
    await book.saveOrder({ ...line, orderNo: `rep-${entryId}`, externalUserId, repUserId, paidAt, productName });
  }

  async optOut({ repUserId, externalUserId }: Subject, reason: string): Promise<void> {
    await this.options.own.check(repUserId, externalUserId);
    await this.options.book.optOut(externalUserId, sidebarTexts.optOutReason(reason), repUserId);
  }

  async openProblem({ repUserId, externalUserId }: Subject, problem: string): Promise<void> {
    await this.options.own.check(repUserId, externalUserId);
    await this.options.book.openProblem(externalUserId, problem, repUserId);
  }

  async closeProblem({ repUserId, externalUserId }: Subject): Promise<void> {
    await this.options.own.check(repUserId, externalUserId);
    await this.options.book.closeProblem(externalUserId, repUserId);
  }
}

function refuseClash(end: DateClash | { kind: 'added' | 'unchanged' | 'confirmed' }): void {
  if (end.kind !== 'conflict') return;
  const { existing } = end;
  const text = formatDate(existing);
  const message = sidebarTexts.dateConflict(existing.name, text);
  throw new CareError('date_conflict', message, { status: 409, more: { current: { text } } });
}

function refused(code: string, path: string, message: string): CareError {
  return new CareError(code, message, { status: 422, faults: [{ path, message }] });
}
