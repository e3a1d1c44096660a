import { AuditEntry } from '../../../src/model/audit-entry';
import { Batch } from '../../../src/model/batch';
import { Customer } from '../../../src/model/customer';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let admin: Visitor;
let friends: string[];
beforeAll(async () => {
  world = await startWorld();
  world.rep('rep.lin', '林晓');
  world.rep('rep.zhou', '周宁');
  friends = [];
  for (const name of ['阿一', '阿二', '阿三', '阿四']) friends.push(await world.customer({ name }));
  // 阿四 is followed by both.
  world.sandbox.platform.customerAddsRep({ repUserId: 'rep.zhou', customerName: '阿四', externalUserId: friends[3] });
  await world.app.features.wecom.addTags('偏好', ['常买滤芯', '爱喝茶']);
  await world.app.features.contacts.sync();
  await world.settle();
  admin = await memberAt(world, 'admin');
}, 120_000);
afterAll(() => world.stop());

const filter = { repUserId: 'rep.lin' };

async function tagId(name: string): Promise<string> {
  const { body } = await admin.ask('GET', '/customer-choices');
  return body.tags.find((tag: { name: string }) => tag.name === name).tagId;
}

async function ended(id: string, visitor = admin) {
  await world.settle();
  return (await visitor.ask('GET', `/batches/${id}`)).body;
}

const tagCalls = () => world.sandbox.calls('externalcontact/mark_tag');

describe('tags for many', () => {
  test('are counted first, marked at WeCom once each, and found by at once', async () => {
    const counted = await admin.ask('POST', '/customer-batches/count', { selection: { filter } });
    expect(counted.body).toEqual({ customers: 4, more: false, withoutRep: 0 });
    const before = tagCalls();
    const add = [await tagId('常买滤芯')];
    const { status, body } = await admin.ask('POST', '/customer-batches/tag', { selection: { filter }, seen: 4, add });
    expect([status, body.title]).toEqual([200, '给 4 位客户打标签「常买滤芯」']);
    expect(await ended(body.id)).toMatchObject({ state: 'done', total: 4, done: 4, failed: 0 });
    expect(tagCalls() - before).toBe(4);
    const found = await admin.ask('GET', `/customers?tagId=${add[0]}`);
    expect(found.body.found.count).toBe(4);
    const entries = await world.app.dataSource.getRepository(AuditEntry).findBy({ subject: `batch:${body.id}` });
    expect(entries).toMatchObject([{ action: 'batch.tag', summary: '给 4 位客户打标签「常买滤芯」' }]);
  });

  test('are refused where the number has changed, the tag is gone, or nothing is said', async () => {
    const add = [await tagId('爱喝茶')];
    const ask = (body: object) => admin.ask('POST', '/customer-batches/tag', body);
    const changed = await ask({ selection: { filter }, seen: 3, add });
    expect(changed).toMatchObject({ status: 409, body: { customers: 4 } });
    expect((await ask({ selection: { filter }, seen: 4, add: ['gone'] })).status).toBe(422);
    expect((await ask({ selection: { filter }, seen: 4 })).status).toBe(422);
    expect((await ask({ selection: { filter }, seen: 4, add, remove: add })).status).toBe(422);
    expect((await ask({ selection: { externalUserIds: ['nobody'] }, seen: 1, add })).status).toBe(409);
  });

  test('wait while WeCom cannot, and what it refuses is told by customer', async () => {
    const selection = { externalUserIds: friends.slice(0, 3) };
    const add = [await tagId('爱喝茶')];
    world.sandbox.faults.set('externalcontact/mark_tag', { errcode: 45033, times: 8 });
    const { body } = await admin.ask('POST', '/customer-batches/tag', { selection, seen: 3, add });
    expect((await ended(body.id)).state).toBe('running');
    world.sandbox.faults.clear();
    world.sandbox.faults.set('externalcontact/mark_tag', { errcode: 84061, times: 1 });
    world.clock.moveTo(world.clock.now() + 61_000);
    await world.app.features.batchRunner.run();
    const after = await ended(body.id);
    expect(after).toMatchObject({ state: 'done', total: 3, done: 3, failed: 1 });
    const { failures } = (await admin.ask('GET', `/batches/${body.id}/failures`)).body;
    expect(failures).toEqual([
      {
        externalUserId: expect.stringMatching(/^wm/),
        name: expect.any(String),
        message: expect.stringContaining('84061'),
      },
    ]);
  });
});

