import fc from 'fast-check';
import { encryptMessage } from '../../sandbox/independent-crypto';
import { added, credentials, envelope, signedQuery, Stage, sysEvent, textFrom, vault } from './stage';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
});

afterEach(() => stage.close());

const { encodingAesKey, corpId } = credentials;

function sealed(text = added('wm1')): string {
  return encryptMessage(encodingAesKey, text, corpId);
}

async function expectRefused(status: number): Promise<void> {
  expect(await stage.rows()).toEqual([]);
  expect(stage.log.lines).toEqual([
    { level: 'warn', message: 'callback refused', fields: expect.objectContaining({ status }) },
  ]);
}

describe('the verification of the URL', () => {
  const echo = sealed('7300000000000000001');

  it('is answered with the bare decrypted text', async () => {
    const answer = await stage.get(`${signedQuery(echo)}&echostr=${encodeURIComponent(echo)}`);
    expect(answer).toEqual({ status: 200, body: '7300000000000000001', type: expect.stringContaining('text/plain') });
  });

  it('takes a raw + for what it is', async () => {
    const withPlus = Array.from({ length: 50 }, () => sealed('1')).find((text) => text.includes('+')) ?? echo;
    expect(await stage.get(`${signedQuery(withPlus)}&echostr=${withPlus}`)).toMatchObject({ status: 200, body: '1' });
  });

  it('without echostr is 400', async () => {
    expect(await stage.get(signedQuery(echo))).toMatchObject({ status: 400, body: '' });
    await expectRefused(400);
  });

  it.each([
    ['a wrong signature', `${signedQuery('other')}&echostr=${encodeURIComponent(echo)}`],
    ['no signature', `timestamp=1&nonce=1&echostr=${encodeURIComponent(echo)}`],
    ['two signatures', `${signedQuery(echo)}&${signedQuery(echo)}&echostr=${encodeURIComponent(echo)}`],
    ['a foreign corp id', echoOf(encryptMessage(encodingAesKey, '1', 'ww0'))],
  ])('with %s is 403', async (_what, query) => {
    expect(await stage.get(query)).toMatchObject({ status: 403, body: '' });
    await expectRefused(403);
  });
});

function echoOf(encrypted: string): string {
  return `${signedQuery(encrypted)}&echostr=${encodeURIComponent(encrypted)}`;
}

describe('an event', () => {
  it('is acknowledged with an empty 200 once it is stored, sealed', async () => {
    expect(await stage.deliver(textFrom('007', '张三 备注 喜欢绿茶', '9223372036854775807'))).toMatchObject({
      status: 200,
      body: '',
    });
    const [row] = await stage.rows();
    expect(row).toMatchObject({ kind: 'text', state: 'received', priority: 1, attempts: 0, fault: null });
    expect(row?.sealedXml).not.toContain('绿茶');
    expect(vault.open(row?.sealedXml ?? '')).toContain('喜欢绿茶');
    expect(JSON.stringify(stage.log.lines)).not.toContain('绿茶');
  });

  it('with a welcome code comes first, a card click before the rest', async () => {
    const card = { MsgType: 'event', Event: 'template_card_event', EventKey: 'k', TaskId: 't' };
    await stage.deliver(added('wm1', { WelcomeCode: 'w' }));
    await stage.deliver(sysEvent(card));
    await stage.deliver(added('wm2', { WelcomeCode: '' }));
    expect((await stage.rows()).map((row) => row.priority)).toEqual([0, 1, 2]);
  });

  it.each([1, 2, 16, 17, 30, 31, 32])('with a pad of %i is stored', async (pad) => {
    const bare = Buffer.byteLength(textFrom('007', '', '1')) + 20 + corpId.length;
    const text = 'x'.repeat((((32 - (bare % 32) - pad) % 32) + 32) % 32);
    expect((await stage.deliver(textFrom('007', text, '1'))).status).toBe(200);
    expect(await stage.rows()).toHaveLength(1);
  });

  it('in an envelope of any order and spacing is stored', async () => {
    const encrypted = sealed();
    const body = `<?xml version="1.0"?>\n<xml>\n  <Encrypt>${encrypted}</Encrypt>\n <AgentID>1</AgentID>\n</xml>\n`;
    expect((await stage.post(body, signedQuery(encrypted))).status).toBe(200);
  });

  it('that is unknown is stored and acknowledged', async () => {
    expect((await stage.deliver(sysEvent({ MsgType: 'event', Event: 'brand_new' }))).status).toBe(200);
    expect(await stage.rows()).toMatchObject([{ kind: 'brand_new', state: 'received' }]);
  });

  it.each([
    ['hello'],
    [''],
    ['<xml><A>1</B></xml>'],
    ['<!DOCTYPE xml [<!ENTITY e "boom">]><xml><MsgType>&e;</MsgType></xml>'],
  ])('that decrypts to %j is parked, told and acknowledged', async (text) => {
    expect((await stage.deliver(text)).status).toBe(200);
    const [row] = await stage.rows();
    expect(row).toMatchObject({ kind: 'unparsed', state: 'parked' });
    expect(vault.open(row?.sealedXml ?? '')).toBe(text);
    expect(stage.log.lines).toMatchObject([{ level: 'error', message: 'callback event parked' }]);
  });

  it('longer than a row holds is parked with what fits', async () => {
    expect((await stage.deliver(textFrom('007', '长'.repeat(30_000), '1'))).status).toBe(200);
    const [row] = await stage.rows();
    expect(row).toMatchObject({ kind: 'text', state: 'parked', fault: expect.stringContaining('bytes') });
    expect(row?.sealedXml.length).toBeLessThanOrEqual(65_535);
    expect(vault.open(row?.sealedXml ?? '')).toMatch(/长$/);
  });
});

