import { Welcomer } from '../../../src/features/outreach/welcome';
import { Touch } from '../../../src/model/touch';
import { noAnswer, refusal, type Trouble } from './fake-wecom';
import { outreachWorld, type OutreachWorld } from './outreach-world';

let world: OutreachWorld;
let welcomer: Welcomer;
const text = '您好，我是林静';
beforeEach(async () => {
  world = await outreachWorld();
  await world.people('lin');
  const templates = {
    freshen: async () => undefined,
    choose: () => ({ kind: 'text', template: 'welcome/a@1', text, depth: 'rep' }) as const,
  };
  welcomer = new Welcomer({ ...world, templates, sleep: async (ms) => world.clock.pass(ms) });
});
afterEach(() => world.close());

async function arrive(welcomeCode: string | undefined = 'code-1', receivedAt = world.clock.now()) {
  const apply = await welcomer.onWelcomeCode({
    repUserId: 'lin',
    externalUserId: 'wm1',
    welcomeCode,
    receivedAt,
    customerName: '小满',
  });
  await world.dataSource.transaction((manager) => apply(manager));
  await world.messages.deliver();
  return world.dataSource.manager.findOneBy(Touch, { externalUserId: 'wm1' });
}
const trouble = (...troubles: Trouble[]) => world.wecom.next('sendWelcome', ...troubles);
const told = () =>
  world.wecom.said.map(({ body }) => (body.kind === 'text' ? body.text.replace(/[\u200b\u200c]/g, '') : ''));

test('a code is greeted at once, with one touch that does not count for caps', async () => {
  const touch = await arrive();
  expect(world.wecom.welcomed).toEqual([{ code: 'code-1', text }]);
  expect(touch).toMatchObject({
    state: 'sent',
    play: 'welcome',
    path: 'welcome',
    exempt: true,
    template: 'welcome/a@1',
  });
  expect(touch?.occasion).toMatch(/^welcome:lin:[0-9a-f]{16}$/);
  expect(told()).toEqual([]);
});

test('no code, no greeting', async () => {
  expect(await arrive('')).toBeNull();
  expect(world.wecom.count('sendWelcome')).toBe(0);
});

test('the same event again greets once', async () => {
  await arrive();
  await arrive();
  expect(world.wecom.count('sendWelcome')).toBe(1);
  expect(await world.dataSource.manager.count(Touch)).toBe(1);
});

test('41051 on the first try means that the chat has begun', async () => {
  trouble({ error: refusal(41051, 'permanent') });
  expect(await arrive()).toMatchObject({ state: 'skipped', reason: 'already_started' });
  expect(told()).toEqual([]);
});

test('41051 after a lost answer means that the first try arrived', async () => {
  trouble({ error: noAnswer(), applied: true });
  expect((await arrive())?.state).toBe('sent');
  expect(world.wecom.welcomed).toHaveLength(1);
});

test('41096 and "system busy" are tried again while the code lives', async () => {
  trouble({ error: refusal(41096, 'retry') }, { error: refusal(-1, 'retry') }, { error: noAnswer() });
  expect((await arrive())?.state).toBe('sent');
  expect(world.wecom.count('sendWelcome')).toBe(4);
});

test('a code that comes too late is not tried, and the rep is told at once with the words', async () => {
  const touch = await arrive('code-1', world.clock.now() - 25_000);
  expect(world.wecom.count('sendWelcome')).toBe(0);
  expect(touch).toMatchObject({ state: 'expired', reason: 'welcome_late' });
  expect(told()[0]).toContain('小满');
  expect(told()[0]).toContain(text);
});

test('41050 expires the touch and tells the rep', async () => {
  trouble({ error: refusal(41050, 'permanent') });
  expect((await arrive())?.state).toBe('expired');
  expect(told()[0]).toContain('20 秒');
});

test('silence until the end tells the rep to look, as nobody knows', async () => {
  const slow = {
    before: async () => {
      world.clock.pass(2_000);
      throw noAnswer();
    },
  };
  trouble(...Array.from({ length: 30 }, () => slow));
  const started = world.clock.now();
  expect(await arrive()).toMatchObject({ state: 'expired', reason: 'welcome_unsure' });
  expect(world.clock.now() - started).toBeLessThanOrEqual(21_000);
  expect(told()[0]).toContain('请看一眼聊天');
});

test('a refusal by WeCom fails the touch and tells the rep', async () => {
  trouble({ error: refusal(48002, 'configuration') });
  expect(await arrive()).toMatchObject({ state: 'failed', reason: 'wecom_48002' });
  expect(told()[0]).toContain(text);
});

test('a process that died after the call knows on its second run that it greeted', async () => {
  const received = { repUserId: 'lin', externalUserId: 'wm1', welcomeCode: 'code-1', receivedAt: world.clock.now() };
  await welcomer.onWelcomeCode(received);
  world.clock.pass(5_000);
  expect((await arrive('code-1', received.receivedAt))?.state).toBe('sent');
  expect(world.wecom.welcomed).toHaveLength(1);
});

test('without a fitting text nothing is sent, the touch says why, and the rep is asked to greet', async () => {
  const templates = {
    freshen: async () => undefined,
    choose: () => ({ kind: 'none', reason: 'no_template', why: '没有欢迎语模板' }) as const,
  };
  welcomer = new Welcomer({ ...world, templates });
  expect(await arrive()).toMatchObject({ state: 'failed', reason: 'no_template', why: '没有欢迎语模板' });
  expect(world.wecom.count('sendWelcome')).toBe(0);
  expect(told()).toEqual([expect.stringMatching(/「小满」刚加了你.*没有合适的欢迎语.*亲自/)]);
});
