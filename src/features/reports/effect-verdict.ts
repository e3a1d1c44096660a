import { areTooFew, compareGroups } from './compare-groups';
import type { Followed } from './figures';
import { effectWords } from './overview-texts';

export type Verdict = 'off' | 'waiting' | 'too_few' | 'unclear' | 'better' | 'worse';

export interface Judged {
  verdict: Verdict;
  /** In percentage points; null: there is nothing to compare, or too little. */
  points: { difference: number; low: number; high: number } | null;
  /** What may be said of it, and how sure it is. */
  words: string;
  detail: string;
}

/** What the care was worth, said only as surely as the figures bear. */
export function judgeEffect({ cared, alone }: { cared: Followed; alone: Followed }, holdoutPercent: number): Judged {
  const nothing = (verdict: Verdict, { words, detail }: { words: string; detail: string }): Judged => ({
    ...{ verdict, words, detail },
    points: null,
  });
  if (holdoutPercent === 0 && alone.customers === 0) return nothing('off', effectWords.off);
  if (cared.customers === 0 || alone.customers === 0) return nothing('waiting', effectWords.waiting);
  const groups = [
    { customers: cared.customers, did: cared.bought },
    { customers: alone.customers, did: alone.bought },
  ] as const;
  if (areTooFew(...groups)) return nothing('too_few', effectWords.tooFew(alone.customers));
  const { difference, low, high } = compareGroups(...groups);
  const points = { difference: inPoints(difference), low: inPoints(low), high: inPoints(high) };
  if (low <= 0 && high >= 0) return { verdict: 'unclear', points, ...effectWords.unclear(points) };
  const more = Math.round(difference * cared.customers);
  return difference > 0
    ? { verdict: 'better', points, ...effectWords.better(points, more) }
    : { verdict: 'worse', points, ...effectWords.worse(points) };
}

function inPoints(share: number): number {
  return Math.round(share * 1_000) / 10;
}
