import { isDeepStrictEqual } from 'node:util';

/** Whether two values are the same once they are stored, whatever the order of their fields. */
export function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(stored(one), stored(other));
}

function stored(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
