import { consoleBase, csrfHeader } from '../../../src/contract/console/endpoint';
import { AuditEntry } from '../../../src/model/audit-entry';
import { Conversation } from '../../../src/model/conversation';
import { Customer } from '../../../src/model/customer';
import { ErasedCustomer } from '../../../src/model/erased-customer';
import { Message } from '../../../src/model/message';
import { Order } from '../../../src/model/order';
import { Touch } from '../../../src/model/touch';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

/** What is personal: none of it may be left anywhere, sealed or not. */
const personal = ['尉迟婉儿', '婉儿姐', '13955556666', '怕狗', '收集邮票', '我家住在翠湖边', 'union-of-waner'];

let world: World;
let admin: Visitor;
let externalUserId: string;
beforeAll(async () => {
  world = await startWorld({ now: '2027-03-01 10:00', care: (care) => (care.caps.commercialAfterAddedDays = 0) });
  world.rep('rep.lin', '林晓');
  world.rep('rep.zhou', '周宁');
  admin = await memberAt(world, 'admin');
  externalUserId = await world.customer({ name: '尉迟婉儿', birthday: '1990-03-04' });
  await knowAlot();
}, 120_000);
afterAll(() => world.stop());

async function knowAlot(): Promise<void> {
  const { features, dataSource } = world.app;
  await features.contacts.remark('rep.lin', externalUserId, { remark: '婉儿姐', description: '怕狗' });
  await world.api('POST', '/customers/import', [
    {
      externalUserId,
      unionId: 'union-of-waner',
      mobile: '13955556666',
      note: '怕狗',
      interests: ['收集邮票'],
    },
  ]);
  await world.api('POST', '/orders', [
    {
      orderNo: 'PII-1',
      externalUserId,
      mobile: '13955556666',
      paidAt: '2027-02-20T12:00:00+08:00',
      items: [{ sku: 'P', name: '茶壶', quantity: 1, unitPriceCents: 19_900 }],
      totalCents: 19_900,
      status: 'paid',
    },
  ]);
  const at = world.clock.now();
  const conversation = { id: 'c1', openKfId: 'kf1', externalUserId, name: '尉迟婉儿', createdAt: at, updatedAt: at };
  await dataSource.manager.insert(Conversation, conversation);
  await dataSource.manager.insert(Message, {
    id: 'm1',
    openKfId: 'kf1',
    messageId: 'w1',
    conversationId: 'c1',
    origin: 'customer',
    kind: 'text',
    sealedBody: features.vault.seal(JSON.stringify({ kind: 'text', text: '我家住在翠湖边' })),
    sentAt: at,
    createdAt: at,
    state: 'received',
  });
  await features.planner.planDay('2027-03-04');
  // The rep hears of them, by name.
  world.sandbox.platform.repWritesToApp('rep.lin', '婉儿姐');
  await world.settle();
}

/** Every text of every table but the inbox, which empties itself, opened where it is sealed. */
async function everythingKept(): Promise<string> {
  const { dataSource, features } = world.app;
  const texts: string[] = [];
  for (const { tableName } of dataSource.entityMetadatas) {
    if (tableName === 'callback_events') continue;
    const rows: Record<string, unknown>[] = await dataSource.query(`select * from ${tableName}`);
    for (const value of rows.flatMap((row) => Object.values(row))) {
      if (typeof value !== 'string') continue;
      texts.push(value, opened(value, features.vault));
    }
  }
  return texts.join('\n');
}

function opened(value: string, vault: { open(sealed: string): string }): string {
  try {
    return vault.open(value);
  } catch {
    return '';
  }
}

async function dataFile(visitor = admin) {
  const path = `${consoleBase}/customers/${externalUserId}/personal-data`;
  const response = await visitor.fetch('POST', path, { [csrfHeader]: visitor.csrfToken });
  return { status: response.status, text: await response.text() };
}

const erase = (name: string, visitor = admin) => visitor.ask('POST', `/customers/${externalUserId}/erasure`, { name });

