import type { CareSettings } from '../../kernel/care-settings';
import type { CivilDay } from '../../kernel/ports';
import { type Stage, type Tier, tiers } from '../../model/customer';
import { isDormant, stageOf } from '../lifecycle/stage';
import { changeSummary, tierNames } from '../lifecycle/texts';
import { earnedTier, type Purchasing, tierOf } from '../lifecycle/tier';
import type { CustomerFacts } from './play';

/** What a day makes of a customer's stage and tier, with what the timeline says of each change. */
export interface Trust {
  stage: Stage;
  tier: Tier;
  changes: { kind: 'stage.changed' | 'tier.changed'; summary: string; details: Record<string, unknown> }[];
}

/** @param rolling orders of the last 12 months; nothing where `mayRise` said that they cannot matter */
export function trustOf(facts: CustomerFacts, rolling: Purchasing, day: CivilDay, settings: CareSettings): Trust {
  const stage = stageOf(facts, day, settings.stages);
  const tier = tierOf(facts.tier, rolling, allTime(facts), settings.tiers);
  const changes: Trust['changes'] = [];
  if (stage.stage !== facts.stage) {
    const summary = changeSummary.stage(facts.stage, stage.stage, stage.why);
    changes.push({ kind: 'stage.changed', summary, details: { from: facts.stage, to: stage.stage, why: stage.why } });
  }
  if (tier.tier !== facts.tier) {
    const summary = changeSummary.tier(facts.tier, tier.tier, tier.why);
    changes.push({ kind: 'tier.changed', summary, details: { from: facts.tier, to: tier.tier, why: tier.why } });
  }
  return { stage: stage.stage, tier: tier.tier, changes };
}

/** Whether the last 12 months could lift the tier, seeing that a lifetime would. */
export function mayRise(facts: CustomerFacts, settings: CareSettings): boolean {
  return tiers.indexOf(earnedTier(allTime(facts), settings.tiers)) > tiers.indexOf(facts.tier);
}

/** Left in peace: one touch in 14 days is enough. */
export function isDormantOn(facts: CustomerFacts, day: CivilDay, settings: CareSettings): boolean {
  return isDormant(facts, day, settings.caps.dormantAfterDays);
}

/** 普通, 高级, 尊享; null without one. */
export function tierNameOf({ tier }: CustomerFacts): string | null {
  return tier === 'none' ? null : tierNames[tier];
}

/** Whole years since the first order; null in the first. */
export function yearsTogether({ firstOrderOn }: CustomerFacts, day: CivilDay): number | null {
  if (firstOrderOn === null) return null;
  const notYet = day.slice(5) < firstOrderOn.slice(5) ? 1 : 0;
  const years = Number(day.slice(0, 4)) - Number(firstOrderOn.slice(0, 4)) - notYet;
  return years > 0 ? years : null;
}

function allTime({ orderCount, totalCents }: CustomerFacts): Purchasing {
  return { orders: orderCount, cents: totalCents };
}
