import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import { int, key, number, text } from './columns';

/** Wider ones take the place of those they begin with: a day's list and counts, a task's progress are read from the index. */
const widened = [
  {
    table: 'touches',
    from: { name: 'touches_state_due', columnNames: ['state', 'dueOn'] },
    to: { name: 'touches_state_day', columnNames: ['state', 'dueOn', 'play', 'id', 'repUserId', 'reason'] },
  },
  {
    table: 'touches',
    from: { name: 'touches_mass_send', columnNames: ['massSendId'] },
    to: { name: 'touches_task', columnNames: ['massSendId', 'state', 'reason'] },
  },
];
const added = [
  { table: 'mass_sends', index: { name: 'mass_sends_intended', columnNames: ['intendedAt', 'id', 'repUserId'] } },
  { table: 'customers', index: { name: 'customers_problem', columnNames: ['problemOpenedAt', 'repUserId'] } },
];
const figures = new Table({
  name: 'report_figures',
  columns: [
    text('day', 10, key),
    text('measure', 40, key),
    text('repUserId', 64, key),
    int('figure'),
    number('countedAt'),
  ],
});

/** What 推送 and 总览 read. */
export class TouchDesk1782260000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(figures);
    for (const { table, index } of added) await runner.createIndex(table, new TableIndex(index));
    for (const { table, from, to } of widened) {
      await runner.createIndex(table, new TableIndex(to));
      await runner.dropIndex(table, from.name);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, from, to } of widened) {
      await runner.createIndex(table, new TableIndex(from));
      await runner.dropIndex(table, to.name);
    }
    for (const { table, index } of added) await runner.dropIndex(table, index.name);
    await runner.dropTable(figures);
  }
}
