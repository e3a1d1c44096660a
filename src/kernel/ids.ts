import { randomBytes } from 'node:crypto';
import type { Instant } from './ports';

/** A new id of 32 hex digits that sorts by time, so that inserts go to the end of the index. */
export function newId(at: Instant): string {
  return Math.trunc(at).toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
}
