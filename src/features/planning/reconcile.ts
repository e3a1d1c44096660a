import { byPerson, isByPerson } from '../../kernel/by-person';
import { newId } from '../../kernel/ids';
import type { CivilDay, Instant } from '../../kernel/ports';
import type { Touch, TouchState } from '../../model/touch';
import type { DecidedOccasion } from './customer-day';
import { whyTold } from './decide';
import type { PlanRun } from './plan-run';
import { whyEnded, whyRefused } from './texts';

/** A change to the touches of one customer. An update holds only while the touch is in the state it was read in. */
export type TouchChange =
  { kind: 'insert'; touch: Touch } | { kind: 'supersede'; old: Touch; touch: Touch } | TouchUpdate;
export type TouchUpdate = { kind: 'update'; old: Touch; set: Partial<Touch> };

export interface CustomerOfTouch {
  externalUserId: string;
  repUserId: string | null;
  optedOut: boolean;
  deceased: boolean;
}

type RunDay = Pick<PlanRun, 'day' | 'today' | 'rehearsal'>;

/**
 * Whether an occasion is still to be decided on the run's day: nothing ended or offered it, it is not on its way through
 * WeCom, and no other day has it. What was merged is decided again with the one that speaks for it, until that one is in
 * the rep's hands.
 */
export function isUndecided(known: Touch | undefined, run: RunDay, touches: readonly Touch[]): boolean {
  if (!known) return true;
  if (known.state === 'held' || known.state === 'planned') {
    if (known.massSendId !== null || known.reason === byPerson.held) return false;
    return known.state === 'held' ? mayDecideHeld(known, run) : isOfRun(known, run);
  }
  const { day } = run.day;
  if (known.reason !== 'merged' || known.dueOn !== day) return false;
  const leads = touches.filter(({ play, dueOn, id }) => play === known.play && dueOn === day && id !== known.id);
  // Whoever stopped it stopped what it speaks for.
  return !leads.some(({ state, reason }) => inHand.includes(state) || isByPerson(reason));
}

/** A day planned ahead leaves what earlier days have to them; today takes up what they left. */
function isOfRun({ dueOn }: Touch, { day: { day }, today }: RunDay): boolean {
  return day > today ? dueOn === day : dueOn <= day;
}

/** What waits today may still go today, so a day ahead leaves it there; a rehearsal tells what will become of it. */
function mayDecideHeld({ dueOn }: Touch, { day: { day }, today, rehearsal }: RunDay): boolean {
  return rehearsal || day <= today || dueOn > today;
}

const inHand: readonly TouchState[] = ['offered', 'sent', 'skipped', 'failed', 'unknown'];

