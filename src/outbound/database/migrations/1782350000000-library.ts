import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { flag, int, key, long, nullable, number, text } from './columns';

const entries = new Table({
  name: 'library_entries',
  columns: [
    text('id', 64, key),
    text('kind', 8),
    text('title', 100),
    long('text'),
    long('questions'),
    long('intents'),
    long('products'),
    text('replyKind', 8, { default: "'answer'" }),
    text('play', 32, nullable),
    text('folder', 40),
    text('scope', 8, { default: "'corp'" }),
    text('owner', 64, { default: "''" }),
    text('documentId', 36, nullable),
    int('place', { default: 0 }),
    flag('off', { default: '0' }),
    text('editorName', 64),
    number('createdAt'),
    number('updatedAt'),
    number('removedAt', nullable),
    int('changeNo'),
  ],
  indices: [
    { name: 'library_entries_change', columnNames: ['changeNo'] },
    { name: 'library_entries_folder', columnNames: ['kind', 'folder'] },
    { name: 'library_entries_document', columnNames: ['documentId', 'place'] },
  ],
});

const documents = new Table({
  name: 'library_documents',
  columns: [
    text('id', 36, key),
    text('fileName', 100),
    text('format', 8),
    int('bytes'),
    int('passages'),
    text('folder', 40),
    text('editorName', 64),
    number('uploadedAt'),
  ],
});

/** 话术库: what the shop can say and knows. */
export class Library1782350000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [entries, documents]) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [documents, entries]) await runner.dropTable(table);
  }
}
