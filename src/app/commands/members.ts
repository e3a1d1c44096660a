import { CareError } from '../../kernel/errors';
import type { Command } from './command';

export const members: Command = {
  usage: 'members reset-password LOGIN',
  does: 'gives a member who is locked out of the console a new password, shown once; removes their second factor',
  async run({ args, open, say }) {
    const [verb, login = ''] = args;
    if (verb !== 'reset-password' || login === '') throw new CareError('usage', `use: ${members.usage}`);
    const app = await open();
    const password = await app.features.access.memberChanges.resetPassword(login);
    say(`${login} signs in with ${password} from now on; change it at the console.`);
  },
};
