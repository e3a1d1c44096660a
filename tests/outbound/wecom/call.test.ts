import { WecomError } from '../../../src/kernel/errors';
import { WecomClient } from '../../../src/outbound/wecom/wecom-client';
import { busy, failureOf, ok, startWecomWorld } from './support/wecom-world';
import type { WecomWorld } from './support/wecom-world';

let world: WecomWorld;
beforeEach(async () => {
  world = await startWecomWorld();
});
afterEach(() => world.stub.stop());

const massSend = { repUserId: 'lin', externalUserIds: ['wm1', 'wm2'], text: '节日快乐' };

describe('a read', () => {
  it.each([
    ['a busy system', busy],
    ['a dropped connection', { drop: true }],
    ['HTTP 502', { status: 502, raw: '<html>bad gateway</html>' }],
    ['an answer that is not JSON', { status: 200, raw: '{"errcode":0,"follow' }],
  ])('is tried again after %s', async (_name, trouble) => {
    const { stub, client, slept } = world;
    stub.answer('externalcontact/get_follow_user_list', trouble, trouble, { ...ok, follow_user: ['lin'] });
    await expect(client.listFollowReps()).resolves.toEqual(['lin']);
    expect(slept).toHaveLength(2);
    expect(slept[1]).toBeGreaterThanOrEqual(300);
  });

  it('is given up after 3 tries, with a known outcome', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/get_follow_user_list', { drop: true });
    const error = await failureOf(client.listFollowReps());
    expect(error).toBeInstanceOf(WecomError);
    expect(error).toMatchObject({ errcode: -2, retryable: true, outcomeUnknown: false });
    expect(stub.asked('externalcontact/get_follow_user_list')).toHaveLength(3);
  });

  it('is not tried again when WeCom refuses for good', async () => {
    const { stub, client } = world;
    stub.answer('user/get', { errcode: 60111, errmsg: 'userid not found: zhang 13900000000' });
    const error = await failureOf(client.getRep('zhang'));
    expect(error).toMatchObject({ errcode: 60111, path: '/cgi-bin/user/get', options: { kind: 'permanent' } });
    expect(String(error)).not.toContain('13900000000');
    expect(stub.asked('user/get')).toHaveLength(1);
  });

  it('with a reply of another form names the field', async () => {
    const { stub, client } = world;
    stub.answer('user/get', { ...ok, name: 'no userid' });
    await expect(client.getRep('lin')).rejects.toThrow(/userid/);
  });
});

/** Until the client has seen that its kept connection ended. */
function connectionsToClose(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

describe('creating a mass-send', () => {
  it.each([
    ['a dropped answer', { drop: true }, -2],
    ['HTTP 500', { status: 500, raw: '' }, -2],
    ['a busy system', busy, -1],
    ['an answer cut short', { status: 200, raw: '{"errcode":0,' }, -2],
    ['an answer without the id', { ...ok, fail_list: [] }, -2],
  ])('is never made twice after %s: its outcome is unknown', async (_name, trouble, errcode) => {
    const { stub, client } = world;
    stub.answer('externalcontact/add_msg_template', trouble);
    const error = await failureOf(client.createMassSend(massSend));
    expect(error).toBeInstanceOf(WecomError);
    expect(error).toMatchObject({ errcode, outcomeUnknown: true });
    expect(stub.asked('externalcontact/add_msg_template')).toHaveLength(1);
  });

  it('that WeCom never saw has a known outcome', async () => {
    const { stub, client } = world;
    stub.answer('agent/get', { ...ok, name: 'x' });
    await client.getAgent();
    await stub.stop();
    await connectionsToClose();
    const error = await failureOf(client.createMassSend(massSend));
    expect(error).toMatchObject({ errcode: -2, retryable: true, outcomeUnknown: false });
  });

  it('that was refused has a known outcome', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/add_msg_template', { errcode: 45033 });
    const error = await failureOf(client.createMassSend(massSend));
    expect(error).toMatchObject({ errcode: 45033, retryable: true, outcomeUnknown: false });
    expect(stub.asked('externalcontact/add_msg_template')).toHaveLength(1);
  });
});

it.each([
  [
    'addContactWay',
    'externalcontact/add_contact_way',
    (client: WecomClient) => client.addContactWay({ repUserIds: ['lin'], state: 's' }),
  ],
  ['remindMassSend', 'externalcontact/remind_groupmsg_send', (client: WecomClient) => client.remindMassSend('m')],
  [
    'sendAppMessage without duplicate check',
    'message/send',
    (client: WecomClient) => client.sendAppMessage('lin', { kind: 'text', text: 'hi' }),
  ],
])('%s goes once, whatever happens', async (_name, path, act) => {
  const { stub, client } = world;
  stub.answer(path, { drop: true });
  await expect(act(client)).rejects.toMatchObject({ outcomeUnknown: true });
  expect(stub.asked(path)).toHaveLength(1);
});

