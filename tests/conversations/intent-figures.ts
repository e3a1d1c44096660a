import { intents } from '../../src/features/replies/intents';
import type { Case } from './cases';
import { type Counts, f1, noCounts, precision, recall } from './figures';

export type IntentCounts = Record<(typeof intents)[number], Counts>;

export function noIntentCounts(): IntentCounts {
  return Object.fromEntries(intents.map((intent) => [intent, noCounts()])) as IntentCounts; // one entry an intent
}

/** Whoever says one of the right intents first is right, and it counts for that intent. */
export function countIntent(
  counts: IntentCounts,
  { intents: right, orIntents = [] }: Case,
  said: keyof IntentCounts,
): boolean {
  const [first] = right as (keyof IntentCounts)[]; // cases name no other
  if ([first, ...orIntents].includes(said)) {
    counts[said].right += 1;
    return true;
  }
  counts[said].wrong += 1;
  counts[first!].missed += 1; // every case has one
  return false;
}

export function macroF1(counts: IntentCounts): number {
  return intents.reduce((sum, intent) => sum + f1(counts[intent]), 0) / intents.length;
}

/** A line a class: F1, precision, recall. */
export function tableOf(counts: Record<string, Counts>): string[] {
  const percent = (share: number) => share.toFixed(3).padStart(7);
  return Object.entries(counts).map(
    ([name, each]) =>
      `${name.padEnd(18)} F1${percent(f1(each))}  precision${percent(precision(each))}  recall${percent(recall(each))}  of ${each.right + each.missed}`,
  );
}
