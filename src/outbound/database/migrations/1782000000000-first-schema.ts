import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (name: string, length: number, more: object = {}) => ({
  name,
  type: 'varchar',
  length: String(length),
  ...more,
});
const long = (name: string, more: object = {}) => ({ name, type: 'text', ...more });
const int = (name: string, more: object = {}) => ({ name, type: 'integer', ...more });
const number = (name: string, more: object = {}) => ({ name, type: 'double', ...more });
const flag = (name: string, more: object = {}) => ({ name, type: 'boolean', ...more });
const nullable = { isNullable: true };
const key = { isPrimary: true };

const tables = [
  new Table({
    name: 'app_messages',
    columns: [
      text('id', 120, key),
      text('repUserId', 64),
      long('sealedBody'),
      text('state', 10),
      number('createdAt'),
      number('notAfter'),
      number('nextAttemptAt'),
      int('attempts', { default: '0' }),
      number('sentAt', nullable),
      text('messageId', 256, nullable),
      text('responseCode', 512, nullable),
      long('fault', nullable),
    ],
    indices: [{ name: 'app_messages_state', columnNames: ['state', 'nextAttemptAt'] }],
  }),
  new Table({
    name: 'callback_events',
    columns: [
      text('id', 64, key),
      text('kind', 100),
      long('sealedXml'),
      int('priority'),
      number('receivedAt'),
      text('state', 10),
      int('attempts', { default: '0' }),
      number('nextAttemptAt'),
      int('fence', { default: '0' }),
      number('doneAt', nullable),
      long('fault', nullable),
    ],
    indices: [{ name: 'callback_events_waiting', columnNames: ['state', 'priority', 'nextAttemptAt'] }],
  }),
  new Table({
    name: 'corp_tags',
    columns: [
      text('tagId', 64, key),
      text('groupId', 64),
      text('groupName', 64),
      text('name', 64),
      number('sort', { default: '0' }),
    ],
  }),
  new Table({
    name: 'customer_mobiles',
    columns: [text('mobileHash', 64, key), text('externalUserId', 64, key), text('sealedMobile', 255)],
    indices: [{ name: 'customer_mobiles_customer', columnNames: ['externalUserId'] }],
  }),
  new Table({
    name: 'customers',
    columns: [
      text('externalUserId', 64, key),
      text('name', 128, { default: "''" }),
      flag('nameGiven', { default: '0' }),
      text('avatarUrl', 512, { default: "''" }),
      int('gender', { default: '0' }),
      text('unionId', 64, nullable),
      text('repUserId', 64, nullable),
      flag('repPinned', { default: '0' }),
      int('addWay', { default: '0' }),
      text('channel', 64, { default: "''" }),
      text('referrerExternalUserId', 64, nullable),
      number('addedAt', nullable),
      text('addedOn', 10, nullable),
      text('stage', 16, { default: "'new'" }),
      text('tier', 16, { default: "'none'" }),
      long('interests'),
      long('sealedNote', nullable),
      text('zone', 64, nullable),
      number('optedOutAt', nullable),
      text('optOutReason', 200, nullable),
      text('optOutBy', 80, nullable),
      number('problemOpenedAt', nullable),
      text('problem', 200, nullable),
      number('problemClosedAt', nullable),
      flag('deceased', { default: '0' }),
      int('orderCount', { default: '0' }),
      int('totalCents', { default: '0' }),
      number('firstOrderAt', nullable),
      number('lastOrderAt', nullable),
      number('lastActiveAt', nullable),
      number('createdAt'),
      number('updatedAt'),
    ],
    indices: [
      { name: 'customers_name', columnNames: ['name'] },
      { name: 'customers_union', columnNames: ['unionId'] },
      { name: 'customers_rep', columnNames: ['repUserId', 'externalUserId'] },
    ],
  }),
  new Table({
    name: 'follow_relations',
    columns: [
      text('repUserId', 64, key),
      text('externalUserId', 64, key),
      text('remark', 128, { default: "''" }),
      long('sealedDescription', nullable),
      number('followedAt'),
      int('addWay', { default: '0' }),
      text('channel', 64, { default: "''" }),
      long('tagIds'),
      flag('half', { default: '0' }),
      number('endedAt', nullable),
      text('endedBy', 16, nullable),
      number('changedAt', { default: '0' }),
    ],
    indices: [{ name: 'follow_relations_customer', columnNames: ['externalUserId'] }],
  }),
  new Table({
    name: 'important_dates',
    columns: [
      text('id', 36, key),
      text('externalUserId', 64),
      text('kind', 20),
      text('label', 40, { default: "''" }),
      text('forWhom', 40, { default: "''" }),
      text('calendar', 5),
      int('year', nullable),
      int('month'),
      int('day'),
      flag('leapMonth', { default: '0' }),
      text('status', 10),
      text('source', 80),
      number('consentAt', nullable),
      text('nextOn', 10),
      number('createdAt'),
      number('updatedAt'),
    ],
    indices: [
      { name: 'important_dates_customer', columnNames: ['externalUserId', 'nextOn'] },
      { name: 'important_dates_next', columnNames: ['nextOn'] },
    ],
  }),
  new Table({
    name: 'markers',
    columns: [text('id', 100, key), long('value'), number('at'), int('fence', { default: '0' })],
  }),
  new Table({
    name: 'mass_sends',
    columns: [
      text('id', 36, key),
      text('repUserId', 64),
      long('text'),
      text('contentHash', 64),
      text('state', 10),
      text('messageId', 128, nullable),
      number('intendedAt'),
      number('calledAt', nullable),
      int('negativeScans', { default: '0' }),
      number('nextLookAt'),
      int('looks', { default: '0' }),
      long('remindedAt'),
      number('notAfter'),
      int('fence', { default: '0' }),
      long('fault', nullable),
    ],
    indices: [
      { name: 'mass_sends_message', columnNames: ['messageId'], isUnique: true },
      { name: 'mass_sends_rep', columnNames: ['repUserId', 'intendedAt'] },
      { name: 'mass_sends_state', columnNames: ['state', 'nextLookAt'] },
    ],
  }),
  new Table({
    name: 'order_items',
    columns: [
      text('orderNo', 64, key),
      int('line', key),
      text('externalUserId', 64, nullable),
      text('sku', 64),
      text('name', 128),
      int('quantity'),
      int('unitPriceCents'),
      text('deliveredOn', 10),
    ],
    indices: [
      {
        name: 'order_items_customer',
        columnNames: ['externalUserId', 'deliveredOn', 'sku', 'quantity', 'orderNo', 'name'],
      },
    ],
  }),
  new Table({
    name: 'orders',
    columns: [
      text('orderNo', 64, key),
      text('externalUserId', 64, nullable),
      text('unionId', 64, nullable),
      text('mobileHash', 64, nullable),
      text('sealedMobile', 255, nullable),
      number('paidAt'),
      number('deliveredAt', nullable),
      text('deliveredOn', 10),
      int('totalCents'),
      text('status', 10),
      text('source', 80),
      number('createdAt'),
      number('updatedAt'),
    ],
    indices: [
      { name: 'orders_union', columnNames: ['unionId'] },
      { name: 'orders_mobile', columnNames: ['mobileHash'] },
      { name: 'orders_customer', columnNames: ['externalUserId', 'paidAt'] },
    ],
  }),
  new Table({
    name: 'pending_profiles',
    columns: [
      text('id', 80, key),
      text('mobileHash', 64, nullable),
      text('unionId', 64, nullable),
      long('sealedProfile'),
      number('updatedAt'),
    ],
    indices: [
      { name: 'pending_profiles_union', columnNames: ['unionId'] },
      { name: 'pending_profiles_mobile', columnNames: ['mobileHash'] },
    ],
  }),
  new Table({
    name: 'products',
    columns: [
      text('sku', 64, key),
      text('name', 128),
      int('priceCents', nullable),
      text('category', 64, nullable),
      long('usageSteps'),
      long('consumable', nullable),
      long('upgradeTo'),
      long('complements'),
      long('tags'),
      number('createdAt'),
      number('updatedAt'),
    ],
  }),
  new Table({
    name: 'reps',
    columns: [
      text('repUserId', 64, key),
      text('name', 128),
      long('departmentIds'),
      flag('active', { default: '1' }),
      number('leftAt', nullable),
      number('syncedAt'),
    ],
  }),
  new Table({
    name: 'template_versions',
    columns: [
      text('name', 80, key),
      int('version', key),
      text('hash', 64),
      long('source'),
      flag('current'),
      number('createdAt'),
    ],
  }),
  new Table({
    name: 'timeline_events',
    columns: [
      text('id', 36, key),
      text('externalUserId', 64),
      number('at'),
      text('kind', 40),
      text('summary', 300),
      long('details'),
    ],
    indices: [{ name: 'timeline_events_customer', columnNames: ['externalUserId', 'at', 'id'] }],
  }),
  new Table({
    name: 'touches',
    columns: [
      text('id', 36, key),
      text('externalUserId', 64),
      text('play', 24),
      text('occasion', 150),
      text('occasionKey', 150, nullable),
      flag('commercial'),
      flag('exempt', { default: '0' }),
      int('priority'),
      text('topic', 100, { default: "''" }),
      text('repUserId', 64, nullable),
      text('path', 10),
      text('dueOn', 10),
      number('notBefore'),
      number('notAfter'),
      text('state', 10),
      long('why'),
      text('reason', 40, { default: "''" }),
      text('template', 100, { default: "''" }),
      long('text'),
      long('details'),
      text('massSendId', 36, nullable),
      number('offeredAt', nullable),
      number('sentAt', nullable),
      number('createdAt'),
      number('updatedAt'),
    ],
    indices: [
      { name: 'touches_mass_send', columnNames: ['massSendId'] },
      { name: 'touches_state_due', columnNames: ['state', 'dueOn'] },
      { name: 'touches_rep_state', columnNames: ['repUserId', 'state', 'dueOn'] },
      { name: 'touches_customer_day', columnNames: ['externalUserId', 'dueOn', 'state'] },
      { name: 'touches_occasion', columnNames: ['externalUserId', 'occasionKey'], isUnique: true },
    ],
  }),
];

export class FirstSchema1782000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // WeCom's customer ids differ by case; MySQL's default collation would not tell them apart.
    if (!isSqlite(runner)) await runner.query('alter database character set utf8mb4 collate utf8mb4_bin');
    for (const table of tables) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table);
  }
}

function isSqlite(runner: QueryRunner): boolean {
  return runner.dataSource.options.type === 'better-sqlite3';
}
