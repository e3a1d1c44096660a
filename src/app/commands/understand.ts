import { parseArgs } from 'node:util';
import type { FoundDay } from '../../features/replies/dates';
import type { Proposal } from '../../features/replies/proposer';
import { civilDay } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import { formatDate } from '../../kernel/yearly-date';
import { MovableClock } from '../../outbound/clock';
import { projectRoot } from '../project-root';
import { readLibraryFolder } from '../library-folder';
import { proposerOf, replyLibraryOf } from '../understanding';
import type { Command } from './command';

/** No customer in particular: texts that need one are passed over. */
const nobody = { scope: {}, optedOut: false, openProblem: false };

export const understand: Command = {
  usage: 'understand TEXT [--library FOLDER] [--json]',
  does: 'what a customer’s message is taken to mean, which of its words say so, and what could be replied',
  async run({ config, args, say }) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, library: { type: 'string' } },
      allowPositionals: true,
    });
    const text = positionals.join(' ');
    if (text === '') throw new CareError('usage', `which message? ${understand.usage}`);
    const today = civilDay(new MovableClock(config.clockStart ?? undefined).now(), config.zone);
    const items = values.library === undefined ? [] : readLibraryFolder(values.library);
    const proposal = proposerOf(projectRoot(), config.festivals, replyLibraryOf(projectRoot(), items)).propose(
      text,
      today,
      nobody,
    );
    if (values.json) return say(JSON.stringify(proposal));
    for (const [what, told] of linesOf(proposal)) say(`${what.padEnd(10)} ${told}`);
  },
};

function linesOf({ understanding: { intents, mood, entities }, suggestions, choice }: Proposal): [string, string][] {
  return [
    ...intents.map(({ intent, likelihood, why }): [string, string] => [
      'intent',
      `${intent.padEnd(17)} ${likelihood.toFixed(2)}  ${why.join(' ')}`,
    ]),
    ['mood', mood],
    ...entities.people.map(({ text, plain }): [string, string] => ['person', `${text} (${plain})`]),
    ...entities.products.map(({ text }): [string, string] => ['product', text]),
    ...entities.amounts.map(({ text, value, unit }): [string, string] => ['amount', `${text} = ${value} ${unit}`]),
    ...entities.days.map((day): [string, string] => ['day', `${day.text} = ${tellDay(day)}`]),
    ...entities.dayFacts.map((fact): [string, string] => [
      'proposes',
      `${fact.kind} ${fact.forWhom} ${formatDate(fact)}${fact.sure ? '' : ', unsure'}, as it says ${fact.why}`,
    ]),
    ...entities.lifeFacts.map(({ kind, value }): [string, string] => ['proposes', `${kind} ${value}`]),
    ['policy', `${choice.policy}: ${choice.why}`],
    ...suggestions.map(({ kind, text, source, fit }): [string, string] => [
      kind,
      `${fit.toFixed(2)}  ${source.id}: ${text}`,
    ]),
  ];
}

function tellDay({ yearly, on, month }: FoundDay): string {
  if (yearly !== null) return formatDate(yearly);
  return on ?? `month ${month}`;
}
