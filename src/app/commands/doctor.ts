import { CareError } from '../../kernel/errors';
import type { Command } from './command';

export const doctor: Command = {
  usage: 'doctor',
  does: 'checks a real WeCom set-up step by step, in the order that it must be done, with the fix for each failure',
  async run({ open, say }) {
    const { doctor: own } = await open();
    let failed = 0;
    for (const step of own.steps) {
      const { ok, words } = await own.check(step);
      say(`${ok ? 'ok  ' : 'FAIL'}  ${step.title.en}: ${words.en}`);
      if (ok) continue;
      failed += 1;
      say(`      mend: ${step.mend.en}`);
      if (step.name === 'credentials') break;
    }
    if (failed > 0) throw new CareError('doctor', `${failed} step(s) failed; mend the first one first`);
  },
};