describe('another rep for many', () => {
  test('takes those who are followed by them, and says who is not', async () => {
    const selection = { externalUserIds: [friends[0], friends[3]] };
    const asked = { selection, seen: 2, repUserId: 'rep.zhou' };
    const { body } = await admin.ask('POST', '/customer-batches/assign', asked);
    expect(await ended(body.id)).toMatchObject({ state: 'done', total: 2, done: 2, failed: 1 });
    const customers = world.app.dataSource.getRepository(Customer);
    expect(await customers.findOneBy({ externalUserId: friends[3] })).toMatchObject({ repUserId: 'rep.zhou' });
    expect(await customers.findOneBy({ externalUserId: friends[0] })).toMatchObject({ repUserId: 'rep.lin' });
    world.clock.moveTo(world.clock.now() + 60_000);
    await world.app.scheduler.ringDue();
    await world.settle();
    const told = world.saidTo('rep.zhou').filter((text) => text.includes('由你跟进'));
    expect(told).toEqual([expect.stringContaining('有 1 位客户从现在起由你跟进')]);
  });

  test('of a lead stays among their own people and customers', async () => {
    const lead = await memberAt(world, 'lead', { departmentIds: [77] });
    const selection = { externalUserIds: [friends[0]] };
    const asked = { selection, seen: 1, repUserId: 'rep.zhou' };
    expect((await lead.ask('POST', '/customer-batches/assign', asked)).status).toBe(422);
    expect((await lead.ask('POST', '/customer-batches/assign', { ...asked, repUserId: null })).status).toBe(409);
    const counted = await lead.ask('POST', '/customer-batches/count', { selection: { filter: {} } });
    expect(counted.body.customers).toBe(0);
  });
});

describe('more than fifty', () => {
  test('want a fresh proof, and one who stops them finds the rest untouched', async () => {
    const { manager } = world.app.dataSource;
    const at = world.clock.now();
    const rows = Array.from({ length: 60 }, (_, place) => {
      const externalUserId = `wmMany${String(place).padStart(3, '0')}`;
      return { externalUserId, name: '众', interests: [], createdAt: at, updatedAt: at };
    });
    await manager.insert(Customer, rows);
    const asked = { selection: { filter: { q: '众' } }, seen: 60, repUserId: null };
    world.clock.moveTo(at + 11 * 60_000);
    const refused = await admin.ask('POST', '/customer-batches/assign', asked);
    expect(refused.body.type).toContain('proof_needed');
    await admin.ask('POST', '/session/proof', { password: 'a long enough password' });
    const { body } = await admin.ask('POST', '/customer-batches/assign', asked);
    expect(await ended(body.id)).toMatchObject({ state: 'done', done: 60, failed: 0 });
  });

  test('are worked through by one of two workers, each customer once', async () => {
    const asked = { selection: { filter: { q: '众' } }, seen: 60, repUserId: null };
    const { body } = await admin.ask('POST', '/customer-batches/assign', asked);
    const runner = world.app.features.batchRunner;
    await Promise.all([runner.run(), runner.run(), runner.run()]);
    expect(await ended(body.id)).toMatchObject({ state: 'done', total: 60, done: 60, failed: 0 });
    const { fence } = await world.app.dataSource.getRepository(Batch).findOneByOrFail({ id: body.id });
    expect(fence).toBe(1);
  });
});
