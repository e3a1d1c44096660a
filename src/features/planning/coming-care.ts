import { addDays } from '../../kernel/calendar';
import type { CivilDay } from '../../kernel/ports';
import type { CustomerFacts, Play } from '../plays/play';
import { replenish } from '../plays/replenish';
import { usageTip } from '../plays/usage-tip';
import type { PlanRun } from './plan-run';

/** What something that a customer owns will next give reason for; before the rules of care. */
export interface ComingOccasion {
  sku: string;
  play: string;
  on: CivilDay;
  /** zh-CN. */
  why: string;
}

const ofProducts: readonly Play[] = [usageTip, replenish];
/** Longer than the cycle of any consumable worth a word today. */
const daysAhead = 400;

/** The next word of each rhythm of what a customer owns, as the plays themselves say day by day. */
export function comingCare(facts: CustomerFacts, run: PlanRun): ComingOccasion[] {
  const next = new Map<string, ComingOccasion>();
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    const day = { ...run.day, day: addDays(run.day.day, ahead) };
    for (const play of ofProducts) {
      for (const { details, why } of play.due(facts, day)) {
        const sku = String(details.sku);
        const rhythm = `${play.name} ${sku}`;
        if (!next.has(rhythm)) next.set(rhythm, { sku, play: play.name, on: day.day, why });
      }
    }
  }
  return [...next.values()];
}
