import type { Stage, Tier } from '../../model/customer';
import type { Touch } from '../../model/touch';
import { type CustomerInHand, dueOccasions, peopleOf } from './customer-day';
import type { PlanRun } from './plan-run';
import type { TemplateScope } from '../templates/variables';

/** One reason to write to a customer, with what it knows for the text. */
export interface SceneOccasion {
  key: string;
  /** zh-CN. */
  title: string;
  details: Record<string, unknown>;
}

/** What a text of one play would know of one customer. */
export interface Scene {
  externalUserId: string;
  name: string;
  repUserId: string | null;
  tier: Tier;
  stage: Stage;
  /** Names of the segments they are in, of those that texts are written for. */
  segments: readonly string[];
  people: Pick<TemplateScope, 'customer' | 'rep' | 'shop'>;
  /** Due today, or planned for the coming days; none: nothing of this play is near. */
  occasions: SceneOccasion[];
}

const stillOpen: readonly Touch['state'][] = ['planned', 'held', 'offered'];

export function sceneOf(customer: CustomerInHand, play: string, run: PlanRun): Scene {
  const { externalUserId, name, repUserId, tier, stage } = customer.facts;
  const due = dueOccasions(customer.facts, run)
    .filter((each) => each.play.name === play)
    .map(({ occasion }) => ({ key: occasion.key, title: occasion.why, details: occasion.details }));
  const planned = customer.touches
    .filter((touch) => touch.play === play && stillOpen.includes(touch.state))
    .filter(({ occasion }) => !due.some(({ key }) => key === occasion))
    .map(({ occasion, why, dueOn, details }) => ({ key: occasion, title: `${dueOn}：${why}`, details }));
  return {
    externalUserId,
    name,
    repUserId,
    tier,
    stage,
    segments: customer.segments,
    people: peopleOf(customer, run),
    occasions: [...due, ...planned],
  };
}
