import type { EntityManager } from 'typeorm';
import { civilDay, instantAt } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import { isChildsDate } from '../../kernel/kinship';
import { readPastDay } from '../../kernel/past-day';
import type { AppMessageBody, CivilDay, Clock, Instant } from '../../kernel/ports';
import { formatDate, validateDate, type YearlyDate } from '../../kernel/yearly-date';
import type { DateKind } from '../../model/important-date';
import type { RepCommand } from './rep-words';
import { say, yuan } from './texts';

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
}

interface Request {
  messageId: string;
  repUserId: string;
  sentAt: Instant;
}

type CustomerCommand = Exclude<RepCommand, { kind: 'help' | 'today' | 'choice' | 'unclear' }>;
type Subject = { externalUserId: string; name: string };
type Errand<K extends CustomerCommand['kind']> = (
  command: Extract<CustomerCommand, { kind: K }>,
  who: Subject,
  request: Request,
  settled: Settled,
) => Promise<Answer>;

/** Finds whom a command is about, and runs it. */
export class RepErrands {
  constructor(private readonly deps: { errands: Errands; clock: Clock; zone: string }) {}

  async run(command: RepCommand, request: Request, settled: Settled): Promise<Answer> {
    if (command.kind === 'help') return { text: say.help };
    if (command.kind === 'today') {
      const { body, offer } = await this.deps.errands.today(request.repUserId);
      return { text: '', body, afterwards: offer };
    }
    if (command.kind === 'choice') return { text: say.noQuestion };
    if (command.kind === 'unclear') return { text: say.unclear[command.fault](command.words) };
    const found = await this.findWho(command, request, settled);
    if ('text' in found) return found;
    try {
      // The table's type pairs each kind with its own command; TypeScript cannot follow the pairing through the index.
      const errand = this.table[command.kind] as Errand<CustomerCommand['kind']>;
      return await errand(command, found, request, { ...settled, externalUserId: found.externalUserId });
    } catch (error) {
      if (error instanceof CareError) return { text: say.refused(error.message) };
      throw error;
    }
  }

  private async findWho(command: CustomerCommand, request: Request, settled: Settled): Promise<Subject | Answer> {
    const found = await this.deps.errands.findCustomers(request.repUserId, command.who);
    const only = chosenOf(found, 'externalUserId', settled);
    if (only === 'gone') return { text: say.customerGone };
    if (only) return { externalUserId: only.externalUserId, name: only.remark || only.name };
    if (found.length === 0) return { text: say.nobody(command.who) };
    if (found.length > 9) return { text: say.tooMany(command.who) };
    const labels = labelsOf(found, this.deps.zone);
    const options = found.map(({ externalUserId }, index) => ({
      label: labels[index] ?? '',
      settled: { ...settled, externalUserId },
    }));
    return { text: say.which(command.who, found.length), question: { command, options } };
  }

  private readonly table: { [K in CustomerCommand['kind']]: Errand<K> } = {
    customer: async (_, who, request) => {
      const briefing = await this.deps.errands.briefing(who.name, who.externalUserId);
      const { count, offer } = await this.deps.errands.cardsFor(request.repUserId, who.externalUserId);
      return { text: `${briefing}\n${say.cards(count)}`, afterwards: offer };
    },
    date: (command, who, request, settled) => this.addDate(command, who, request, settled),
    order: (command, who, request, settled) => this.saveOrder(command, who, request, settled),
    note: async (command, who, request) => {
      await this.deps.errands.addNote(who.externalUserId, command.note, request.repUserId);
      return { text: say.noted(who.name) };
    },
    'opt-out': async (command, who, request) => {
      const reason = command.reason || say.optOutReason;
      const cancelled = await this.deps.errands.optOut(who.externalUserId, reason, request.repUserId);
      return { text: cancelled === null ? say.alreadyOut(who.name) : say.optedOut(who.name, cancelled) };
    },
    'opt-in': async (command, who, request) => {
      const changed = await this.deps.errands.optIn(who.externalUserId, command.reason, request.repUserId);
      return { text: changed ? say.optedIn(who.name) : say.alreadyIn(who.name) };
    },
    problem: async (command, who, request) => {
      await this.deps.errands.openProblem(who.externalUserId, command.problem, request.repUserId);
      return { text: say.problemOpened(who.name) };
    },
    'problem-solved': async (_, who, request) => {
      const closed = await this.deps.errands.closeProblem(who.externalUserId, request.repUserId);
      return { text: closed ? say.problemClosed(who.name) : say.noProblem(who.name) };
    },
    deceased: async (_, who, request) => {
      const isNew = await this.deps.errands.markDeceased(who.externalUserId, request.repUserId);
      return { text: isNew ? say.deceased(who.name) : say.alreadyDeceased(who.name) };
    },
    alive: async (_, who, request) => {
      const corrected = await this.deps.errands.markAlive(who.externalUserId, request.repUserId);
      return { text: corrected ? say.alive(who.name) : say.notDeceased(who.name) };
    },
  };