test('everything of one customer is handed out as one file, to who may, and written down', async () => {
  const { status, text } = await dataFile();
  expect(status).toBe(200);
  for (const each of personal) expect(text).toContain(each);
  expect(text).toContain('PII-1');
  const entries = await world.app.dataSource.getRepository(AuditEntry).findBy({ action: 'customer.data_exported' });
  expect(entries).toMatchObject([{ subject: `customer:${externalUserId}` }]);
  expect((await dataFile(await memberAt(world, 'operator'))).status).toBe(403);
});

test('erasing wants the right, the very name and a fresh proof', async () => {
  expect((await erase('尉迟婉儿', await memberAt(world, 'operator'))).status).toBe(403);
  const misspelt = await erase('尉迟婉');
  expect(misspelt).toMatchObject({ status: 422, body: { detail: expect.stringContaining('婉儿姐') } });
  world.clock.moveTo(world.clock.now() + 11 * 60_000);
  expect((await erase('尉迟婉儿')).body.type).toContain('proof_needed');
  expect(await world.app.dataSource.getRepository(Customer).existsBy({ externalUserId })).toBe(true);
  await admin.ask('POST', '/session/proof', { password: 'a long enough password' });
});

describe('erased', () => {
  beforeAll(async () => {
    expect(await everythingKept()).toContain('尉迟婉儿');
    expect((await erase('尉迟婉儿')).status).toBe(200);
    await world.settle();
  });

  const nothingLeft = async () => {
    const kept = await everythingKept();
    for (const each of personal) expect([each, kept.includes(each)]).toEqual([each, false]);
  };

  test('a customer leaves no word of theirs in any table', nothingLeft);

  test('their order stays for the books, without them', async () => {
    const order = await world.app.dataSource.getRepository(Order).findOneByOrFail({ orderNo: 'PII-1' });
    expect(order).toMatchObject({ totalCents: 19_900, externalUserId: null, mobileHash: null, sealedMobile: null });
  });

  test('nothing is planned, and the audit says that it was done and not what was erased', async () => {
    await world.app.features.planner.planDay('2027-03-04', { full: true });
    const touches = await world.app.dataSource.getRepository(Touch).findBy({ externalUserId });
    expect(touches.length).toBeGreaterThan(0);
    for (const { state, text } of touches) {
      expect(['planned', 'held', 'offered']).not.toContain(state);
      expect(text).toBe('');
    }
    expect((await admin.ask('GET', `/customers/${externalUserId}`)).status).toBe(404);
    const entries = await world.app.dataSource.getRepository(AuditEntry).findBy({ action: 'customer.erased' });
    expect(JSON.stringify(entries)).not.toContain('尉迟');
    expect((await world.app.features.access.audit.verify()).broken).toBeNull();
  });

  test('neither sync, nor events, nor imports, nor orders bring them back', async () => {
    const { features, dataSource } = world.app;
    await features.contacts.sync();
    world.sandbox.platform.customerAddsRep({ repUserId: 'rep.zhou', customerName: '尉迟婉儿', externalUserId });
    await world.settle();
    const { results } = await world.api<{ results: { status: string }[] }>('POST', '/customers/import', [
      { externalUserId, name: '尉迟婉儿' },
    ]);
    expect(results).toMatchObject([{ status: 'rejected' }]);
    const bought = { paidAt: '2027-03-01T12:00:00+08:00', totalCents: 100, status: 'paid' };
    const items = [{ sku: 'P', name: '茶壶', quantity: 1, unitPriceCents: 100 }];
    await world.api('POST', '/orders', [{ orderNo: 'PII-2', externalUserId, mobile: '13955556666', items, ...bought }]);
    await features.erasure.sweep();
    await nothingLeft();
    expect(await dataSource.getRepository(Customer).existsBy({ externalUserId })).toBe(false);
    expect(await dataSource.getRepository(ErasedCustomer).existsBy({ externalUserId })).toBe(true);
    expect(await dataSource.getRepository(Order).findOneByOrFail({ orderNo: 'PII-2' })).toMatchObject({
      externalUserId: null,
      mobileHash: null,
    });
  });
});
