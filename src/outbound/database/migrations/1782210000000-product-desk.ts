import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { flag } from './columns';

const ownersOfProduct = new TableIndex({ name: 'order_items_sku', columnNames: ['sku', 'externalUserId'] });

/** A product's rhythm can be switched off; its owners can be counted. */
export class ProductDesk1782210000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('products', new TableColumn(flag('rhythmOff', { default: '0' })));
    await runner.createIndex('order_items', ownersOfProduct);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('order_items', ownersOfProduct);
    await runner.dropColumn('products', 'rhythmOff');
  }
}
