import type { Stage } from './stage';
import { hour, openStage } from './stage';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const raw = async (path: string, init?: RequestInit) => {
  const answer = await fetch(`${stage.url}/cgi-bin/${path}`, init);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe('a token', () => {
  const { corpId, secret } = { corpId: 'ww5a6d62787368613031', secret: 'sandbox-secret-opens-nothing-elsewhere' };

  it('is refused for a wrong secret, a foreign corp, a missing parameter', async () => {
    expect((await raw(`gettoken?corpid=${corpId}&corpsecret=wrong`)).body.errcode).toBe(40001);
    expect((await raw(`gettoken?corpid=wwother&corpsecret=${secret}`)).body.errcode).toBe(40013);
    expect((await raw(`gettoken?corpsecret=${secret}`)).body.errcode).toBe(41002);
    expect((await raw(`gettoken?corpid=${corpId}`)).body.errcode).toBe(41004);
  });

  it('must be there, be known, and be younger than two hours', async () => {
    expect((await raw('get_api_domain_ip')).body.errcode).toBe(41001);
    expect((await raw('get_api_domain_ip?access_token=made-up')).body.errcode).toBe(40014);
    const token = await stage.token();
    stage.clock.pass(2 * hour - 1);
    expect((await raw(`get_api_domain_ip?access_token=${token}`)).body.errcode).toBe(0);
    stage.clock.pass(1);
    const { status, body } = await raw(`get_api_domain_ip?access_token=${token}`);
    expect([status, body.errcode]).toEqual([200, 42001]);
    expect(String(body.errmsg)).toMatch(/hint: \[.+\], from ip: .+, more info at .+e=42001/);
  });

  it('stays the same while valid, and overlaps with the next near its end', async () => {
    const first = await stage.token();
    expect(await stage.token()).toBe(first);
    stage.clock.pass(2 * hour - 300_000);
    const second = await stage.token();
    expect(second).not.toBe(first);
    expect((await raw(`get_api_domain_ip?access_token=${first}`)).body.errcode).toBe(0);
  });

  it('can be expired and revoked early', async () => {
    const token = await stage.token();
    stage.sandbox.platform.expireTokens();
    expect((await raw(`get_api_domain_ip?access_token=${token}`)).body.errcode).toBe(42001);
    stage.sandbox.platform.revokeTokens();
    expect((await raw(`get_api_domain_ip?access_token=${token}`)).body.errcode).toBe(40014);
  });
});

describe('the platform reads requests as WeCom does', () => {
  it('names an unknown API, and a wrong verb', async () => {
    expect((await stage.get('externalcontact/nonsense')).errcode).toBe(40066);
    expect((await stage.get('message/send')).errcode).toBe(40058);
    expect((await stage.get('constructor')).errcode).toBe(40066);
  });

  it('takes broken JSON for an empty object and warns', async () => {
    const answer = await stage.post('externalcontact/get_corp_tag_list', '{"tag_id": [');
    expect(answer.errcode).toBe(0);
    expect(answer.errmsg).toContain('Warning: wrong json format.');
  });

  it('refuses \\uXXXX escapes, but not a backslash before a u', async () => {
    const sending = (text: string) =>
      `{"touser":"rep.lin","agentid":1000002,"msgtype":"text","text":{"content":"${text}"}}`;
    expect((await stage.post('message/send', sending('\\u4f60'))).errcode).toBe(40033);
    expect((await stage.post('message/send', sending('C:\\\\u1234'))).errcode).toBe(0);
  });
});

describe('a fault on demand', () => {
  it('refuses so many calls with an errcode and applies nothing', async () => {
    stage.sandbox.faults.set('message/send', { errcode: -1, times: 2 });
    const body = { touser: 'rep.lin', agentid: 1000002, msgtype: 'text', text: { content: '早' } };
    expect((await stage.post('message/send', body)).errcode).toBe(-1);
    expect((await stage.post('message/send', body)).errcode).toBe(-1);
    expect(stage.sandbox.platform.messagesTo('rep.lin')).toEqual([]);
    expect((await stage.post('message/send', body)).errcode).toBe(0);
    expect(stage.sandbox.calls('message/send')).toBe(3);
  });

  it('cuts the answer off after or before applying', async () => {
    const body = { touser: 'rep.lin', agentid: 1000002, msgtype: 'text', text: { content: '早' } };
    stage.sandbox.faults.set('message/send', { dropAnswer: 'before', times: 1 });
    await expect(stage.post('message/send', body)).rejects.toThrow();
    expect(stage.sandbox.platform.messagesTo('rep.lin')).toHaveLength(0);
    stage.sandbox.faults.set('message/send', { dropAnswer: 'after', times: 1 });
    await expect(stage.post('message/send', body)).rejects.toThrow();
    expect(stage.sandbox.platform.messagesTo('rep.lin')).toHaveLength(1);
  });

  it('answers HTTP 500, waits, and skips the first calls', async () => {
    stage.sandbox.faults.set('agent/get', { httpStatus: 500, afterCalls: 1, times: 1 });
    expect((await stage.get('agent/get', { agentid: '1000002' })).errcode).toBe(0);
    await expect(stage.get('agent/get', { agentid: '1000002' })).rejects.toThrow('HTTP 500');
    stage.sandbox.faults.set('agent/get', { delayMs: 80, times: 1 });
    const from = performance.now();
    expect((await stage.get('agent/get', { agentid: '1000002' })).errcode).toBe(0);
    expect(performance.now() - from).toBeGreaterThanOrEqual(75);
  });

  it('takes the whole platform down and lets it up again', async () => {
    const token = await stage.token();
    stage.sandbox.faults.down = 'refuse';
    await expect(fetch(`${stage.url}/cgi-bin/getcallbackip?access_token=${token}`)).rejects.toThrow();
    stage.sandbox.faults.down = 'hang';
    const hanging = fetch(`${stage.url}/cgi-bin/getcallbackip`, { signal: AbortSignal.timeout(100) });
    await expect(hanging).rejects.toThrow();
    stage.sandbox.faults.clear();
    expect((await stage.get('getcallbackip')).errcode).toBe(0);
  });

  it('refuses with 45009 from a number of calls on', async () => {
    stage.sandbox.faults.quota.set('getcallbackip', 2);
    const codes = [
      await stage.get('getcallbackip'),
      await stage.get('getcallbackip'),
      await stage.get('getcallbackip'),
    ];
    expect(codes.map(({ errcode }) => errcode)).toEqual([0, 0, 45009]);
  });
});

describe('the platform’s own quota', () => {
  it('blocks one API for a minute once a sliding minute is over its number', async () => {
    await stage.close();
    stage = await openStage({ callsPerMinute: 3 });
    const codes: number[] = [];
    for (let call = 0; call < 5; call += 1) codes.push((await stage.get('getcallbackip')).errcode);
    expect(codes).toEqual([0, 0, 0, 45009, 45009]);
    expect((await stage.get('agent/get', { agentid: '1000002' })).errcode).toBe(0);
    stage.clock.pass(59_999);
    expect((await stage.get('getcallbackip')).errcode).toBe(45009);
    stage.clock.pass(1);
    expect((await stage.get('getcallbackip')).errcode).toBe(0);
  });

  it('refuses two writes on one pair at once', async () => {
    const { tag_group } = await stage.post('externalcontact/get_corp_tag_list', {});
    const [group] = tag_group as { tag: { id: string }[] }[];
    const body = { userid: 'rep.lin', external_userid: 'wmJiubanSample0001', add_tag: [group?.tag[0]?.id] };
    stage.sandbox.faults.set('externalcontact/mark_tag', { delayMs: 50 });
    const both = await Promise.all([
      stage.post('externalcontact/mark_tag', body),
      stage.post('externalcontact/mark_tag', body),
    ]);
    expect(both.map(({ errcode }) => errcode).sort()).toEqual([0, 45035]);
  });
});
