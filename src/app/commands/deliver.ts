import type { Command } from './command';

export const deliver: Command = {
  usage: 'deliver',
  does: 'delivers what is due now and collects results, then exits',
  async run({ openWithWecom, say }) {
    const app = await openWithWecom();
    // Who has just come is greeted in words of the shelf.
    await app.shelveTemplates();
    const { handlers, dataSource } = app;
    await handlers.inbox();
    await handlers['mass-sends']();
    await handlers.digest();
    await handlers.results();
    await handlers['end-of-day']();
    const open: { state: string; count: number }[] = await dataSource.query(
      'select state, count(*) as count from touches group by state order by state',
    );
    say(open.map(({ state, count }) => `${state} ${count}`).join(', ') || 'no touches yet');
  },
};
