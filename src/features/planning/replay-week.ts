import { addDays } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import type { CivilDay } from '../../kernel/ports';
import { countedTouchStates, type Touch } from '../../model/touch';
import type { CustomerFacts } from '../plays/play';
import type { Reason } from './care-context';
import { careContext, type CustomerInHand } from './customer-day';
import { decide } from './decide';
import type { PlanRun } from './plan-run';
import { candidateOf, playOf } from './recheck';
import { rehearseRepDays } from './rehearsal';
import { previewWords } from './texts';

/** A touch of the week under one set of numbers; `why` is empty where it goes. */
export interface Judged {
  customer: CustomerFacts;
  touch: Touch;
  reason: string;
  why: string;
}

const wentStates: readonly string[] = [...countedTouchStates, 'skipped', 'failed', 'expired'];
export const replayedStates: readonly string[] = [...wentStates, 'held'];
/** Held by a number that is a setting. */
const measured: readonly string[] = [
  'daily_cap',
  'free_day',
  'weekly_cap',
  'dormant_cap',
  'commercial_weekly_cap',
  'commercial_monthly_cap',
  'commercial_share',
  'same_topic',
  'near_birthday',
  'recent_tip',
  'reserved',
  'rep_day_full',
] satisfies Reason[];

/** A customer's week again: each day with what the days before it kept. */
export function judgeWeek(
  customer: CustomerInHand,
  run: PlanRun,
  settings: CareSettings,
  { from, to }: { from: CivilDay; to: CivilDay },
): Judged[] {
  const inWeek = ({ dueOn, state, reason }: Touch) =>
    dueOn >= from && dueOn <= to && (wentStates.includes(state) || (state === 'held' && measured.includes(reason)));
  const asked = customer.touches.filter(inWeek);
  let kept = customer.touches.filter(({ dueOn }) => dueOn < from);
  const judged: Judged[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const today = asked.filter(({ dueOn }) => dueOn === day);
    if (today.length === 0) continue;
    const decided = judgeDay(
      today,
      { ...customer, touches: kept },
      { ...run, settings, day: { ...run.day, day, settings } },
    );
    judged.push(...decided);
    kept = [...kept, ...decided.filter(({ why }) => why === '').map(({ touch }) => asPlanned(touch))];
  }
  return judged;
}

function judgeDay(touches: Touch[], customer: CustomerInHand, run: PlanRun): Judged[] {
  const off = touches.filter(({ play }) => run.settings.playsOff.includes(play));
  const asked = touches.filter((touch) => !off.includes(touch));
  const byKey = new Map(asked.map((touch) => [touch.occasion, touch]));
  const context = {
    ...careContext(customer, run, new Set()),
    // What has changed since with the customer is not the numbers' doing.
    ...{
      mourning: null,
      repUserId: customer.facts.repUserId ?? '',
      optedOut: false,
      deceased: false,
      problemOpen: false,
    },
  };
  const decisions = decide(
    [...byKey.values()].map((touch) => candidateOf(touch, playOf(touch, run), run.day.day, 'open')),
    context,
    run.settings,
  );
  return [
    ...off.map((touch) => ({ touch, customer: customer.facts, reason: 'play_off', why: previewWords.playOff })),
    ...decisions.map((decision) => {
      const touch = byKey.get(decision.candidate.key)!; // decide answers the candidates that it was given
      const goes = decision.kind === 'plan' || decision.reason === 'merged';
      return {
        touch,
        customer: customer.facts,
        ...(goes ? { reason: '', why: '' } : { reason: decision.reason, why: decision.why }),
      };
    }),
  ];
}

function asPlanned(touch: Touch): Touch {
  return { ...touch, state: 'planned' };
}

/** Holds what a rep's day has no room for. */
export function crowdOut(judged: Judged[], { repDay }: CareSettings): void {
  const byDay = new Map<CivilDay, Judged[]>();
  for (const each of judged) {
    if (each.why === '') byDay.set(each.touch.dueOn, [...(byDay.get(each.touch.dueOn) ?? []), each]);
  }
  for (const [day, those] of byDay) {
    const lines = those.map(({ touch }) => asPlanned(touch));
    rehearseRepDays(lines, day, repDay);
    const full = new Map(lines.filter(({ state }) => state === 'held').map(({ id, why }) => [id, why]));
    for (const each of those) {
      const why = full.get(each.touch.id);
      if (why !== undefined) Object.assign(each, { reason: 'rep_day_full', why });
    }
  }
}
