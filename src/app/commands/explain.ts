import { parseArgs } from 'node:util';
import { CareError } from '../../kernel/errors';
import type { Command } from './command';

export const explain: Command = {
  usage: 'explain --customer EXTERNAL_USERID --date YYYY-MM-DD [--json]',
  does: 'why this customer got, or did not get, each play',
  async run({ args, open, say }) {
    const { values } = parseArgs({
      args,
      options: { customer: { type: 'string' }, date: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (!values.customer || !values.date) throw new CareError('usage', `whom, and which day? ${explain.usage}`);
    const app = await open();
    await app.shelveTemplates();
    const explanation = await app.features.planner.explain(values.customer, values.date);
    if (!explanation) {
      throw new CareError('unknown_customer', `no customer ${values.customer}: run \`sync\` first, or check the id`);
    }
    if (values.json) return say(JSON.stringify(explanation));
    say(`${explanation.externalUserId}  ${explanation.day}`);
    for (const { play, why } of explanation.plays) say(`${play.padEnd(14)} ${why}`);
  },
};