/** The touch that a decision means. */
export function touchOf(decided: DecidedOccasion, customer: CustomerOfTouch, day: CivilDay, now: Instant): Touch {
  const { play, occasion, decision, text } = decided;
  const { candidate } = decision;
  const merged = decision.kind === 'plan' ? decision.merged : [];
  const also = merged.map(({ why }) => why);
  return {
    id: newId(now),
    externalUserId: customer.externalUserId,
    play: play.name,
    occasion: occasion.key,
    occasionKey: occasion.key,
    commercial: candidate.commercial,
    exempt: candidate.exempt,
    priority: candidate.priority,
    topic: candidate.topic,
    repUserId: customer.repUserId,
    path: play.path,
    dueOn: day,
    notBefore: decided.notBefore,
    notAfter: decided.notAfter,
    state: ({ plan: 'planned', hold: 'held', refuse: 'refused' } as const)[decision.kind],
    why: whyTold(decision),
    reason: decision.kind === 'plan' ? '' : decision.reason,
    template: text?.template ?? '',
    text: text?.text ?? '',
    details: also.length > 0 ? { ...occasion.details, also } : occasion.details,
    massSendId: null,
    offeredAt: null,
    sentAt: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** What a decision changes in what is known of its occasion; null: nothing. */
export function changeFor(touch: Touch, known: Touch | undefined): TouchChange | null {
  if (!known) return { kind: 'insert', touch };
  if (known.state === 'planned' && touch.state === 'planned') return renewal(touch, known);
  if (known.state === touch.state) return heldAgain(touch, known);
  // The rep's day was full when it was decided, and stays so until the next day.
  if (known.reason === 'rep_day_full' && known.dueOn === touch.dueOn && touch.state === 'planned') return null;
  return { kind: 'update', old: known, set: { ...meaning(touch), text: touch.text, template: touch.template } };
}

function renewal(touch: Touch, known: Touch): TouchChange | null {
  if (essence(touch) !== essence(known)) return { kind: 'supersede', old: known, touch };
  const sameHours = touch.notBefore === known.notBefore && touch.notAfter === known.notAfter;
  if (sameHours && touch.dueOn === known.dueOn) return null;
  const { dueOn, notBefore, notAfter, why, updatedAt } = touch;
  return { kind: 'update', old: known, set: { dueOn, notBefore, notAfter, why, updatedAt } };
}

function heldAgain(touch: Touch, known: Touch): TouchChange | null {
  const same = touch.reason === known.reason && touch.why === known.why && touch.dueOn === known.dueOn;
  return same || known.dueOn > touch.dueOn ? null : { kind: 'update', old: known, set: meaning(touch) };
}

/** Everything but the text and the identity: a held touch keeps the words that it had. */
function meaning(touch: Touch): Partial<Touch> {
  const {
    state,
    reason,
    why,
    dueOn,
    notBefore,
    notAfter,
    repUserId,
    commercial,
    exempt,
    priority,
    topic,
    details,
    updatedAt,
  } = touch;
  return {
    state,
    reason,
    why,
    dueOn,
    notBefore,
    notAfter,
    repUserId,
    commercial,
    exempt,
    priority,
    topic,
    details,
    updatedAt,
  };
}

/**
 * What makes a planned touch another one: its template, values, rep and nature. Not the text itself, which the rep may
 * have edited.
 */
function essence(touch: Touch): string {
  const { template, details, repUserId, path, commercial, exempt, priority, topic } = touch;
  return JSON.stringify([template, details, repUserId, path, commercial, exempt, priority, topic]);
}

/** Open touches that must not go any more: their occasion is not due, or the customer is not to be touched at all. */
export function withdrawals(
  touches: readonly Touch[],
  dueKeys: ReadonlySet<string>,
  run: PlanRun,
  customer: CustomerOfTouch,
): TouchUpdate[] {
  const { day, today, now, plays } = run;
  const blocked = customer.optedOut || customer.deceased;
  return touches
    .filter((touch) => day.day <= today || isOfRun(touch, run))
    .filter((touch) => isOpen(touch) && touch.notAfter >= now)
    .filter(({ play }) => plays.some(({ name, byEvent }) => name === play && !byEvent))
    .filter((touch) => {
      if (!dueKeys.has(touch.occasion)) return blocked || isOfRun(touch, run);
      return blocked && !isUndecided(touch, run, touches);
    })
    .map((old) => ({ kind: 'update', old, set: withdrawn(customer, now) }));
}

/** In hand, but not yet on its way through WeCom. */
function isOpen({ state, massSendId }: Touch): boolean {
  return (state === 'planned' || state === 'held' || state === 'offered') && massSendId === null;
}

/** With the key given up, the occasion can be planned again once its ground is back. */
function withdrawn({ optedOut, deceased }: CustomerOfTouch, now: Instant): Partial<Touch> {
  const because = optedOut
    ? { reason: 'opted_out', why: whyRefused.optedOut }
    : deceased
      ? { reason: 'deceased', why: whyRefused.deceased }
      : { reason: 'not_due', why: whyEnded.notDue };
  return { state: 'cancelled', occasionKey: null, ...because, updatedAt: now };
}
