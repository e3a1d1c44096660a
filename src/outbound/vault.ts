import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Vault } from '../kernel/ports';

const ivBytes = 12;
const tagBytes = 16;
const ivsDrawn = 256;

/** AES-256-GCM; sealed form: `<key id>.<base64url of iv, tag, ciphertext>`. */
export class AesVault implements Vault {
  private readonly sealKey: Buffer;
  private readonly findKey: Buffer;
  private readonly keyId: string;
  private ivs = Buffer.alloc(0);
  private ivsUsed = ivsDrawn;

  /** @param key 32 bytes; sealing and finding each get a key derived from it */
  constructor(key: Buffer) {
    if (key.length !== 32) throw new Error(`a data key has 32 bytes, this one ${key.length}`);
    this.sealKey = Buffer.from(hkdfSync('sha256', key, '', 'jiuban seal', 32));
    this.findKey = Buffer.from(hkdfSync('sha256', key, '', 'jiuban find', 32));
    this.keyId = createHmac('sha256', this.findKey).update('key id').digest('hex').slice(0, 8);
  }

  seal(plain: string): string {
    const iv = this.nextIv();
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, iv);
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `${this.keyId}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** Random bytes are drawn for many seals at a time: one draw costs as much as sealing a short text. */
  private nextIv(): Buffer {
    if (this.ivsUsed === ivsDrawn) {
      this.ivs = randomBytes(ivBytes * ivsDrawn);
      this.ivsUsed = 0;
    }
    this.ivsUsed += 1;
    return this.ivs.subarray((this.ivsUsed - 1) * ivBytes, this.ivsUsed * ivBytes);
  }

  open(sealed: string): string {
    const dot = sealed.indexOf('.');
    if (sealed.slice(0, dot) !== this.keyId) {
      throw new Error(
        `sealed with key ${sealed.slice(0, dot)}, but DATA_KEY is key ${this.keyId}: set the key it was sealed with`,
      );
    }
    const bytes = Buffer.from(sealed.slice(dot + 1), 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.sealKey, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
  }

  fingerprint(plain: string): string {
    return createHmac('sha256', this.findKey).update(plain).digest('hex');
  }
}
