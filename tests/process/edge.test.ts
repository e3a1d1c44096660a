import { randomBytes } from 'node:crypto';
import { encryptMessage, sign } from '../sandbox/independent-crypto';
import { apiToken, openStage, pause, type ServerProcess, type Stage, until } from './server';

jest.setTimeout(120_000);

let stage: Stage;
let server: ServerProcess;

beforeAll(async () => {
  stage = await openStage({ env: { LOG_LEVEL: 'debug' } });
  server = await stage.start();
  await until('contacts are in step', () => stage.count('follow_relations') >= 8);
}, 120_000);

afterAll(() => stage.close());

function signed(encrypted: string, token = stage.sandbox.credentials.token): URLSearchParams {
  const [timestamp, nonce] = ['1804637100', 'n1'];
  return new URLSearchParams({ msg_signature: sign(token, timestamp, nonce, encrypted), timestamp, nonce });
}

function envelope(encrypted: string): string {
  return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
}

function encrypted(xml: string, receiver = stage.sandbox.credentials.corpId): string {
  return encryptMessage(stage.sandbox.credentials.encodingAesKey, xml, receiver);
}

describe('what is not a callback of WeCom', () => {
  const event = '<xml><MsgType>event</MsgType><Event>enter_agent</Event></xml>';
  const cases: [name: string, status: number, send: () => Promise<number>][] = [
    ['a body of 2 MiB', 413, () => stage.postRaw('x'.repeat(2 << 20))],
    ['a body of 2 MiB within good XML', 413, () => stage.postRaw(envelope('A'.repeat(2 << 20)), signed('A'))],
    [
      'a JSON envelope',
      400,
      () => stage.postRaw(JSON.stringify({ encrypt: encrypted(event) }), signed(encrypted(event))),
    ],
    ['no body', 400, () => stage.postRaw('')],
    ['XML cut short', 400, () => stage.postRaw(envelope(encrypted(event)).slice(0, 60), signed('A'))],
    [
      'XML with a document type',
      400,
      () => stage.postRaw(`<!DOCTYPE xml [<!ENTITY a "b">]>${envelope('&a;')}`, signed('b')),
    ],
    ['no signature', 403, () => stage.postRaw(envelope(encrypted(event)))],
    ['a wrong signature', 403, () => stage.postRaw(envelope(encrypted(event)), signed(encrypted(event), 'OtherToken'))],
    [
      'another corp',
      403,
      () => {
        const foreign = encrypted(event, 'wwForeignCorp');
        return stage.postRaw(envelope(foreign), signed(foreign));
      },
    ],
    [
      'another key',
      403,
      () => {
        const other = encryptMessage('Z'.repeat(43), event, stage.sandbox.credentials.corpId);
        return stage.postRaw(envelope(other), signed(other));
      },
    ],
    [
      'bytes in a signed envelope',
      403,
      () => {
        const noise = randomBytes(96).toString('base64');
        return stage.postRaw(envelope(noise), signed(noise));
      },
    ],
  ];

  test.each(cases)('%s gets a %d, one line in the log and no row', async (_name, status, send) => {
    const before = { lines: server.log.length, rows: stage.count('callback_events') };
    expect(await send()).toBe(status);
    const refusals = () => server.log.slice(before.lines).filter(({ msg }) => msg === 'callback refused');
    await until('the line is written', () => refusals().length > 0);
    await pause(100);
    const told = refusals();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ status, level: 40 });
    expect(stage.count('callback_events')).toBe(before.rows);
  });

  test('random bytes, a hundred times, get a 4xx, a line each and no row', async () => {
    const before = { lines: server.log.length, rows: stage.count('callback_events') };
    for (let n = 0; n < 100; n += 1) {
      const status = await stage.postRaw(new Uint8Array(randomBytes(1 + Math.floor(Math.random() * 4_096))));
      expect([400, 403]).toContain(status);
    }
    const refusals = () => server.log.slice(before.lines).filter(({ msg }) => msg === 'callback refused').length;
    await until('the lines are written', () => refusals() >= 100);
    expect(refusals()).toBe(100);
    expect(stage.count('callback_events')).toBe(before.rows);
    expect(server.isRunning).toBe(true);
    expect(await server.status('/healthz')).toBe(200);
  });
});

test('logs hold no phone number, no words of people, no token and no secret', async () => {
  const secretWords = ['喜欢绿茶怕吵', '漏水三天了', '请立即停止', '13911112222', '周小满', '净水器很好用'];
  const { platform, faults } = stage.sandbox;
  platform.repEditsMobiles('rep.lin', 'wmJiubanSample0001', ['13911112222']);
  for (const line of [
    '周小满 备注 喜欢绿茶怕吵',
    '周小满 投诉 漏水三天了',
    '周小满 退订 请立即停止',
    '周小满 生日 13911112222',
  ]) {
    platform.repWritesToApp('rep.lin', line);
  }
  await stage.api('POST', '/orders', {
    orderNo: 'P-1',
    mobile: '13911112222',
    paidAt: '2027-03-09T12:00:00+08:00',
    items: [{ sku: 'F-1', name: '净水器很好用', quantity: 1, unitPriceCents: 100 }],
    totalCents: 100,
    status: 'paid',
  });
  await fetch(`${server.url}/api/v1/orders`, {
    method: 'POST',
    headers: { authorization: 'Bearer wrong-token-of-somebody', 'content-type': 'application/json' },
    body: '{"mobile":"13911112222"',
  });
  await until('the reps were answered', () => platform.messagesTo('rep.lin').length >= 4);
  // Failures speak most.
  faults.set('*', { errcode: 40058 });
  platform.repWritesToApp('rep.lin', '周小满 备注 喜欢绿茶怕吵');
  const { welcomeCode } = platform.customerAddsRep({ repUserId: 'rep.gao', customerName: '周小满' });
  await until('they were served', () => stage.count('callback_events', "state = 'received' and attempts = 0") === 0);
  faults.clear();
  faults.down = 'refuse';
  platform.repWritesToApp('rep.gao', '周小满 备注 喜欢绿茶怕吵');
  await fetch(`${server.url}/readyz`);
  await until('the failures are told', () => server.log.some(({ level }) => level >= 40));
  await server.signal('SIGTERM');

  const output = server.stdout + server.stderr;
  const { token, secret, encodingAesKey } = stage.sandbox.credentials;
  const accessTokens = [
    ...(JSON.parse(stage.sandbox.snapshot()) as { tokens: { $map: [string, unknown][] } }).tokens.$map,
  ];
  const kept = [...secretWords, token, secret, encodingAesKey, apiToken, 'wrong-token-of-somebody', welcomeCode ?? ''];
  expect(
    [...kept, ...accessTokens.map(([one]) => one)].filter((words) => words !== '' && output.includes(words)),
  ).toEqual([]);
  expect(output).not.toMatch(/\b1[3-9]\d{9}\b/);
});
