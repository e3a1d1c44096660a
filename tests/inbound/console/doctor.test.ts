import { Doctor } from '../../../src/inbound/doctor/doctor';
import { probe } from '../../../src/outbound/http-probe';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let admin: Visitor;
beforeAll(async () => {
  world = await startWorld();
  world.rep();
  await world.app.features.contacts.sync();
  admin = await memberAt(world, 'admin');
});
afterAll(() => world.stop());

const run = async (name: string) => (await admin.ask('POST', `/doctor/steps/${name}`)).body;

test('the steps come in the order that works, each with its mend', async () => {
  const { sandbox, steps } = (await admin.ask('GET', '/doctor/steps')).body;
  expect(sandbox).toBe(true);
  expect(steps.map(({ name }: { name: string }) => name)).toEqual([
    'credentials',
    'clock',
    'public-address',
    'callback',
    'secret',
    'trusted-address',
    'visible-range',
    'customer-contact',
    'customers',
  ]);
  for (const { mend } of steps) expect(mend).toMatch(/[\u4e00-\u9fff]/);
});

test('each is checked live: what holds, and what WeCom refuses, in words', async () => {
  expect(await run('credentials')).toMatchObject({ ok: false, words: expect.stringContaining('沙箱模式') });
  expect(await run('visible-range')).toMatchObject({ ok: true, words: expect.stringContaining('1 位成员') });
  expect(await run('customer-contact')).toMatchObject({ ok: true });
  expect(await run('trusted-address')).toMatchObject({ ok: true });

  world.sandbox.faults.set('agent/get', { errcode: 60020 });
  expect(await run('secret')).toMatchObject({ ok: true });
  expect(await run('trusted-address')).toMatchObject({ ok: false, words: expect.stringContaining('60020') });
  world.sandbox.faults.clear();
  world.sandbox.platform.expireTokens();
  world.sandbox.faults.set('externalcontact/get_follow_user_list', { errcode: 48002 });
  expect(await run('customer-contact')).toMatchObject({ ok: false, words: expect.stringContaining('48002') });
  world.sandbox.faults.clear();
});

test('the callback is asked as WeCom asks: another key, another server and nobody at all show', async () => {
  const { wecom } = world.app.features;
  const { credentials } = world.sandbox;
  const found = async (publicUrl: string, more: object = {}) => {
    const patient = {
      wecom,
      credentials: { ...credentials, ...more },
      publicUrl,
      wecomUrl: '',
      clock: world.clock,
      probe,
    };
    const doctor = new Doctor({ ...patient, isSandbox: false, isClockMoved: true });
    const { ok, words } = await doctor.check(doctor.steps.find(({ name }) => name === 'callback')!);
    return [ok, words.zh];
  };
  expect(await found(world.url)).toEqual([true, expect.stringContaining('验证通过')]);
  expect(await found(world.url, { token: 'AnotherToken' })).toEqual([false, expect.stringContaining('不一致')]);
  expect(await found(world.url, { encodingAesKey: 'B'.repeat(43) })).toEqual([
    false,
    expect.stringContaining('不一致'),
  ]);
  expect(await found(`${world.url}/elsewhere`)).toEqual([false, expect.stringContaining('不是久伴的服务')]);
  expect(await found('http://127.0.0.1:9')).toEqual([false, expect.stringContaining('连不上')]);
});

test('it is for admins, and knows its steps', async () => {
  expect((await admin.ask('POST', '/doctor/steps/nonsense')).status).toBe(404);
  const operator = await memberAt(world, 'operator');
  expect((await operator.ask('GET', '/doctor/steps')).status).toBe(403);
});
