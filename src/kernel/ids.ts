import { randomUUID } from 'node:crypto';
import type { Instant } from './ports';

let made = 0;

/**
 * A new id of 32 hex digits that sorts by time, so that inserts go to the end of the index, and within a millisecond
 * by the order in which this process made them: what happened at once is told in its order.
 */
export function newId(at: Instant): string {
  made = (made + 1) % 0x1000000;
  // Node keeps a store of random bytes for randomUUID; randomBytes asks the system each time, which a plan would feel.
  // The first 8 and the last 12 digits of a UUID are all random.
  const uuid = randomUUID();
  return hex(Math.trunc(at), 12) + hex(made, 6) + uuid.slice(0, 2) + uuid.slice(-12);
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