  private async addDate(
    command: Extract<RepCommand, { kind: 'date' }>,
    who: Subject,
    request: Request,
    settled: Settled,
  ): Promise<Answer> {
    const { dateKind, label, forWhom } = command;
    const whose = say.whose(who.name, forWhom, label);
    if (settled.newDate === false) return { text: say.kept(whose) };
    if (!settled.date && !command.date.sure) return this.askCalendar(command, who, settled);
    const date = settled.date ?? plainDate(command.date);
    const fault = validateDate(date);
    if (fault) return { text: say.badDate(fault) };
    const consent = isChildsDate({ kind: dateKind, forWhom, label });
    const source = `rep:${request.repUserId}`;
    const wanted = { ...date, kind: dateKind, label, forWhom, source, replace: settled.newDate === true, consent };
    const outcome = await this.deps.errands.addDate(who.externalUserId, wanted);
    if (outcome.kind === 'conflict') {
      const [old, now] = [formatDate(outcome.existing), formatDate(date)];
      const options = [
        { label: say.useNew(now), settled: { ...settled, date, newDate: true } },
        { label: say.keepOld(old), settled: { ...settled, date, newDate: false } },
      ];
      return { text: say.dateConflict(whose, old, now), question: { command, options } };
    }
    const text = outcome.kind === 'added' ? say.dateAdded(whose, date, outcome.nextOn) : say.dateKnown(whose, date);
    return { text: consent ? `${text}\n${say.guardian}` : text };
  }

  private askCalendar(command: Extract<RepCommand, { kind: 'date' }>, who: Subject, settled: Settled): Answer {
    const readings = (['solar', 'lunar'] as const)
      .map((calendar) => ({ ...plainDate(command.date), calendar, leapMonth: false }))
      .filter((date) => validateDate(date) === null);
    const options = readings.map((date) => ({
      label: `${date.calendar === 'solar' ? '公历' : ''}${formatDate(date)}`,
      settled: { ...settled, date },
    }));
    const [only, ...others] = options;
    const text = only && others.length === 0 ? say.onlyReading(who.name, only.label) : say.whichCalendar(who.name);
    return { text, question: { command, options } };
  }

  private async saveOrder(
    command: Extract<RepCommand, { kind: 'order' }>,
    who: Subject,
    request: Request,
    settled: Settled,
  ): Promise<Answer> {
    const today = civilDay(request.sentAt, this.deps.zone);
    const paidOn = command.paidWords === '' ? today : readPastDay(command.paidWords, today);
    if (paidOn === null) {
      return { text: say.whichDay(command.paidWords, who.name, command.product, yuan(command.totalCents)) };
    }
    if (paidOn > today) return { text: say.futureOrder };
    const products = await this.deps.errands.findProducts(command.product);
    const product = chosenOf(products, 'sku', settled);
    if (product === 'gone') return { text: say.productGone };
    if (products.length === 0) return { text: say.noProduct(command.product) };
    if (!product) {
      const options = products.slice(0, 9).map(({ sku, name }) => ({ label: name, settled: { ...settled, sku } }));
      return { text: say.whichProduct(command.product), question: { command, options } };
    }
    await this.deps.errands.saveOrder({
      orderNo: `rep-${request.messageId}`,
      externalUserId: who.externalUserId,
      repUserId: request.repUserId,
      paidAt: paidOn === today ? request.sentAt : instantAt(paidOn, '12:00', this.deps.zone),
      sku: product.sku,
      productName: product.name,
      quantity: command.quantity,
      totalCents: command.totalCents,
    });
    return { text: say.ordered(who.name, product.name, command.quantity, yuan(command.totalCents), paidOn) };
  }
}

function plainDate({ calendar, year, month, day, leapMonth }: YearlyDate): YearlyDate {
  return { calendar, year, month, day, leapMonth };
}

/** What was chosen, else the only one there is. What was chosen and is gone is never exchanged for another. */
function chosenOf<K extends 'externalUserId' | 'sku', T extends Record<K, string>>(
  found: readonly T[],
  key: K,
  settled: Settled,
): T | 'gone' | undefined {
  if (settled[key] !== undefined) return found.find((each) => each[key] === settled[key]) ?? 'gone';
  return found.length === 1 ? found[0] : undefined;
}

/** Of customers whom nothing else tells apart, the end of the id does. */
function labelsOf(found: readonly FoundCustomer[], zone: string): string[] {
  const labels = found.map((customer) => labelOf(customer, zone));
  return labels.map((label, index) => {
    const isAlone = labels.filter((other) => other === label).length === 1;
    return isAlone ? label : say.withId(label, found[index]?.externalUserId.slice(-4) ?? '');
  });
}

function labelOf({ name, remark, addedOn, lastOrderAt }: FoundCustomer, zone: string): string {
  const names = remark && remark !== name ? `${remark}（${name}）` : name;
  return say.customerOption(names, addedOn, lastOrderAt === null ? null : civilDay(lastOrderAt, zone));
}
