import type { EntityManager } from 'typeorm';
import type { AppMessageBody, CivilDay, Instant } from '../../kernel/ports';
import type { YearlyDate } from '../../kernel/yearly-date';
import type { DateKind } from '../../model/important-date';
import type { RepCommand } from './rep-words';

/** What a rep's answers have made certain so far. */
export interface Settled {
  externalUserId?: string;
  date?: YearlyDate;
  /** Of two differing dates: take the new one, or keep the old. */
  newDate?: boolean;
  sku?: string;
}

export interface Question {
  command: RepCommand;
  options: { label: string; settled: Settled }[];
}

export interface Answer {
  text: string;
  /** Said instead of the text: an answer that was written elsewhere. */
  body?: AppMessageBody;
  question?: Question;
  /** The open question stays open. */
  keepQuestion?: boolean;
  /** Goes out behind the answer, e.g. cards. */
  afterwards?: (manager: EntityManager) => Promise<unknown>;
}

export interface FoundCustomer {
  externalUserId: string;
  name: string;
  remark: string;
  addedOn: CivilDay | null;
  lastOrderAt: Instant | null;
}

export interface NewDate extends YearlyDate {
  kind: DateKind;
  label: string;
  forWhom: string;
  source: string;
  replace: boolean;
  consent: boolean;
}

export interface LastOrder {
  paidOn: CivilDay;
  items: { name: string; quantity: number }[];
  totalCents: number;
  refunded: boolean;
}

/** What the bot can have done for it; each is safe to ask for twice. */
export interface Errands {
  findCustomers(repUserId: string, words: string): Promise<FoundCustomer[]>;
  briefing(name: string, externalUserId: string): Promise<string>;
  /** The rep's day; `offer` puts what it lists into the rep's hands. */
  today(repUserId: string): Promise<{ body: AppMessageBody; offer: (manager: EntityManager) => Promise<void> }>;
  /** What this rep may send the customer today, and the cards for it. */
  cardsFor(
    repUserId: string,
    externalUserId: string,
  ): Promise<{ count: number; offer: (manager: EntityManager) => Promise<void> }>;
  addDate(
    externalUserId: string,
    date: NewDate,
  ): Promise<{ kind: 'added' | 'unchanged'; nextOn: CivilDay } | { kind: 'conflict'; existing: YearlyDate }>;
  findProducts(words: string): Promise<{ sku: string; name: string }[]>;
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
  addNote(externalUserId: string, note: string, repUserId: string): Promise<void>;
  /** Answers how many waiting touches were cancelled, or null when the customer had opted out before. */
  optOut(externalUserId: string, reason: string, repUserId: string): Promise<number | null>;
  optIn(externalUserId: string, reason: string, repUserId: string): Promise<boolean>;
  openProblem(externalUserId: string, problem: string, repUserId: string): Promise<void>;
  /** False: there was none. */
  closeProblem(externalUserId: string, repUserId: string): Promise<boolean>;
  /** False: it was known. */
  markDeceased(externalUserId: string, repUserId: string): Promise<boolean>;
  /** False: there was no such mark. */
  markAlive(externalUserId: string, repUserId: string): Promise<boolean>;
  /** The rep's customers whose confirmed birthday is in these days, both included. */
  birthdays(repUserId: string, from: CivilDay, to: CivilDay): Promise<{ name: string; on: CivilDay }[]>;
  /** The newest first, refunded ones too. */
  lastOrders(externalUserId: string, most: number): Promise<LastOrder[]>;
  dates(externalUserId: string): Promise<{ name: string; text: string; nextOn: CivilDay; confirmed: boolean }[]>;
  /** Null: no confirmed day of that kind. */
  wish(externalUserId: string, about: string): Promise<{ label: string; on: CivilDay; text: string } | null>;
  /** Why each scene is due today, or not. */
  explainToday(externalUserId: string): Promise<{ title: string; due: boolean; why: string }[]>;
}

/** A rep's line. */
export interface Request {
  messageId: string;
  repUserId: string;
  sentAt: Instant;
}

/** About one customer, who has to be found first. */
export type CustomerCommand = Extract<RepCommand, { who: string }>;
export type Subject = { externalUserId: string; name: string };
export type Errand<K extends CustomerCommand['kind']> = (
  command: Extract<CustomerCommand, { kind: K }>,
  who: Subject,
  request: Request,
  settled: Settled,
) => Promise<Answer>;