describe('a repeat', () => {
  it('is one row, though three come at once and each is encrypted anew', async () => {
    const xml = added('wm1', { WelcomeCode: 'w' });
    const answers = await Promise.all([stage.deliver(xml), stage.deliver(xml), stage.deliver(xml)]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect((await stage.deliver(xml)).status).toBe(200);
    expect(await stage.rows()).toHaveLength(1);
  });

  it('is known by its message id, whatever else was written differently', async () => {
    await stage.deliver(textFrom('007', 'a', '9007199254740993'));
    await stage.deliver(textFrom('007', 'a', '9007199254740993').replace('><FromUserName', '>\n<FromUserName'));
    await stage.deliver(textFrom('007', 'a', '9007199254740992'));
    expect(await stage.rows()).toHaveLength(2);
  });

  it('is not what differs in one field in the same second', async () => {
    await Promise.all([
      stage.deliver(added('wm1')),
      stage.deliver(added('wm2')),
      stage.deliver(added('wm1', { State: 's' })),
    ]);
    expect(await stage.rows()).toHaveLength(3);
  });
});

describe('what is refused', () => {
  const encrypted = sealed();

  it.each([
    ['no signature', 403, envelope(encrypted), 'timestamp=1&nonce=2'],
    ['no query', 403, envelope(encrypted), ''],
    ['a wrong signature', 403, envelope(encrypted), signedQuery(sealed())],
    [
      'a signature of another time',
      403,
      envelope(encrypted),
      signedQuery(encrypted).replace('timestamp=1', 'timestamp=2'),
    ],
    ['JSON', 400, JSON.stringify({ encrypt: encrypted }), signedQuery(encrypted)],
    ['text', 400, 'hello', signedQuery(encrypted)],
    ['nothing', 400, '', signedQuery(encrypted)],
    ['no Encrypt', 400, '<xml><A>1</A></xml>', signedQuery(encrypted)],
    ['an empty Encrypt', 400, '<xml><Encrypt></Encrypt></xml>', signedQuery('')],
    ['two Encrypts', 400, `<xml><Encrypt>${encrypted}</Encrypt><Encrypt>a</Encrypt></xml>`, signedQuery(encrypted)],
    ['a broken-off envelope', 400, envelope(encrypted).slice(0, -9), signedQuery(encrypted)],
    ['a document type', 400, `<!DOCTYPE xml>${envelope(encrypted)}`, signedQuery(encrypted)],
    [
      'entities',
      400,
      `<!DOCTYPE x [<!ENTITY e "${encrypted}">]><xml><Encrypt>&e;</Encrypt></xml>`,
      signedQuery(encrypted),
    ],
    ['a character reference', 400, envelope(encrypted).replace('1000002', '&#49;'), signedQuery(encrypted)],
    ['2 MiB', 413, 'x'.repeat(2 * 1024 * 1024), signedQuery(encrypted)],
  ])('%s is %i', async (_what, status, body, query) => {
    expect(await stage.post(body, query)).toMatchObject({ status, body: '' });
    await expectRefused(status);
  });

  it.each([
    ['a foreign corp id', encryptMessage(encodingAesKey, added('wm1'), 'ww0')],
    ['another key', encryptMessage('kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR', added('wm1'), corpId)],
    ['a truncated ciphertext', encrypted.slice(0, -40)],
    ['no base64', '<![CDATA[*]]>'],
  ])('%s, well signed, is 403', async (_what, ciphertext) => {
    const inner = ciphertext.startsWith('<') ? '*' : ciphertext;
    expect((await stage.post(envelope(inner), signedQuery(inner))).status).toBe(403);
    await expectRefused(403);
  });

  it('2 MiB without a length are 413', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const body = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 32; sent += 1) controller.enqueue(chunk);
        controller.close();
      },
    });
    const answer = await fetch(`${stage.url}?${signedQuery('x')}`, {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit);
    expect(answer.status).toBe(413);
    await expectRefused(413);
  });

  it('another method is 405', async () => {
    expect((await fetch(stage.url, { method: 'PUT', body: 'x' })).status).toBe(405);
  });

  it('any bytes are 4xx and no row', async () => {
    const query = fc.constantFrom('', signedQuery(''), 'msg_signature=%zz&timestamp=&nonce=', 'echostr=x&echostr=y');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.string().map((text) => new TextEncoder().encode(envelope(text))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, query, async (body, search) => {
        const { status } = await stage.post(new Uint8Array(body), search);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 60 },
    );
    expect(await stage.rows()).toEqual([]);
  });
});

it('what cannot be stored is a 5xx, so that WeCom sends it again', async () => {
  await stage.dataSource.query('alter table callback_events rename to away');
  expect(await stage.deliver(added('wm1'))).toMatchObject({ status: 503, body: '' });
  await stage.dataSource.query('alter table away rename to callback_events');
  expect((await stage.deliver(added('wm1'))).status).toBe(200);
  expect(await stage.rows()).toHaveLength(1);
});
