import type { EntityManager } from 'typeorm';

/** What an event changes; runs in the transaction that also marks the event's inbox row done. */
export type Apply = (manager: EntityManager) => Promise<void>;

/** WeCom's event times have whole seconds: an event of the same second may be older or newer than `at`. */
export function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}
