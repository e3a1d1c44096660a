import type { CivilDay } from '../../kernel/ports';
import type { TouchState } from '../../model/touch';
import type { CustomerFacts } from '../plays/play';
import { type CustomerInHand, decideDay, dueOccasions } from './customer-day';
import { whyTold } from './decide';
import type { PlanRun } from './plan-run';
import { isUndecided } from './reconcile';
import { explainWords } from './texts';

/** One occasion that a play has due, and what becomes of it. */
export interface ExplainedOccasion {
  occasion: string;
  /** Why it is due, zh-CN. */
  due: string;
  /** `plan`, `hold`, `refuse` by the rules now; `known` where a touch has already been decided. */
  decision: 'plan' | 'hold' | 'refuse' | 'known';
  reason: string;
  /** zh-CN. */
  why: string;
  touch: { id: string; state: TouchState; dueOn: CivilDay; why: string; reason: string; template: string } | null;
}

export interface ExplainedPlay {
  play: string;
  title: string;
  due: boolean;
  /** zh-CN, also when nothing is due. */
  why: string;
  occasions: ExplainedOccasion[];
}

export interface Explanation {
  externalUserId: string;
  name: string;
  day: CivilDay;
  repUserId: string | null;
  stage: CustomerFacts['stage'];
  tier: CustomerFacts['tier'];
  plays: ExplainedPlay[];
}

/** Why this customer gets, or does not get, each play on the run's day. */
export function explain(customer: CustomerInHand, run: PlanRun): Explanation {
  const { facts } = customer;
  const occasions = explainedOccasions(customer, run);
  const plays = run.plays.map((play): ExplainedPlay => {
    const own = occasions.get(play.name) ?? [];
    const off = run.settings.playsOff.includes(play.name);
    const whyNot = () => (off ? explainWords.playOff : play.whyNot(facts, run.day));
    const why = own.length > 0 ? own.map((each) => each.why).join('；') : whyNot();
    return { play: play.name, title: play.title, due: own.length > 0, why, occasions: own };
  });
  const { externalUserId, name, repUserId, stage, tier } = facts;
  return { externalUserId, name, day: run.day.day, repUserId, stage, tier, plays };
}

function explainedOccasions(customer: CustomerInHand, run: PlanRun): Map<string, ExplainedOccasion[]> {
  const known = new Map(customer.touches.map((touch) => [touch.occasionKey, touch]));
  const due = dueOccasions(customer.facts, run);
  const undecided = due.filter(({ occasion }) => isUndecided(known.get(occasion.key), run, customer.touches));
  const decided = new Map(decideDay(undecided, customer, run).map((each) => [each.occasion.key, each.decision]));
  const byPlay = new Map<string, ExplainedOccasion[]>();
  for (const { play, occasion } of due) {
    const touch = known.get(occasion.key) ?? null;
    const decision = decided.get(occasion.key);
    const reason = decision ? (decision.kind === 'plan' ? '' : decision.reason) : (touch?.reason ?? '');
    const explained: ExplainedOccasion = {
      occasion: occasion.key,
      due: occasion.why,
      decision: decision?.kind ?? 'known',
      reason,
      why: decision ? whyTold(decision) : explainWords.already(touch?.why ?? ''),
      touch: touch && {
        id: touch.id,
        state: touch.state,
        dueOn: touch.dueOn,
        why: touch.why,
        reason: touch.reason,
        template: touch.template,
      },
    };
    byPlay.set(play.name, [...(byPlay.get(play.name) ?? []), explained]);
  }
  return byPlay;
}
