import { civilDay } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import { chosenOf } from './chosen';
import { dateErrand } from './date-errand';
import type { Answer, CustomerCommand, Errand, Errands, FoundCustomer, Request, Settled, Subject } from './errands';
import { orderErrand } from './order-errand';
import { birthdaysAnswer, questionErrands } from './question-errands';
import type { RepCommand } from './rep-words';
import { say } from './texts';

type Table = { [K in CustomerCommand['kind']]: Errand<K> };

/** Finds whom a command is about, and runs it. */
export class RepErrands {
  private readonly table: Table;

  constructor(private readonly deps: { errands: Errands; zone: string }) {
    this.table = tableOf(deps.errands, deps.zone);
  }

  async run(command: RepCommand, request: Request, settled: Settled): Promise<Answer> {
    if (command.kind === 'help') return { text: say.help };
    if (command.kind === 'today') {
      const { body, offer } = await this.deps.errands.today(request.repUserId);
      return { text: '', body, afterwards: offer };
    }
    if (command.kind === 'birthdays') return birthdaysAnswer(this.deps, command, request);
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
}

function tableOf(errands: Errands, zone: string): Table {
  return {
    customer: async (_, who, request) => {
      const briefing = await errands.briefing(who.name, who.externalUserId);
      const { count, offer } = await errands.cardsFor(request.repUserId, who.externalUserId);
      return { text: `${briefing}\n${say.cards(count)}`, afterwards: offer };
    },
    ...questionErrands(errands),
    date: dateErrand(errands),
    order: orderErrand(errands, zone),
    note: async (command, who, request) => {
      await errands.addNote(who.externalUserId, command.note, request.repUserId);
      return { text: say.noted(who.name) };
    },
    'opt-out': async (command, who, request) => {
      const reason = command.reason || say.optOutReason;
      const cancelled = await errands.optOut(who.externalUserId, reason, request.repUserId);
      return { text: cancelled === null ? say.alreadyOut(who.name) : say.optedOut(who.name, cancelled) };
    },
    'opt-in': async (command, who, request) => {
      const changed = await errands.optIn(who.externalUserId, command.reason, request.repUserId);
      return { text: changed ? say.optedIn(who.name) : say.alreadyIn(who.name) };
    },
    problem: async (command, who, request) => {
      await errands.openProblem(who.externalUserId, command.problem, request.repUserId);
      return { text: say.problemOpened(who.name) };
    },
    'problem-solved': async (_, who, request) => {
      const closed = await errands.closeProblem(who.externalUserId, request.repUserId);
      return { text: closed ? say.problemClosed(who.name) : say.noProblem(who.name) };
    },
    deceased: async (_, who, request) => {
      const isNew = await errands.markDeceased(who.externalUserId, request.repUserId);
      return { text: isNew ? say.deceased(who.name) : say.alreadyDeceased(who.name) };
    },
    alive: async (_, who, request) => {
      const corrected = await errands.markAlive(who.externalUserId, request.repUserId);
      return { text: corrected ? say.alive(who.name) : say.notDeceased(who.name) };
    },
  };
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
