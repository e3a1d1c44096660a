import { timingSafeEqual } from 'node:crypto';

/** In constant time; an empty secret is never the same as anything. */
export function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return wanted !== '' && one.length === other.length && timingSafeEqual(one, other);
}
