import { addDays, civilDay, toEpochDay } from '../../kernel/calendar';
import { isHeldOut } from '../../kernel/holdout';
import type { CivilDay } from '../../kernel/ports';
import { countedTouchStates, type Touch } from '../../model/touch';
import { isDormantOn, tierNameOf, yearsTogether } from '../plays/customer-trust';
import { greetingDays } from '../plays/greeting-days';
import type { CustomerFacts, Occasion, Play } from '../plays/play';
import type { ChosenText } from '../templates/template-shelf';
import { calledName } from './called-name';
import type { Candidate, CareContext, CountedTouch, Decision } from './care-context';
import { decide } from './decide';
import type { PlanRun } from './plan-run';
import { whyHeld } from './texts';
import { type TouchHours, touchHours } from './touch-hours';

/** An occasion that is due, with the play that says so and its hours on the day. */
export interface DueOccasion extends TouchHours {
  play: Play;
  occasion: Occasion;
}

/** What was decided of one occasion, and the text where it goes. */
export interface DecidedOccasion extends DueOccasion {
  decision: Decision;
  text: ChosenText | null;
}

/** A customer with what planning holds of them. */
export interface CustomerInHand {
  facts: CustomerFacts;
  /** The rep's name for the customer; null: the assigned rep's relation is over, or there is none. */
  remark: string | null;
  repName: string;
  /** Touches around the day. */
  touches: readonly Touch[];
  /** Names of the segments they are in, of those that texts are written for. */
  segments: readonly string[];
}

/** What is due for a customer on the run's day. */
export function dueOccasions(facts: CustomerFacts, { plays, day, settings, now }: PlanRun): DueOccasion[] {
  const found: DueOccasion[] = [];
  for (const play of plays) {
    if (settings.playsOff.includes(play.name)) continue;
    for (const occasion of play.due(facts, day)) {
      found.push({ play, occasion, ...touchHours(occasion, day.day, facts.zone, settings.quietHours, now) });
    }
  }
  return found;
}

/**
 * Decides the occasions that are still to be decided. One whose text cannot be written gives its place to the next,
 * so the day is decided again without it.
 */
export function decideDay(due: readonly DueOccasion[], customer: CustomerInHand, run: PlanRun): DecidedOccasion[] {
  const context = careContext(customer, run, new Set(due.map(({ occasion }) => occasion.key)));
  const textless: DecidedOccasion[] = [];
  let asking = [...due];
  for (;;) {
    const byKey = new Map(asking.map((each) => [each.occasion.key, each]));
    const decisions = decide(asking.map(candidateOf), context, run.settings);
    const decided = decisions.map((decision) => {
      const each = byKey.get(decision.candidate.key)!; // decide answers every candidate it was given
      return {
        ...each,
        decision,
        ...(decision.kind === 'plan' ? write(each, customer, run) : { text: null, missing: null }),
      };
    });
    const missing = decided.filter((each) => each.missing !== null);
    textless.push(
      ...missing.map(({ missing: why, ...each }) => ({ ...each, text: null, decision: withoutText(each, why ?? '') })),
    );
    if (missing.length === 0) return [...decided, ...textless];
    asking = asking.filter(({ occasion }) => !missing.some((each) => each.occasion.key === occasion.key));
  }
}

function withoutText({ decision }: { decision: Decision }, why: string): Decision {
  return { candidate: decision.candidate, kind: 'hold', reason: 'no_template', why: whyHeld.noTemplate(why) };
}

export function candidateOf({ play, occasion, window }: DueOccasion): Candidate {
  const { key, commercial, exempt, weight, topic, lastOn, why } = occasion;
  return {
    key,
    play: play.name,
    title: play.title,
    priority: play.priority,
    weight,
    commercial: commercial && play.commercial === 'yes',
    greeting: play.commercial === 'never',
    exempt,
    merges: play.merges === true,
    topic,
    lastOn,
    window,
    why,
  };
}

