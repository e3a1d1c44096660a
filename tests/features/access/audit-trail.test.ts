import type { DataSource } from 'typeorm';
import { AuditTrail, systemActor } from '../../../src/features/access/audit-trail';
import { AuditEntry } from '../../../src/model/audit-entry';
import { openFreshDatabase } from '../../support/databases';

let dataSource: DataSource;
let audit: AuditTrail;
beforeEach(async () => {
  dataSource = await openFreshDatabase();
  audit = new AuditTrail({ dataSource, clock: { now: () => 1_800_000_000_000 }, auditKey: Buffer.alloc(32, 3) });
  for (let number = 1; number <= 5; number += 1) {
    const after = { number, list: [1, null, { text: '中文' }] };
    await audit.record(systemActor, {
      action: 'settings.changed',
      subject: 'settings:care',
      summary: `第 ${number} 次`,
      after,
    });
  }
});
afterEach(() => dataSource.destroy());

test('a trail that nobody touched is whole, and is read from the newest on', async () => {
  expect(await audit.verify()).toEqual({ entries: 5, broken: null });
  const newest = await audit.page({ limit: 2 });
  expect(newest.map(({ seq }) => seq)).toEqual([5, 4]);
  expect((await audit.page({ limit: 2, before: 4 })).map(({ seq }) => seq)).toEqual([3, 2]);
});

test('deeds at the same moment are all kept, in one chain', async () => {
  const deed = { action: 'session.opened', subject: 'member:1', summary: '登录' };
  await Promise.all(Array.from({ length: 12 }, () => audit.record(systemActor, deed)));
  expect(await audit.verify()).toEqual({ entries: 17, broken: null });
});

test('an entry that was changed shows', async () => {
  await dataSource.getRepository(AuditEntry).update({ seq: 3 }, { summary: '什么都没发生' });
  expect((await audit.verify()).broken?.seq).toBe(3);
});

test('an entry that was taken out shows', async () => {
  await dataSource.getRepository(AuditEntry).delete({ seq: 2 });
  expect((await audit.verify()).broken?.seq).toBe(3);
});

test('an end that was cut off shows', async () => {
  await dataSource.getRepository(AuditEntry).delete({ seq: 5 });
  expect((await audit.verify()).broken).not.toBeNull();
});

test('a deed of a transaction that failed was not done', async () => {
  const failing = dataSource.transaction(async (manager) => {
    await audit.record(systemActor, { action: 'x', subject: 'y', summary: 'z' }, manager);
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  expect(await audit.verify()).toEqual({ entries: 5, broken: null });
});
