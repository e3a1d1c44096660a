import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { CallbackCrypto } from '../../../src/inbound/callback/crypto';
import { cutEnvelope } from '../../../src/inbound/callback/envelope';
import { encryptMessage } from '../../sandbox/independent-crypto';
import { credentials } from './stage';

const official = new CallbackCrypto(credentials);

const message = {
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
  encrypted:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
};

describe('the official vectors', () => {
  it('A: the verification of a URL is opened', () => {
    const echo = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
    const query = {
      signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
      timestamp: '1409659589',
      nonce: '263014780',
    };
    expect(official.isSigned(query, echo)).toBe(true);
    expect(official.open(echo)).toEqual({ ok: true, text: '1616140317555161061' });
  });

  it('B: a message with a pad of 30 is opened', () => {
    expect(official.isSigned(message, message.encrypted)).toBe(true);
    const opened = official.open(message.encrypted);
    expect(opened).toEqual({ ok: true, text: expect.stringContaining('<MsgId>4561255354251345929</MsgId>') });
    expect(opened.ok && Buffer.byteLength(opened.text)).toBe(284);
  });

  it('C: the JSON variant is authentic but its envelope is refused', () => {
    const encrypted =
      'CZWs4CWRpI4VolQlvn4dlEC1alN2MUEY2VklGehgBVLBrlVF7SyT+SV+Toj43l4ayJ9UMGKphktKKmP7B2j/P1ey67XB8PBgS7Wr5/8+w/yWriZv3Vmoo/MH3/1HsIWZrPQ3N2mJrelStIfI2Y8kLKXA7EhfZgZX4o+ffdkZDM76SEl79Ib9mw7TGjZ9Aw/x/A2VjNbV1E8BtEbRxYYcQippYNw7hr8sFfa3nW1xLdxokt8QkRX83vK3DFP2F6TQFPL2Tu98UwhcUpPvdJBuu1/yiOQIScppV3eOuLWEsko=';
    const query = { ...message, signature: '0623cbc5a8cbee5bcc137c70de99575366fc2af3' };
    expect(official.isSigned(query, encrypted)).toBe(true);
    expect(official.open(encrypted)).toEqual({ ok: true, text: expect.stringContaining('4561255354251345929') });
    expect(cutEnvelope(JSON.stringify({ tousername: credentials.corpId, encrypt: encrypted }))).toMatchObject({
      ok: false,
    });
  });

  it("D: another corp's verification is opened with its own key", () => {
    const other = new CallbackCrypto({
      token: '123456',
      encodingAesKey: 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR',
      corpId: 'wx49f0ab532d5d035a',
    });
    const echo = '4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOchLF6p+Q==';
    const query = {
      signature: 'dd6b9c95b495b3f7e2901bfbc76c664930ffdb96',
      timestamp: '1411443780',
      nonce: '437374425',
    };
    expect(other.isSigned(query, echo)).toBe(true);
    expect(other.open(echo)).toEqual({ ok: true, text: '5927782489442352469' });
  });

  it('E: what another implementation encrypts byte for byte is opened', () => {
    const text =
      '<xml><ToUserName><![CDATA[sales01]]></ToUserName><FromUserName><![CDATA[wx5823bf96d3bd56c7]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[update_button]]></MsgType><Button><ReplaceName><![CDATA[已处理]]></ReplaceName></Button></xml>';
    const encrypted =
      'sKqRbbiSUnDhFHOvPjtUMc5nJxPdnQvaVfj2VLY1pFhdVjcnS4hY1Jw+gkEcGFTyhkkJTGIUc9uj+iHzhKJSOKU8VGV40+1edtyiMTSXfi4taOhp9V8ApxZMW0JHx762x69zxGscLfDyUL0UBrYPrnPOsAZQTSEdw/YC3lxA5Z7vLIG3kyiwo7K//ICZT5KUkueV8edKe2FK1H+Ye8Cp4JFwtjyhzKikjGHVFXdr8LlL6Dd/ae/POCCS8CKcw5tLYBczwbkiNPueQ85kYlWgrP4MlRJLcF+ZJG+yxRdQ0XMONqsqXMM1ZDVY3Sx3quvAxVGydN7qYKRfflm6E32K3SKizhzaua0qxlJ0dm3s2HAWEhyfCEXup+cAr7kNoMdSARygR2vfYvCjgpnVBAavxjIZR4AegLDplp9sa1x+7vE=';
    const random = Buffer.from('0123456789abcdef');
    expect(encryptMessage(credentials.encodingAesKey, text, credentials.corpId, random)).toBe(encrypted);
    const query = {
      signature: '5e01daaa8a0e9351aa6c4dbfc7baec86ce88d752',
      timestamp: '1700000000',
      nonce: 'nonce123',
    };
    expect(official.isSigned(query, encrypted)).toBe(true);
    expect(official.open(encrypted)).toEqual({ ok: true, text });
  });
});

