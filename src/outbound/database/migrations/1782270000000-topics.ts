import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';
import { key, long, number, text } from './columns';

const topics = new Table({
  name: 'topics',
  columns: [
    text('id', 36, key),
    text('title', 40),
    text('kind', 8),
    long('text'),
    text('fromOn', 10),
    text('toOn', 10),
    long('stages'),
    long('tiers'),
    long('productTags'),
    number('createdAt'),
    number('updatedAt'),
  ],
  indices: [{ name: 'topics_days', columnNames: ['toOn', 'fromOn'] }],
});

const byDay = new TableIndex({ name: 'important_dates_next', columnNames: ['nextOn'] });
const byDayAndState = new TableIndex({
  name: 'important_dates_next',
  columnNames: ['nextOn', 'status', 'externalUserId'],
});

/** The admin's themed activities; customers' dates are counted by day out of their index alone. */
export class Topics1782270000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(topics);
    await runner.dropIndex('important_dates', byDay);
    await runner.createIndex('important_dates', byDayAndState);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('important_dates', byDayAndState);
    await runner.createIndex('important_dates', byDay);
    await runner.dropTable(topics);
  }
}
