import { randomUUID } from 'node:crypto';
import type { Instant } from './ports';

/** A new id of 32 hex digits that sorts by time, so that inserts go to the end of the index. */
export function newId(at: Instant): string {
  // Node keeps a store of random bytes for randomUUID; randomBytes asks the system each time, which a plan would feel.
  const random = randomUUID().replaceAll('-', '').slice(0, 20);
  return Math.trunc(at).toString(16).padStart(12, '0') + random;
}
