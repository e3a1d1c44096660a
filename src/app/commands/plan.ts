import { parseArgs } from 'node:util';
import { CareError } from '../../kernel/errors';
import { touchLine, touchRecord } from './touch-line';
import type { Command } from './command';

export const plan: Command = {
  usage: 'plan --date YYYY-MM-DD [--dry-run] [--json]',
  does: 'plans the touches due that day; a past day with --dry-run only',
  async run({ args, open, say, progress }) {
    const { values } = parseArgs({
      args,
      options: { date: { type: 'string' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
    });
    if (!values.date) throw new CareError('usage', `which day? ${plan.usage}`);
    const app = await open();
    await app.shelveTemplates();
    const result = await app.features.planner.planDay(values.date, {
      dryRun: values['dry-run'],
      onProgress: (customers) => progress(`${customers} customers looked at`),
    });
    for await (const touch of result.lines()) say(values.json ? JSON.stringify(touchRecord(touch)) : touchLine(touch));
    const counts = Object.entries(result.counts).map(([what, count]) => `${what} ${count}`);
    progress(
      `${result.day}: ${result.customers} customers, ${result.written} rows written; ${counts.join(', ') || 'nothing due'}`,
    );
  },
};