describe('opening', () => {
  it('takes every pad from 1 to 32', () => {
    for (let length = 0; length < 32; length += 1) {
      const text = 'x'.repeat(length);
      const opened = official.open(encryptMessage(credentials.encodingAesKey, text, credentials.corpId));
      expect(opened).toEqual({ ok: true, text });
    }
  });

  it('refuses a foreign corp id, another key, and an empty receiver', () => {
    const { encodingAesKey, corpId } = credentials;
    expect(official.open(encryptMessage(encodingAesKey, 'm', 'ww0000'))).toMatchObject({ why: 'foreign corp id' });
    expect(official.open(encryptMessage(encodingAesKey, 'm', ''))).toMatchObject({ why: 'foreign corp id' });
    const otherKey = 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR';
    expect(official.open(encryptMessage(otherKey, 'm'.repeat(100), corpId)).ok).toBe(false);
  });

  it.each([
    ['bytes of the pad that differ', (plain: Buffer) => plain.fill(7, plain.length - 5, plain.length - 4)],
    ['a pad of 0', (plain: Buffer) => plain.fill(0, plain.length - 1)],
    ['a pad of 33', (plain: Buffer) => plain.fill(33, plain.length - 33)],
    ['a message longer than the text', (plain: Buffer) => plain.fill(0xff, 16, 20)],
  ])('refuses %s', (_what, spoil) => {
    expect(official.open(encryptRaw(spoil(wellFormed()))).ok).toBe(false);
  });

  it('opens the same text unspoilt', () => {
    expect(official.open(encryptRaw(wellFormed()))).toEqual({ ok: true, text: 'message' });
  });

  it('refuses any other bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, whole) => {
        const cut = whole ? bytes.subarray(0, bytes.length - (bytes.length % 32)) : bytes;
        expect(official.open(Buffer.from(cut).toString('base64')).ok).toBe(false);
        expect(official.open(Buffer.from(cut).toString('latin1')).ok).toBe(false);
      }),
    );
  });
});

it('a signature that differs in one digit, in length or in case is refused', () => {
  const { signature, encrypted } = message;
  for (const wrong of [`5${signature.slice(1)}`, signature.slice(1), signature.toUpperCase(), '', `${signature}0`]) {
    expect(official.isSigned({ ...message, signature: wrong }, encrypted)).toBe(false);
  }
});

it('a key of the wrong length is refused at start', () => {
  expect(() => new CallbackCrypto({ ...credentials, encodingAesKey: 'short' })).toThrow('43 characters');
});

/** 45 bytes and a pad of 19. */
function wellFormed(): Buffer {
  const body = Buffer.from('message');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([Buffer.alloc(16, 1), length, body, Buffer.from(credentials.corpId)]);
  const pad = 32 - (plain.length % 32);
  return Buffer.concat([plain, Buffer.alloc(pad, pad)]);
}

function encryptRaw(padded: Buffer): string {
  const key = Buffer.from(`${credentials.encodingAesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}
