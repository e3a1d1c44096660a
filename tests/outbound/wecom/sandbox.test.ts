import { WecomClient } from '../../../src/outbound/wecom/wecom-client';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { failureOf, StillClock } from './support/wecom-world';

let clock: StillClock;
let sandbox: Sandbox;
let client: WecomClient;

beforeEach(async () => {
  clock = new StillClock();
  sandbox = new Sandbox({ clock, seed: true });
  const { url } = await sandbox.start();
  const { corpId, agentId, secret } = sandbox.credentials;
  client = new WecomClient({ baseUrl: url, corpId, agentId, secret, clock, sleep: async (ms) => clock.pass(ms) });
});
afterEach(() => sandbox.stop());

it('reps, customers and tags are read alike by each way', async () => {
  const reps = await client.listReps();
  expect(reps.map(({ repUserId }) => repUserId)).toContain('rep.lin');
  await expect(client.getRep('REP.LIN')).resolves.toMatchObject({ repUserId: 'rep.lin', active: true });
  const [externalUserId = ''] = await client.listCustomerIds('rep.lin');
  const customer = await client.getCustomer(externalUserId);
  const page = await client.pageCustomers(['rep.lin'], '');
  expect(page.items.find((item) => item.externalUserId === externalUserId)?.relations).toEqual(
    customer.relations.filter(({ repUserId }) => repUserId === 'rep.lin'),
  );
  const known = (await client.listTags()).flatMap((group) => group.tags.map(({ tagId }) => tagId));
  expect(known).toEqual(expect.arrayContaining(customer.relations[0]?.tagIds ?? []));
});

it('20 calls over an expired token renew it once', async () => {
  await client.getAgent();
  sandbox.platform.expireTokens();
  clock.pass(1);
  await Promise.all(Array.from({ length: 20 }, () => client.getAgent()));
  expect(sandbox.calls('gettoken')).toBe(2);
});

it('a mass-send whose answer is lost was made once, and is found', async () => {
  const externalUserIds = await client.listCustomerIds('rep.lin');
  sandbox.faults.set('externalcontact/add_msg_template', { dropAnswer: 'after', times: 1 });
  const error = await failureOf(
    client.createMassSend({ repUserId: 'rep.lin', externalUserIds, text: '节日快乐\u0001' }),
  );
  expect(error).toMatchObject({ outcomeUnknown: true });
  expect(sandbox.platform.massSends).toHaveLength(1);

  const range = { from: clock.now() - 60_000, to: clock.now() };
  const [found] = (await client.pageMassSends(range, '')).items;
  expect(found).toMatchObject({ creator: null, createType: 0, text: '节日快乐' });
  sandbox.platform.repConfirmsMassSend('rep.lin', found?.messageId ?? '');
  const tasks = await client.pageMassSendTasks(found?.messageId ?? '', '');
  expect(tasks.items).toEqual([{ repUserId: 'rep.lin', sent: true, sentAt: clock.now() }]);
  const results = await client.pageMassSendResults(found?.messageId ?? '', 'rep.lin', '');
  expect(results.items.map(({ externalUserId }) => externalUserId).sort()).toEqual([...externalUserIds].sort());
  expect(results.items.every(({ state }) => state === 'sent')).toBe(true);
});

it('parallel tags and remarks on one relation never clash', async () => {
  const [externalUserId = ''] = await client.listCustomerIds('rep.lin');
  const tagIds = (await client.listTags()).flatMap((group) => group.tags.map(({ tagId }) => tagId));
  sandbox.faults.set('externalcontact/mark_tag', { delayMs: 5 });
  await Promise.all([
    ...tagIds.map((tagId) => client.markTags('rep.lin', externalUserId, { add: [tagId], remove: [] })),
    client.remarkCustomer('rep.lin', externalUserId, { remark: '小满' }),
  ]);
  expect(sandbox.calls('externalcontact/mark_tag')).toBe(tagIds.length);
  const { relations } = await client.getCustomer(externalUserId);
  expect(relations.find(({ repUserId }) => repUserId === 'rep.lin')?.tagIds.sort()).toEqual([...tagIds].sort());
});

it('a card reaches the rep and is greyed by either code', async () => {
  sandbox.setCallbackUrl('http://127.0.0.1:1/');
  const card = { taskId: 'care-1', title: '王女士 明天生日', buttons: [{ text: '已联系', key: 'done' }] };
  const receipt = await client.sendAppMessage('rep.lin', { kind: 'card', card }, { duplicateCheckSeconds: 600 });
  expect(receipt.unreachable).toEqual([]);
  await client.disableCardButtons(receipt.responseCode ?? '', ['rep.lin'], '已处理');
  expect(sandbox.platform.messagesTo('rep.lin').at(-1)).toMatchObject({ taskId: 'care-1', greyedText: '已处理' });
});

it('more messages to a rep than WeCom passes on are held back, none is dropped', async () => {
  const sent = await Promise.allSettled(
    Array.from({ length: 40 }, (_, index) =>
      client.sendAppMessage('rep.lin', { kind: 'text', text: `第 ${index} 条` }),
    ),
  );
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
  expect(sandbox.platform.messagesTo('rep.lin')).toHaveLength(30);
  expect(sandbox.platform.droppedMessages).toEqual([]);
});

it('contact ways and media make the round', async () => {
  const { configId } = await client.addContactWay({ repUserIds: ['rep.lin'], state: 'expo-7', remark: '展会' });
  await expect(client.getContactWay(configId)).resolves.toMatchObject({ state: 'expo-7', repUserIds: ['rep.lin'] });
  const range = { from: clock.now() - 1000, to: clock.now() + 1000 };
  expect((await client.pageContactWayIds(range, '')).items).toContain(configId);
  await client.deleteContactWay(configId);
  const { mediaId } = await client.uploadMedia('image', '生日.png', Buffer.from('a small picture'));
  const { externalUserId, welcomeCode } = sandbox.platform.customerAddsRep({
    repUserId: 'rep.lin',
    customerName: '新客',
  });
  await client.sendWelcome(welcomeCode ?? '', { text: '您好', attachments: [{ kind: 'image', mediaId }] });
  expect(sandbox.platform.receivedBy(externalUserId)).toHaveLength(1);
  await expect(client.sendWelcome(welcomeCode ?? '', { text: '您好' })).rejects.toMatchObject({ errcode: 41051 });
});

it('readiness tells when WeCom is gone', async () => {
  await expect(client.ping()).resolves.toEqual({ ok: true, why: '' });
  sandbox.faults.down = 'refuse';
  await expect(client.ping()).resolves.toMatchObject({ ok: false });
});
