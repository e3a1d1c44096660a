import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { flag, int, key, long, nullable, number, text } from './columns';

const accounts = new Table({
  name: 'kf_accounts',
  columns: [
    text('openKfId', 64, key),
    text('name', 64, { default: "''" }),
    flag('managed'),
    text('cursor', 128, { default: "''" }),
    text('token', 256, nullable),
    number('tokenAt', { default: 0 }),
    int('bells', { default: 0 }),
    int('servedBells', { default: 0 }),
    number('pulledAt', { default: 0 }),
    number('leaseUntil', { default: 0 }),
    int('fence', { default: 0 }),
  ],
});

const conversations = new Table({
  name: 'conversations',
  columns: [
    text('id', 36, key),
    text('openKfId', 64),
    text('externalUserId', 64),
    text('name', 128, { default: "''" }),
    text('state', 8, { default: "'new'" }),
    text('servicerUserId', 64, nullable),
    number('lastCustomerAt', nullable),
    number('dueAt', nullable),
    int('news', { default: 0 }),
    int('attempts', { default: 0 }),
    number('leaseUntil', { default: 0 }),
    int('fence', { default: 0 }),
    number('followUpAt', nullable),
    number('followUpFrom', nullable),
    number('invitedAt', nullable),
    number('createdAt'),
    number('updatedAt'),
  ],
  indices: [
    { name: 'conversations_pair', columnNames: ['openKfId', 'externalUserId'], isUnique: true },
    { name: 'conversations_customer', columnNames: ['externalUserId'] },
    { name: 'conversations_due', columnNames: ['dueAt'] },
    { name: 'conversations_follow_up', columnNames: ['followUpAt'] },
  ],
});

const messages = new Table({
  name: 'messages',
  columns: [
    text('id', 36, key),
    text('openKfId', 64),
    text('messageId', 128),
    text('conversationId', 36, nullable),
    text('origin', 10),
    text('kind', 24),
    long('sealedBody'),
    number('sentAt'),
    number('createdAt'),
    text('state', 10),
    number('handledAt', nullable),
    number('recalledAt', nullable),
    text('aboutMessageId', 128, nullable),
    text('eventCode', 256, nullable),
    number('notAfter', nullable),
    text('fault', 200, nullable),
  ],
  indices: [
    { name: 'messages_own_id', columnNames: ['openKfId', 'messageId'], isUnique: true },
    { name: 'messages_conversation', columnNames: ['conversationId', 'sentAt', 'id'] },
    { name: 'messages_about', columnNames: ['openKfId', 'aboutMessageId'] },
  ],
});

/** 微信客服: accounts with how far they are read, conversations and what is said in them. */
export class Conversations1782300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of [accounts, conversations, messages]) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [messages, conversations, accounts]) await runner.dropTable(table);
  }
}
