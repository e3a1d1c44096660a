import { daysBetween } from '../../kernel/calendar';
import type { CivilDay } from '../../kernel/ports';

/** A delivery of something that is used up. */
export interface Refill {
  on: CivilDay;
  quantity: number;
}

/**
 * The customer's own pace: how many days one unit lasts them, as the median over their repurchases.
 * Null until they bought again `afterRepurchases` times. Deliveries of one day are one refill.
 */
export function ownInterval(refills: readonly Refill[], afterRepurchases: number): number | null {
  const byDay = new Map<CivilDay, number>();
  for (const { on, quantity } of refills) byDay.set(on, (byDay.get(on) ?? 0) + quantity);
  const days = [...byDay.keys()].sort();
  const paces = days.slice(1).map((day, index) => {
    const before = days[index]!; // one fewer paces than days
    return daysBetween(before, day) / Math.max(1, byDay.get(before)!);
  });
  return paces.length >= Math.max(1, afterRepurchases) ? Math.round(median(paces)) : null;
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  // never empty: the caller has at least one
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
