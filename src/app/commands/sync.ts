import type { Command } from './command';

export const sync: Command = {
  usage: 'sync',
  does: 'pulls reps and customers from WeCom and mends the local picture',
  async run({ openWithWecom, say, progress }) {
    const app = await openWithWecom();
    const counts = await app.features.contacts.sync((done) => progress(JSON.stringify(done)));
    say(JSON.stringify(counts));
  },
};