/** What the rules look at, without the touches of the occasions that are being decided. */
export function careContext(
  { facts, remark, touches }: CustomerInHand,
  { day: { day, festivals }, settings, plays }: PlanRun,
  deciding: ReadonlySet<string>,
): CareContext {
  const dormant = isDormantOn(facts, day, settings);
  const titles = new Map(plays.map(({ name, title }) => [name, title]));
  const ahead = Math.max(settings.caps.reserveDays, settings.caps.dormantDays, settings.birthdays.noCommerceDaysAround);
  return {
    day,
    mourning: festivals.mourning,
    repUserId: remark === null ? null : facts.repUserId,
    addedOn: facts.addedOn,
    optedOut: facts.optedOut,
    deceased: facts.deceased,
    problemOpen: facts.problemOpen,
    heldOut: isHeldOut(facts.externalUserId, settings.effect.holdoutPercent),
    tier: facts.tier,
    dormant,
    touches: touches
      .filter((touch) => counts(touch) && !(touch.occasionKey !== null && deciding.has(touch.occasionKey)))
      .map((touch) => countedTouch(touch, facts.zone, titles.get(touch.play) ?? touch.play)),
    greetings: greetingDays(
      facts,
      addDays(day, -settings.birthdays.noCommerceDaysAround),
      addDays(day, ahead),
      settings.birthdays,
    ).map((greeting) => ({ ...greeting, dormant: isDormantOn(facts, greeting.on, settings) })),
  };
}

const countedStates: readonly string[] = countedTouchStates;

function counts({ state }: Touch): boolean {
  return countedStates.includes(state);
}

function countedTouch(touch: Touch, zone: string, title: string): CountedTouch {
  const { play, commercial, topic, sentAt, dueOn, state, massSendId } = touch;
  const on = state === 'sent' && sentAt !== null ? civilDay(sentAt, zone) : dueOn;
  const byHand = state === 'sent' && massSendId === null;
  return {
    key: touch.occasion,
    play,
    title,
    epochDay: toEpochDay(on),
    // Thanks that come on another day than the customer's act are care like any other.
    exempt: touch.exempt && on === dueOn,
    commercial,
    topic,
    massSend: !byHand,
  };
}

/** Whom a text speaks of, whatever its occasion. */
export function peopleOf({ facts, remark, repName }: CustomerInHand, { day, settings: { shop } }: PlanRun) {
  return {
    customer: {
      name: calledName(remark ?? '', facts.name),
      tierName: tierNameOf(facts),
      years: yearsTogether(facts, day.day),
    },
    rep: { name: repName },
    shop: { name: shop.name, promise: shop.servicePromise },
  };
}

/** Writes the text of a planned occasion, or says why it cannot be written. */
export function write(
  due: Pick<DueOccasion, 'play' | 'occasion'>,
  customer: CustomerInHand,
  run: PlanRun,
): { text: ChosenText | null; missing: string | null } {
  const { play, occasion } = due;
  const { facts } = customer;
  const { caps } = run.settings;
  const together = play.path === 'mass-send';
  const chosen = run.templates.choose({
    play: play.name,
    scope: { ...occasion.details, ...peopleOf(customer, run) },
    match: {
      ...occasion.match,
      tier: facts.tier,
      stage: facts.stage,
      segments: customer.segments,
      channel: play.path,
    },
    // One wording for all of a rep's customers is one tap of the rep.
    customerKey: together ? (facts.repUserId ?? '') : facts.externalUserId,
    occasion: occasion.key,
    avoid: together ? [] : usedLately(customer.touches, run.day.day, caps.sameTemplateHours, occasion.key),
  });
  return chosen.kind === 'text' ? { text: chosen, missing: null } : { text: null, missing: chosen.why };
}

function usedLately(touches: readonly Touch[], day: CivilDay, hours: number, ownKey: string): string[] {
  const today = toEpochDay(day);
  return touches
    .filter((touch) => counts(touch) && touch.occasionKey !== ownKey && touch.template !== '')
    .filter((touch) => Math.abs(toEpochDay(touch.dueOn) - today) * 24 < hours)
    .map(({ template }) => template);
}
