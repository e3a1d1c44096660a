import type { MigrationInterface, QueryRunner } from 'typeorm';

const browsed =
  'externalUserId, repUserId, stage, tier, optedOutAt, problemOpenedAt, orderCount, totalCents, lastOrderAt, addedAt, birthdayOn, name';

/** What the assigned rep calls a customer stands beside the name, so that one look at one table finds both. */
export class CustomerRemarks1782330000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table customers add column remark varchar(128) not null default ''");
    await runner.query(
      `update customers set remark = coalesce((select r.remark from follow_relations r
       where r.repUserId = customers.repUserId and r.externalUserId = customers.externalUserId and r.endedAt is null), '')`,
    );
    await dropIndex(runner, 'customers', 'customers_browse');
    await runner.query(`create index customers_browse on customers (${browsed}, remark)`);
    await runner.query('create index customers_remarks on customers (remark, externalUserId)');
    await dropIndex(runner, 'follow_relations', 'follow_relations_remark');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('create index follow_relations_remark on follow_relations (remark, externalUserId)');
    await dropIndex(runner, 'customers', 'customers_remarks');
    await dropIndex(runner, 'customers', 'customers_browse');
    await runner.query('alter table customers drop column remark');
    await runner.query(`create index customers_browse on customers (${browsed})`);
  }
}

/** By hand: these were made by SQL, and the runner's own picture of the tables does not know them. */
async function dropIndex(runner: QueryRunner, table: string, name: string): Promise<void> {
  const on = runner.connection.options.type === 'better-sqlite3' ? '' : ` on ${table}`;
  await runner.query(`drop index ${name}${on}`);
}
