import { createDecipheriv, timingSafeEqual } from 'node:crypto';
import { getSignature } from '@wecom/crypto';

export interface CallbackCredentials {
  corpId: string;
  /** ≤32 characters, of the app's 接收消息 settings. */
  token: string;
  /** 43 characters, of the same page. */
  encodingAesKey: string;
}

/** What WeCom puts into the query of each call. */
export interface SignedQuery {
  signature: string;
  timestamp: string;
  nonce: string;
}

export type Opened = { ok: true; text: string } | { ok: false; why: string };

const blockBytes = 32;
const headBytes = 20;

/**
 * Tells whether a callback is WeCom's and meant for us (wecom-core §2.3, §2.4). `decrypt` of @wecom/crypto takes any
 * bytes for a message, so opening is done here with every check that the format allows.
 */
export class CallbackCrypto {
  private readonly key: Buffer;

  constructor(private readonly credentials: CallbackCredentials) {
    this.key = Buffer.from(`${credentials.encodingAesKey}=`, 'base64');
    if (credentials.encodingAesKey.length !== 43 || this.key.length !== 32) {
      throw new Error(`an EncodingAESKey has 43 characters, this one ${credentials.encodingAesKey.length}`);
    }
  }

  /** Compares in constant time. */
  isSigned(query: SignedQuery, encrypted: string): boolean {
    const expected = Buffer.from(getSignature(this.credentials.token, query.timestamp, query.nonce, encrypted));
    const given = Buffer.from(query.signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  open(encrypted: string): Opened {
    const ciphertext = Buffer.from(encrypted, 'base64');
    if (ciphertext.length !== base64Bytes(encrypted)) return { ok: false, why: 'not base64' };
    if (ciphertext.length === 0 || ciphertext.length % blockBytes !== 0) return { ok: false, why: 'length' };
    const padded = this.decrypt(ciphertext);
    const padBytes = padded[padded.length - 1] ?? 0;
    if (padBytes < 1 || padBytes > blockBytes) return { ok: false, why: 'padding' };
    for (let at = padded.length - padBytes; at < padded.length; at += 1) {
      if (padded[at] !== padBytes) return { ok: false, why: 'padding' };
    }
    return this.cut(padded.subarray(0, -padBytes));
  }

  private decrypt(ciphertext: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-cbc', this.key, this.key.subarray(0, 16));
    // PKCS#7 here has blocks of 32 bytes; OpenSSL refuses pads above 16.
    decipher.setAutoPadding(false);
    const padded = decipher.update(ciphertext);
    decipher.final();
    return padded;
  }

  /** 16 random bytes, the message's length, the message, the receiver. */
  private cut(plain: Buffer): Opened {
    if (plain.length < headBytes) return { ok: false, why: 'too short' };
    const end = headBytes + plain.readUInt32BE(16);
    if (end > plain.length) return { ok: false, why: 'message length' };
    if (plain.toString('utf8', end) !== this.credentials.corpId) return { ok: false, why: 'foreign corp id' };
    return { ok: true, text: plain.toString('utf8', headBytes, end) };
  }
}

/** Bytes that a text means if all of it is base64; Node leaves out, without a word, what is not. */
function base64Bytes(text: string): number {
  const filling = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (text.length / 4) * 3 - filling;
}
