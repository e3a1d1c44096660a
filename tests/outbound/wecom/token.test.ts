import { WecomError } from '../../../src/kernel/errors';
import { failureOf, ok, startWecomWorld } from './support/wecom-world';
import type { WecomWorld } from './support/wecom-world';

const minute = 60_000;
const agent = { ...ok, name: '久伴' };

let world: WecomWorld;
beforeEach(async () => {
  world = await startWecomWorld();
});
afterEach(() => world.stub.stop());

describe('the access token', () => {
  it('is asked for once by callers that come together, and kept', async () => {
    const { stub, client } = world;
    stub.answer('agent/get', agent);
    await Promise.all(Array.from({ length: 20 }, () => client.getAgent()));
    await client.getAgent();
    expect(stub.asked('gettoken')).toHaveLength(1);
    expect(stub.asked('gettoken')[0]?.query.get('corpid')).toBe('ww0123456789abcdef');
    expect(stub.asked('agent/get')[0]?.query.get('access_token')).toBe('token-1');
  });

  it('is renewed 200 seconds before it ends', async () => {
    const { stub, client, clock } = world;
    stub.answer('agent/get', agent);
    await client.getAgent();
    clock.pass(6_999_000);
    await client.getAgent();
    expect(stub.asked('gettoken')).toHaveLength(1);
    clock.pass(1_000);
    await client.getAgent();
    expect(stub.asked('gettoken')).toHaveLength(2);
  });

  it.each([42001, 40014, 40001])('is renewed once when 20 parallel calls are refused with %i', async (errcode) => {
    const { stub, client } = world;
    stub.on('agent/get', ({ query }) => ({ json: query.get('access_token') === 'token-1' ? { errcode } : agent }));
    await client.getAgent().catch(() => undefined);
    const before = stub.asked('gettoken').length;
    stub.on('agent/get', ({ query }) => ({ json: query.get('access_token') === 'token-2' ? { errcode } : agent }));
    await Promise.all(Array.from({ length: 20 }, () => client.getAgent()));
    expect(stub.asked('gettoken').length - before).toBe(1);
  });

  it('lets an unsafe call go again, since a call refused for its token was not applied', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/add_msg_template', { errcode: 42001 }, { ...ok, msgid: 'msg1', fail_list: [] });
    await expect(client.createMassSend({ repUserId: 'lin', externalUserIds: ['wm1'], text: 'hi' })).resolves.toEqual({
      messageId: 'msg1',
      refused: [],
    });
    expect(stub.asked('externalcontact/add_msg_template').map(({ query }) => query.get('access_token'))).toEqual([
      'token-1',
      'token-2',
    ]);
  });

  it('is renewed once for a call, never in a loop', async () => {
    const { stub, client } = world;
    stub.answer('agent/get', { errcode: 42001 });
    await expect(client.getAgent()).rejects.toMatchObject({ errcode: 42001, retryable: true });
    expect(stub.asked('agent/get')).toHaveLength(2);
    expect(stub.asked('gettoken')).toHaveLength(2);
  });
});

describe('a wrong secret', () => {
  beforeEach(() => {
    world.stub.answer('gettoken', { errcode: 40001, errmsg: 'invalid credential, hint: [1576065934_28_e0fa] secret' });
  });

  it('raises one alarm, without the secret, and fails every call at once', async () => {
    const { stub, client, log } = world;
    for (let call = 0; call < 5; call += 1) {
      const error = await failureOf(client.getAgent());
      expect(error).toBeInstanceOf(WecomError);
      expect(error).toMatchObject({ errcode: 40001, retryable: false, options: { kind: 'configuration' } });
    }
    expect(stub.asked('gettoken')).toHaveLength(1);
    expect(log.map(({ level }) => level)).toEqual(['error']);
    expect(log[0]?.message).toContain('WECOM_SECRET');
    expect(JSON.stringify(log)).not.toContain('s3cret');
  });

  it('is tried again after 10, 20, 40 and then every 70 minutes, with warnings only', async () => {
    const { stub, client, clock, log } = world;
    await failureOf(client.getAgent());
    let tries = 1;
    for (const wait of [10, 20, 40, 70, 70]) {
      clock.pass(wait * minute - 1);
      expect(await failureOf(client.getAgent())).toMatchObject({ options: { waitMs: 1 } });
      expect(stub.asked('gettoken')).toHaveLength(tries);
      clock.pass(1);
      await failureOf(client.getAgent());
      expect(stub.asked('gettoken')).toHaveLength(++tries);
    }
    expect(log.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('is forgotten when it is mended', async () => {
    const { stub, client, clock } = world;
    await failureOf(client.getAgent());
    stub.answer('gettoken', { ...ok, access_token: 'good', expires_in: 7200 });
    stub.answer('agent/get', agent);
    clock.pass(10 * minute);
    await expect(client.ping()).resolves.toEqual({ ok: true, why: '' });
  });

  it('is told by ping', async () => {
    const answer = await world.client.ping();
    expect(answer.ok).toBe(false);
    expect(answer.why).toContain('40001');
  });
});

it('an untrusted address waits a minute only, for that is how long the mend takes', async () => {
  const { stub, client, clock } = world;
  stub.answer('gettoken', { errcode: 60020, errmsg: 'not allow to access from your ip, from ip: 9.9.9.9' });
  expect(await failureOf(client.getAgent())).toMatchObject({ message: expect.stringContaining('from ip: 9.9.9.9') });
  await failureOf(client.getAgent());
  expect(stub.asked('gettoken')).toHaveLength(1);
  clock.pass(minute);
  await failureOf(client.getAgent());
  expect(stub.asked('gettoken')).toHaveLength(2);
});

it('gettoken is tried again when WeCom is busy', async () => {
  const { stub, client } = world;
  stub.answer('gettoken', { errcode: -1 }, { ...ok, access_token: 't', expires_in: 7200 });
  stub.answer('agent/get', agent);
  await expect(client.getAgent()).resolves.toMatchObject({ name: '久伴' });
});

describe('JS-SDK tickets', () => {
  it('are cached apart for 7200 seconds, and fetched by one caller for all', async () => {
    const { stub, client, clock } = world;
    stub.answer('get_jsapi_ticket', { ...ok, ticket: 'corp', expires_in: 7200 });
    stub.answer('ticket/get', { ...ok, ticket: 'agent', expires_in: 7200 });
    await expect(Promise.all([client.getCorpTicket(), client.getCorpTicket()])).resolves.toEqual(['corp', 'corp']);
    await expect(client.getAgentTicket()).resolves.toBe('agent');
    expect(stub.asked('get_jsapi_ticket')).toHaveLength(1);
    expect(stub.asked('get_jsapi_ticket')[0]?.query.has('type')).toBe(false);
    expect(stub.asked('ticket/get')[0]?.query.get('type')).toBe('agent_config');
    clock.pass(7_200_000);
    await client.getCorpTicket();
    expect(stub.asked('get_jsapi_ticket')).toHaveLength(2);
  });
});
