import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { key, number, text } from './columns';

const table = new Table({
  name: 'erased_customers',
  columns: [text('externalUserId', 64, key), number('erasedAt'), text('memberId', 36)],
});

/** Customers whose data was erased at their wish. */
export class ErasedCustomers1782310000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(table);
  }
}