it('a deletion whose answer was lost counts as done when the second try finds nothing', async () => {
  const { stub, client } = world;
  stub.answer('externalcontact/del_contact_way', { drop: true }, { errcode: 41044 });
  await expect(client.deleteContactWay('cfg')).resolves.toBeUndefined();
  stub.answer('externalcontact/del_contact_way', { errcode: 41044 });
  await expect(client.deleteContactWay('cfg')).rejects.toMatchObject({ errcode: 41044 });
});

it('a call that hangs is given up after its time', async () => {
  const { stub, client } = world;
  stub.answer('externalcontact/send_welcome_msg', { hang: true });
  const started = Date.now();
  const error = await failureOf(client.sendWelcome('code', { text: '您好' }));
  expect(Date.now() - started).toBeLessThan(4_000);
  expect(error).toMatchObject({ errcode: -2, outcomeUnknown: true, message: expect.stringContaining('time-out') });
  expect(stub.asked('externalcontact/send_welcome_msg')).toHaveLength(1);
});

it('an address that is not WeCom is a matter of configuration', async () => {
  const { stub, client } = world;
  stub.answer('externalcontact/get_follow_user_list', { status: 404, raw: 'not here' });
  await expect(client.listFollowReps()).rejects.toMatchObject({ options: { kind: 'configuration' } });
  expect(stub.asked('externalcontact/get_follow_user_list')).toHaveLength(1);
});

it('a body goes out as raw UTF-8 without control characters or half surrogates', async () => {
  const { stub, client } = world;
  stub.answer('message/send', { ...ok, msgid: 'm' });
  await client.sendAppMessage('lin', { kind: 'text', text: '生日\u0000快\u0007乐\ud83c🎂\n\t\udf82"好"' });
  const [request] = stub.asked('message/send');
  expect(request?.raw).not.toMatch(/\\u/);
  expect(request?.json?.text).toEqual({ content: '生日快乐🎂\n\t"好"' });
  expect(request?.headers['content-type']).toBe('application/json; charset=utf-8');
});

it('a body that WeCom read only in part is told as a bug', async () => {
  const { stub, client, log } = world;
  stub.answer('message/recall', { errcode: 0, errmsg: 'ok. Warning: wrong json format. ' });
  await client.recallAppMessage('m');
  expect(log).toMatchObject([{ level: 'warn', fields: { path: '/cgi-bin/message/recall' } }]);
});

it('no error tells the token or the secret', async () => {
  const { stub, client } = world;
  stub.answer('agent/get', { ...ok, name: 'x' });
  await client.getAgent();
  await stub.stop();
  const error = await failureOf(client.getAgent());
  const told = `${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`;
  expect(told).not.toMatch(/token-1|s3cret/);
});

it('a base address may have a path in front', async () => {
  const { stub } = world;
  stub.on('/under/wecomagent/get', () => ({ json: { ...ok, name: 'x' } }));
  const client = new WecomClient({
    baseUrl: `${stub.url}/under/wecom/`,
    corpId: 'ww1',
    agentId: 1,
    secret: 's',
    clock: world.clock,
  });
  await client.ping();
  expect(stub.requests[0]?.path).toBe('/under/wecomgettoken');
});

describe('what somebody must mend', () => {
  const refused = (errcode: number) => ({ errcode, errmsg: 'refused' });
  const alarms = () => world.log.filter(({ level }) => level === 'error').map(({ fields }) => fields);

  it.each([48002, 60020, 40201, 40204])('raises one alarm an hour for each API: %i', async (errcode) => {
    const { stub, client, clock } = world;
    stub.answer('externalcontact/add_msg_template', refused(errcode));
    stub.answer('user/get', refused(errcode));
    for (let tried = 0; tried < 3; tried += 1) await failureOf(client.createMassSend(massSend));
    await failureOf(client.getRep('lin'));
    const [create, read] = [
      { path: '/cgi-bin/externalcontact/add_msg_template', errcode },
      { path: '/cgi-bin/user/get', errcode },
    ];
    expect(alarms()).toEqual([create, read]);
    clock.pass(3_600_000);
    await failureOf(client.createMassSend(massSend));
    expect(alarms()).toEqual([create, read, create]);
  });

  it.each([60111, 45009, -1])('is not what passes or concerns one member: %i', async (errcode) => {
    world.stub.answer('user/get', refused(errcode));
    await failureOf(world.client.getRep('lin'));
    expect(alarms()).toEqual([]);
  });
});
