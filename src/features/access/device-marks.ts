import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A mark that a browser keeps after a member signed in there. It opens nothing; tries to sign in that carry it are
 * counted apart, so that nobody else's wrong tries lock its owner out (OWASP's device cookies).
 */
export class DeviceMarks {
  constructor(private readonly options: { markKey: Buffer }) {}

  make(memberId: string): string {
    const id = randomBytes(12).toString('base64url');
    return `${id}.${this.seal(id, memberId).toString('base64url')}`;
  }

  /** The device's id; null: no mark of ours for this member. */
  read(mark: string, memberId: string): string | null {
    const [id = '', signature = ''] = mark.split('.');
    const given = Buffer.from(signature, 'base64url');
    const right = this.seal(id, memberId);
    return given.length === right.length && timingSafeEqual(given, right) ? id : null;
  }

  private seal(id: string, memberId: string): Buffer {
    return createHmac('sha256', this.options.markKey).update(`${id}\n${memberId}`).digest();
  }
}
