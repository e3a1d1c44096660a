import { toEpochDay } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import { withOccasion } from '../../kernel/why-words';
import type { Candidate, CareContext, CountedTouch, Decision, Verdict } from './care-context';
import { type CareState, rulesForAll, rulesOfMeasure } from './rules-of-care';
import { whyRefused } from './texts';

/**
 * Decides one customer's day: which of the candidates go, which wait and which never come, each with its why. The
 * order in which they are given plays no part; by rank, each takes its place if the rules of care leave one.
 */
export function decide(candidates: readonly Candidate[], context: CareContext, settings: CareSettings): Decision[] {
  const touches = [...context.touches];
  const state: CareState = { ...context, touches, settings, epochDay: toEpochDay(context.day) };
  const decisions: Decision[] = [];
  for (const candidate of [...candidates].sort(byRank)) {
    const verdict = verdictOn(candidate, state);
    const lead = mergeLead(candidate, decisions);
    if (verdict?.reason !== undefined && !(lead && mayMerge(verdict))) {
      decisions.push({ candidate, ...verdict });
    } else if (lead) {
      lead.merged.push(candidate);
      decisions.push({
        candidate,
        kind: 'refuse',
        reason: 'merged',
        why: whyRefused.merged(candidate.title, lead.why),
      });
    } else {
      decisions.push({ candidate, kind: 'plan', why: candidate.why, merged: [] });
      touches.push(asTouch(candidate, state.epochDay));
    }
  }
  return decisions;
}

/** A decision in words: of what goes all that it speaks for, of what does not also the occasion. */
export function whyTold(decision: Decision): string {
  const { why, candidate } = decision;
  if (decision.kind !== 'plan') return withOccasion(why, candidate.why);
  return [why, ...decision.merged.map((each) => each.why)].join('；另：');
}

/** Answers of the customer's own act first, then product.md's order; a birthday before an anniversary; what ends sooner. */
function byRank(one: Candidate, other: Candidate): number {
  return (
    Number(other.exempt) - Number(one.exempt) ||
    one.priority - other.priority ||
    Number(other.play === 'birthday') - Number(one.play === 'birthday') ||
    other.weight - one.weight ||
    compare(one.lastOn, other.lastOn) ||
    compare(one.key, other.key)
  );
}

/** What stands against a candidate; null: nothing. */
export function verdictOn(candidate: Candidate, state: CareState): Verdict | null {
  const rules = candidate.exempt ? rulesForAll : [...rulesForAll, ...rulesOfMeasure];
  for (const rule of rules) {
    const verdict = rule(candidate, state);
    if (verdict) return verdict;
  }
  return null;
}

/** A candidate of the same play and kind that has the day already and can speak for this one too. */
function mergeLead(candidate: Candidate, decisions: readonly Decision[]) {
  if (!candidate.merges) return null;
  for (const decision of decisions) {
    const { play, exempt } = decision.candidate;
    if (decision.kind === 'plan' && play === candidate.play && exempt === candidate.exempt) return decision;
  }
  return null;
}

/** Only what the lead itself causes is mended by joining it. */
function mayMerge({ reason }: Verdict): boolean {
  return reason === 'recent_tip' || reason === 'platform_limit';
}

function asTouch(candidate: Candidate, epochDay: number): CountedTouch {
  const { key, play, title, commercial, exempt, topic } = candidate;
  return { key, play, title, epochDay, commercial, exempt, topic, massSend: true };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
