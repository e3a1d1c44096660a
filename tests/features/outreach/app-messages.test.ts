import { AppMessage } from '../../../src/model/app-message';
import { noAnswer, refusal } from './fake-wecom';
import { hour, minute, outreachWorld, type OutreachWorld } from './outreach-world';

let world: OutreachWorld;
beforeEach(async () => {
  world = await outreachWorld();
});
afterEach(() => world.close());

const say = (id: string, text = id, repUserId = 'lin', lifeMs = 3 * hour) =>
  world.dataSource.transaction((manager) =>
    world.messages.say(manager, { id, repUserId, body: { kind: 'text', text }, notAfter: world.clock.now() + lifeMs }),
  );
const row = (id: string) => world.dataSource.manager.findOneByOrFail(AppMessage, { id });
const texts = () =>
  world.wecom.said.map(({ body }) => (body.kind === 'text' ? body.text.replace(/[\u200b\u200c]/g, '') : ''));

test('a message is said once, sealed at rest, and rings', async () => {
  expect(await say('a', '张三 13800000000')).toBe(true);
  expect(await say('a', 'other')).toBe(false);
  expect((await row('a')).sealedBody).not.toContain('13800000000');
  expect(world.rings[0]).toMatchObject({ name: 'app-messages' });
  expect(await world.messages.deliver()).toEqual({ sent: 1, failed: 0, waiting: 0 });
  await world.messages.deliver();
  expect(texts()).toEqual(['张三 13800000000']);
  expect(await row('a')).toMatchObject({ state: 'sent', messageId: 'app1', responseCode: 'rc1' });
});

test('a message whose transaction fails is not said', async () => {
  const failing = world.dataSource.transaction(async (manager) => {
    await world.messages.say(manager, { id: 'a', repUserId: 'lin', body: { kind: 'text', text: 'a' }, notAfter: 9e15 });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await world.messages.deliver();
  expect(texts()).toEqual([]);
});

test('a later message of a rep waits for the earlier one; another rep does not', async () => {
  await say('a1');
  world.clock.pass(1);
  await say('a2');
  await say('b1', 'b1', 'zhou');
  world.wecom.next('sendAppMessage', { error: noAnswer() });
  await world.messages.deliver();
  expect(texts()).toEqual(['b1']);
  world.clock.pass(4_000);
  await world.messages.deliver();
  expect(texts()).toEqual(['b1']);
  world.clock.pass(1_000);
  await world.messages.deliver();
  expect(texts()).toEqual(['b1', 'a1', 'a2']);
});

test('the same words said again are another message to WeCom', async () => {
  await say('a', '记好了');
  await say('b', '记好了');
  await world.messages.deliver();
  expect(texts()).toEqual(['记好了', '记好了']);
  expect(new Set(world.wecom.said.map(({ body }) => JSON.stringify(body))).size).toBe(2);
});

test('a lost answer is repeated letter by letter, so that WeCom shows it once', async () => {
  await say('a');
  world.wecom.next('sendAppMessage', { error: noAnswer(), applied: true });
  await world.messages.deliver();
  world.clock.pass(minute);
  await world.messages.deliver();
  expect(texts()).toEqual(['a']);
  expect(world.wecom.count('sendAppMessage')).toBe(2);
  expect((await row('a')).state).toBe('sent');
});

test('a card whose task id is used after a lost answer has arrived', async () => {
  await say('a');
  world.wecom.next('sendAppMessage', { error: noAnswer() }, { error: refusal(42014, 'permanent') });
  await world.messages.deliver();
  world.clock.pass(minute);
  await world.messages.deliver();
  expect((await row('a')).state).toBe('sent');
});

test('two deliverers at once send once', async () => {
  await say('a');
  await Promise.all([world.messages.deliver(), world.messages.deliver(), world.messages.deliver()]);
  expect(world.wecom.count('sendAppMessage')).toBe(1);
});

test('a worker that died while sending is followed by another after its lease', async () => {
  await say('a');
  world.wecom.next('sendAppMessage', { before: () => new Promise<never>(() => undefined) });
  void world.messages.deliver();
  while (world.wecom.count('sendAppMessage') === 0) await new Promise((resolve) => setImmediate(resolve));
  await world.messages.deliver();
  expect(texts()).toEqual([]);
  world.clock.pass(minute);
  await world.messages.deliver();
  expect(texts()).toEqual(['a']);
});

test.each([
  ['unreachable in the answer', undefined],
  ['81013', refusal(81013, 'permanent')],
  ['60111', refusal(60111, 'permanent')],
])('a rep who is gone (%s) fails the message and is looked at again', async (_name, error) => {
  await say('a');
  if (error) world.wecom.next('sendAppMessage', { error });
  else world.wecom.unreachableReps.add('lin');
  await world.messages.deliver();
  expect((await row('a')).state).toBe('failed');
  expect(world.rings).toContainEqual({ name: 'resync-contact', id: 'resync' });
});

test('a refused content fails with its reason and does not stop the next', async () => {
  await say('a');
  world.clock.pass(1);
  await say('b');
  world.wecom.next('sendAppMessage', { error: refusal(45002, 'permanent') });
  await world.messages.deliver();
  expect(await row('a')).toMatchObject({ state: 'failed', fault: 'refused 45002' });
  expect(texts()).toEqual(['b']);
});

test('a message nobody needs any more expires', async () => {
  await say('a', 'a', 'lin', minute);
  world.clock.pass(2 * minute);
  await world.messages.deliver();
  expect((await row('a')).state).toBe('expired');
  expect(texts()).toEqual([]);
});

test('WeCom down for an hour loses nothing', async () => {
  await say('a');
  world.wecom.next('sendAppMessage', ...Array.from({ length: 6 }, () => ({ error: noAnswer() })));
  for (let passed = 0; passed < 120; passed += 1) {
    await world.messages.deliver();
    world.clock.pass(minute);
  }
  expect(texts()).toEqual(['a']);
});
