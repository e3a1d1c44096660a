import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** WeCom's callback crypto written from the specification alone, to check both sides against. */

const blockBytes = 32;

function keyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (key.length !== 32) throw new Error('EncodingAESKey is not 43 characters');
  return key;
}

/** sha1 over the sorted token, timestamp, nonce and ciphertext. */
export function sign(token: string, timestamp: string | number, nonce: string, encrypted: string): string {
  const sorted = [token, String(timestamp), nonce, encrypted].sort();
  return createHash('sha1').update(sorted.join(''), 'utf8').digest('hex');
}

/**
 * @param random exactly 16 bytes; unset: fresh ones
 * @returns standard Base64
 */
export function encryptMessage(encodingAesKey: string, message: string, receiveId: string, random?: Buffer): string {
  const key = keyOf(encodingAesKey);
  const body = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random ?? randomBytes(16), length, body, Buffer.from(receiveId, 'utf8')]);
  const pad = blockBytes - (plain.length % blockBytes);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString(
    'base64',
  );
}

export interface Decrypted {
  message: string;
  receiveId: string;
  random: Buffer;
  pad: number;
}

/** Throws when anything about the ciphertext is not as it must be. */
export function decryptMessage(encodingAesKey: string, encrypted: string): Decrypted {
  const key = keyOf(encodingAesKey);
  const sealed = Buffer.from(encrypted, 'base64');
  if (sealed.length === 0 || sealed.length % blockBytes !== 0) throw new Error('ciphertext is not whole blocks');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(sealed), decipher.final()]);
  const pad = padded[padded.length - 1] ?? 0;
  const padding = padded.subarray(padded.length - pad);
  if (pad < 1 || pad > blockBytes || !padding.every((byte) => byte === pad)) throw new Error('bad padding');
  const plain = padded.subarray(0, padded.length - pad);
  if (plain.length < 20) throw new Error('too short');
  const end = 20 + plain.readUInt32BE(16);
  if (end > plain.length) throw new Error('message longer than the plaintext');
  return {
    message: plain.subarray(20, end).toString('utf8'),
    receiveId: plain.subarray(end).toString('utf8'),
    random: plain.subarray(0, 16),
    pad,
  };
}
