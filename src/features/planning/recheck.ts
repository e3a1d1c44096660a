import { civilDay, toEpochDay } from '../../kernel/calendar';
import type { CivilDay, Instant } from '../../kernel/ports';
import { openTouchStates, type Touch } from '../../model/touch';
import type { Play } from '../plays/play';
import type { Candidate, Reason, Verdict } from './care-context';
import { careContext, type CustomerInHand, dueOccasions } from './customer-day';
import { verdictOn } from './decide';
import type { PlanRun } from './plan-run';
import { whyNotSent } from './texts';
import { isQuiet } from './touch-hours';

/** Whose act the sending is: quiet hours bind the system, not the rep's own tap. */
export type SendingBy = 'system' | 'rep';

type NotNow = {
  ok: false;
  reason: Reason | 'ended' | 'too_early' | 'past_day' | 'greeting';
  /** zh-CN. */
  why: string;
  /** It will never be allowed; else it may be asked again later. */
  final: boolean;
};
export type SendVerdict = { ok: true } | NotNow;
export type MoveVerdict = { ok: true; notBefore: Instant; notAfter: Instant } | NotNow;

const openStates: readonly string[] = openTouchStates;

/** Whether a touch that was planned, and maybe edited and approved since, may go out now. */
export function mayBeSent(
  touch: Touch,
  { at, by, customer, run }: { at: Instant; by: SendingBy; customer: CustomerInHand; run: PlanRun },
): SendVerdict {
  if (!openStates.includes(touch.state)) return never('ended', whyNotSent.ended);
  if (at > touch.notAfter) return never('expired', whyNotSent.windowPassed);
  const verdict = verdictFor(touch, customer, run);
  if (verdict) return notNow(verdict);
  const play = playOf(touch, run);
  if (play && !play.byEvent && !isStillDue(touch, customer, run)) return never('not_due', whyNotSent.notDue);
  if (by === 'rep') return { ok: true };
  if (at < touch.notBefore) return { ok: false, reason: 'too_early', why: whyNotSent.tooEarly, final: false };
  const quiet = isQuiet(at, customer.facts.zone, run.settings.quietHours);
  return quiet ? { ok: false, reason: 'quiet_hours', why: whyNotSent.quietHours, final: false } : { ok: true };
}

/** Whether the rep may put a touch off to the run's day, and the hours that it then has. */
export function mayMoveTo(
  touch: Touch,
  { now, customer, run }: { now: Instant; customer: CustomerInHand; run: PlanRun },
): MoveVerdict {
  const { zone } = customer.facts;
  const { day } = run.day;
  if (!openStates.includes(touch.state)) return never('ended', whyNotSent.ended);
  if (playOf(touch, run)?.commercial === 'never') return never('greeting', whyNotSent.greetingMoves);
  if (day < civilDay(now, zone)) return never('past_day', whyNotSent.pastDay);
  if (day > civilDay(touch.notAfter - 1, zone)) return never('window_passed', whyNotSent.windowPassed);
  const due = dueOccasions(customer.facts, run).find(({ occasion }) => occasion.key === touch.occasion);
  if (!due) return never('not_due', whyNotSent.notDue);
  const verdict = verdictFor(touch, customer, run, due.window);
  return verdict ? notNow(verdict) : { ok: true, notBefore: due.notBefore, notAfter: due.notAfter };
}

function verdictFor(
  touch: Touch,
  customer: CustomerInHand,
  run: PlanRun,
  window: Candidate['window'] = 'open',
): Verdict | null {
  const context = careContext(customer, run, new Set([touch.occasion]));
  const state = { ...context, settings: run.settings, epochDay: toEpochDay(run.day.day) };
  return verdictOn(candidateOf(touch, playOf(touch, run), run.day.day, window), state);
}

export function candidateOf(touch: Touch, play: Play | null, day: CivilDay, window: Candidate['window']): Candidate {
  const { occasion: key, priority, commercial, topic, why } = touch;
  const greeting = play?.commercial === 'never';
  const title = play?.title ?? touch.play;
  const merges = play?.merges === true;
  return {
    key,
    play: touch.play,
    title,
    priority,
    weight: 0,
    commercial,
    greeting,
    exempt: touch.exempt && touch.dueOn === day,
    merges,
    topic,
    lastOn: day,
    window,
    why,
  };
}

export function playOf(touch: Touch, { plays }: PlanRun): Play | null {
  return plays.find(({ name }) => name === touch.play) ?? null;
}

function isStillDue(touch: Touch, { facts }: CustomerInHand, run: PlanRun): boolean {
  return dueOccasions(facts, run).some(({ occasion }) => occasion.key === touch.occasion);
}

function never(reason: NotNow['reason'], why: string): NotNow {
  return { ok: false, reason, why, final: true };
}

function notNow({ kind, reason, why }: Verdict): NotNow {
  return { ok: false, reason, why, final: kind === 'refuse' };
}
