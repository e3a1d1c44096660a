import { parseArgs } from 'node:util';
import type { FoundDay } from '../../features/replies/dates';
import type { Understanding } from '../../features/replies/understanding';
import { civilDay } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import { formatDate } from '../../kernel/yearly-date';
import { MovableClock } from '../../outbound/clock';
import { projectRoot } from '../project-root';
import { understanderOf } from '../understanding';
import type { Command } from './command';

export const understand: Command = {
  usage: 'understand TEXT [--json]',
  does: 'what a customer’s message is taken to mean, and which of its words say so',
  async run({ config, args, say }) {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean' } },
      allowPositionals: true,
    });
    const text = positionals.join(' ');
    if (text === '') throw new CareError('usage', `which message? ${understand.usage}`);
    const today = civilDay(new MovableClock(config.clockStart ?? undefined).now(), config.zone);
    const understanding = understanderOf(projectRoot(), config.festivals).understand(text, today);
    if (values.json) return say(JSON.stringify(understanding));
    for (const [what, told] of linesOf(understanding)) say(`${what.padEnd(10)} ${told}`);
  },
};

function linesOf({ intents, mood, entities }: Understanding): [string, string][] {
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
  ];
}

function tellDay({ yearly, on, month }: FoundDay): string {
  if (yearly !== null) return formatDate(yearly);
  return on ?? `month ${month}`;
}
