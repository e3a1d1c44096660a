import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm';
import { int, key, long, nullable, number, text } from './columns';

const empty = { default: "''" };
const told = [text('authorName', 64, empty), text('approvedBy', 64, empty), text('note', 200, empty)];

const drafts = new Table({
  name: 'template_drafts',
  columns: [
    text('name', 80, key),
    long('source'),
    int('revision'),
    int('baseVersion'),
    long('authorIds'),
    text('authorName', 64),
    number('updatedAt'),
    number('submittedAt', nullable),
    text('submittedBy', 64, nullable),
    text('submittedHash', 64, nullable),
    int('audienceCount', nullable),
    text('note', 200, empty),
  ],
});

/** What is being written, apart from what is in use; and who wrote, approved and why. */
export class TemplateDrafts1782230000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(drafts);
    await runner.addColumns(
      'template_versions',
      told.map((column) => new TableColumn(column)),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns(
      'template_versions',
      told.map(({ name }) => name),
    );
    await runner.dropTable(drafts);
  }
}
