import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Every minute those are looked for who wait for a person. */
const waiting = new TableIndex({ name: 'conversations_waiting', columnNames: ['state', 'lastCustomerAt'] });

export class WaitingConversations1782360000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('conversations', waiting);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('conversations', waiting);
  }
}
