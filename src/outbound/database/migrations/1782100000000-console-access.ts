import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { flag, int, key, long, nullable, number, text } from './columns';

const tables = [
  new Table({
    name: 'members',
    columns: [
      text('id', 36, key),
      text('login', 64),
      text('name', 64),
      text('role', 16),
      flag('maySend', { default: '0' }),
      text('repUserId', 64, nullable),
      long('departmentIds'),
      text('passwordHash', 255, nullable),
      text('sealedTotpSecret', 255, nullable),
      number('totpStep', { default: '0' }),
      number('disabledAt', nullable),
      number('createdAt'),
      number('updatedAt'),
    ],
    indices: [
      { name: 'members_rep', columnNames: ['repUserId'], isUnique: true },
      { name: 'members_login', columnNames: ['login'], isUnique: true },
    ],
  }),
  new Table({
    name: 'console_sessions',
    columns: [
      text('tokenHash', 64, key),
      text('memberId', 36),
      text('network', 64),
      number('createdAt'),
      number('lastSeenAt'),
      number('provedAt'),
      number('endedAt', nullable),
    ],
    indices: [{ name: 'console_sessions_member', columnNames: ['memberId', 'lastSeenAt'] }],
  }),
  new Table({
    name: 'audit_entries',
    columns: [
      int('seq', key),
      number('at'),
      text('actorId', 36),
      text('actorName', 64),
      text('action', 40),
      text('subject', 120),
      text('summary', 300),
      long('before', nullable),
      long('after', nullable),
      text('address', 64, { default: "''" }),
      text('hash', 64),
    ],
    indices: [
      { name: 'audit_entries_subject', columnNames: ['subject', 'seq'] },
      { name: 'audit_entries_actor', columnNames: ['actorId', 'seq'] },
    ],
  }),
  new Table({
    name: 'setting_versions',
    columns: [
      text('name', 24, key),
      int('version', key),
      long('value'),
      text('memberId', 36),
      text('note', 200, { default: "''" }),
      number('createdAt'),
    ],
  }),
];

/** Who may sign in to the console, their sessions, what they did, and what they set. */
export class ConsoleAccess1782100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table);
  }
}
