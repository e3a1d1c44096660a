import type { Settled } from './errands';

/** What was chosen, else the only one there is. What was chosen and is gone is never exchanged for another. */
export function chosenOf<K extends 'externalUserId' | 'sku', T extends Record<K, string>>(
  found: readonly T[],
  key: K,
  settled: Settled,
): T | 'gone' | undefined {
  if (settled[key] !== undefined) return found.find((each) => each[key] === settled[key]) ?? 'gone';
  return found.length === 1 ? found[0] : undefined;
}
