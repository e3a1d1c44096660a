import type { CareSettings } from '../../kernel/care-settings';
import { type Tier, tiers } from '../../model/customer';
import { tierWhy } from './texts';

/** Paid orders net of refunds; `cents` in fen. */
export interface Purchasing {
  orders: number;
  cents: number;
}

export interface TierVerdict {
  /** The tier to have from now on. */
  tier: Tier;
  /** What the rolling 12 months alone would give; lower than `tier` while a fall waits for the period's end. */
  earned: Tier;
  /** zh-CN, for the timeline. */
  why: string;
}

/** The tier that so many orders and so much spend earn: by spend or by frequency, whichever is reached. */
export function earnedTier(purchasing: Purchasing, rules: CareSettings['tiers']): Tier {
  if (purchasing.orders === 0) return 'none';
  if (purchasing.cents >= rules.eliteCents || purchasing.orders >= rules.eliteOrders) return 'elite';
  if (purchasing.cents >= rules.premiumCents || purchasing.orders >= rules.premiumOrders) return 'premium';
  return 'basic';
}

/**
 * A rise counts at once. A fall counts at once where a refund caused it, that is, where even everything ever bought
 * no longer earns the tier; any other fall waits for the period's end, which is not decided here.
 */
export function tierOf(
  current: Tier,
  rolling: Purchasing,
  allTime: Purchasing,
  rules: CareSettings['tiers'],
): TierVerdict {
  const earned = earnedTier(rolling, rules);
  const ceiling = earnedTier(allTime, rules);
  if (rank(earned) >= rank(current))
    return { tier: earned, earned, why: tierWhy.reached(rolling.cents, rolling.orders) };
  if (rank(ceiling) < rank(current)) return { tier: ceiling, earned, why: tierWhy.refunded };
  return { tier: current, earned, why: tierWhy.keptUntilPeriodEnd };
}

function rank(tier: Tier): number {
  return tiers.indexOf(tier);
}
