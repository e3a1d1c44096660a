import { type MigrationInterface, type QueryRunner, Table, TableColumn } from 'typeorm';
import { int, key, long, nullable, number, text } from './columns';

const tables = [
  new Table({
    name: 'template_assets',
    columns: [
      text('id', 64, key),
      text('fileName', 100),
      text('contentType', 40),
      int('width'),
      int('height'),
      int('bytes'),
      text('mediaId', 256, nullable),
      number('uploadedAt', nullable),
      number('createdAt'),
    ],
  }),
  new Table({
    name: 'template_asset_parts',
    columns: [text('assetId', 64, key), int('part', key), long('content')],
  }),
];

/** Images of templates, and what goes out with a mass-send. */
export class TemplateAssets1782280000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table);
    await runner.addColumn('mass_sends', new TableColumn(long('attachments', nullable)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('mass_sends', 'attachments');
    for (const table of [...tables].reverse()) await runner.dropTable(table);
  }
}
