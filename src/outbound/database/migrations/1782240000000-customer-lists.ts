import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { int, key, long, nullable, number, text } from './columns';

const tables = [
  new Table({
    name: 'customer_tags',
    columns: [text('tagId', 64, key), text('externalUserId', 64, key)],
    indices: [{ name: 'customer_tags_customer', columnNames: ['externalUserId'] }],
  }),
  new Table({
    name: 'segments',
    columns: [
      text('id', 36, key),
      text('name', 64),
      long('filter'),
      text('memberId', 36),
      int('version', { default: '1' }),
      number('createdAt'),
      number('updatedAt'),
    ],
    indices: [{ name: 'segments_name', columnNames: ['name'], isUnique: true }],
  }),
  new Table({
    name: 'batches',
    columns: [
      text('id', 36, key),
      text('kind', 16),
      text('title', 200),
      long('params'),
      text('state', 10),
      int('total', { default: '0' }),
      int('done', { default: '0' }),
      int('failed', { default: '0' }),
      long('outcome', nullable),
      text('memberId', 36),
      text('memberName', 64),
      number('leaseUntil', { default: '0' }),
      int('fence', { default: '0' }),
      number('createdAt'),
      number('finishedAt', nullable),
    ],
    indices: [
      { name: 'batches_state', columnNames: ['state', 'createdAt'] },
      { name: 'batches_member', columnNames: ['memberId', 'createdAt'] },
    ],
  }),
  new Table({
    name: 'batch_items',
    columns: [
      text('batchId', 36, key),
      int('place', key),
      text('externalUserId', 64),
      text('state', 10),
      text('message', 200, { default: "''" }),
    ],
    indices: [{ name: 'batch_items_state', columnNames: ['batchId', 'state', 'place'] }],
  }),
  new Table({
    name: 'batch_parts',
    columns: [text('batchId', 36, key), text('file', 10, key), int('place', key), long('sealed')],
  }),
];

const indexes = {
  customers_browse:
    'customers (externalUserId, repUserId, stage, tier, optedOutAt, problemOpenedAt, orderCount, totalCents, lastOrderAt, addedAt, birthdayOn, name)',
  customers_added: 'customers (addedAt, externalUserId)',
  customers_last_order: 'customers (lastOrderAt, externalUserId)',
  customers_total: 'customers (totalCents, externalUserId)',
  customers_names: 'customers (name, externalUserId)',
  follow_relations_remark: 'follow_relations (remark, externalUserId)',
};

const relationsAtATime = 500;

/** What the list of customers filters and sorts by; saved filters; work on many customers. */
export class CustomerLists1782240000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table);
    await runner.query('alter table customers add column birthdayOn varchar(10)');
    await runner.query(
      `update customers set birthdayOn = (select min(d.nextOn) from important_dates d
       where d.externalUserId = customers.externalUserId and d.kind = 'birthday' and d.status = 'confirmed')`,
    );
    await fillTags(runner);
    await runner.dropIndex('customers', 'customers_name');
    for (const [name, columns] of Object.entries(indexes)) await runner.query(`create index ${name} on ${columns}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(indexes)) {
      await runner.dropIndex(columns.slice(0, columns.indexOf(' ')), name);
    }
    await runner.query('create index customers_name on customers (name)');
    await runner.query('alter table customers drop column birthdayOn');
    for (const table of [...tables].reverse()) await runner.dropTable(table);
  }
}

async function fillTags(runner: QueryRunner): Promise<void> {
  let [rep, customer] = ['', ''];
  for (;;) {
    const rows: { repUserId: string; externalUserId: string; tagIds: string; endedAt: number | null }[] =
      await runner.query(
        `select repUserId, externalUserId, tagIds, endedAt from follow_relations
         where repUserId > ? or (repUserId = ? and externalUserId > ?)
         order by repUserId, externalUserId limit ${relationsAtATime}`,
        [rep, rep, customer],
      );
    const last = rows.at(-1);
    if (!last) return;
    [rep, customer] = [last.repUserId, last.externalUserId];
    for (const { externalUserId, tagIds, endedAt } of rows) {
      if (endedAt !== null || tagIds === '[]') continue;
      for (const tagId of JSON.parse(tagIds) as string[]) await addTag(runner, tagId, externalUserId);
    }
  }
}

async function addTag(runner: QueryRunner, tagId: string, externalUserId: string): Promise<void> {
  const known: unknown[] = await runner.query('select 1 from customer_tags where tagId = ? and externalUserId = ?', [
    tagId,
    externalUserId,
  ]);
  if (known.length > 0) return;
  await runner.query('insert into customer_tags (tagId, externalUserId) values (?, ?)', [tagId, externalUserId]);
}
