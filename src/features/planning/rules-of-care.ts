import { addDays, fromEpochDay, toEpochDay } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import { promisePriority } from '../../kernel/holdout';
import type { GreetingDay } from '../plays/greeting-days';
import { brokenCommercialCap, brokenPace, paceOf } from './caps';
import type { Candidate, CareContext, ComingGreeting, CountedTouch, Reason, Verdict } from './care-context';
import { platformPeriods, whyHeld, whyRefused } from './texts';

/** What a rule sees: the customer's day, with what was planned so far. */
export interface CareState extends CareContext {
  settings: CareSettings;
  epochDay: number;
}

/** A rule of care answers null where it has nothing against a candidate. */
type Rule = (candidate: Candidate, state: CareState) => Verdict | null;

const hold = (reason: Reason, why: string): Verdict => ({ kind: 'hold', reason, why });
const refuse = (reason: Reason, why: string): Verdict => ({ kind: 'refuse', reason, why });
const counted = (touches: readonly CountedTouch[]) => touches.filter((touch) => !touch.exempt);

const optedOut: Rule = (_candidate, state) => (state.optedOut ? refuse('opted_out', whyRefused.optedOut) : null);

const deceased: Rule = (_candidate, state) => (state.deceased ? refuse('deceased', whyRefused.deceased) : null);

const noRep: Rule = (_candidate, state) => (state.repUserId === null ? hold('no_rep', whyHeld.noRep) : null);

const hourPassed: Rule = ({ window }, { day }) => {
  if (window === 'open') return null;
  return window === 'tomorrow'
    ? hold('quiet_hours', whyHeld.tomorrow(day))
    : refuse('window_passed', whyRefused.windowPassed(day));
};

/** 中元: even thanks wait for the next day. */
const noContactDay: Rule = ({ greeting }, { mourning, day }) =>
  mourning?.noContact && !greeting ? hold('no_contact_day', whyHeld.noContactDay(day, mourning.name)) : null;

const mourningDay: Rule = ({ commercial }, { mourning, day }) =>
  mourning && commercial ? hold('mourning_day', whyHeld.mourning(day, mourning.name)) : null;

/** Nothing is sold to a customer with an open complaint, and no one wishes them well as if nothing had happened. */
const problemOpen: Rule = ({ commercial, greeting }, state) =>
  state.problemOpen && (commercial || greeting) ? hold('problem_open', whyHeld.problemOpen) : null;

/** Who came today came for help: a promotion right behind the welcome reads as the price of it. */
const newcomer: Rule = ({ commercial }, { addedOn, epochDay, settings }) => {
  const days = settings.caps.commercialAfterAddedDays;
  const isNew = addedOn !== null && epochDay - toEpochDay(addedOn) < days;
  return commercial && isNew ? hold('newcomer', whyHeld.newcomer(addedOn, days)) : null;
};

const nearBirthday: Rule = ({ commercial }, { greetings, epochDay, settings }) => {
  const days = settings.birthdays.noCommerceDaysAround;
  const near = greetings.find(({ on }) => Math.abs(toEpochDay(on) - epochDay) <= days);
  return commercial && near ? hold('near_birthday', whyHeld.nearBirthday(near.on, near.label, days)) : null;
};

/** WeCom's ceiling is harder than ours: what answers the customer's own act stands under it too. */
const platformCeiling: Rule = (_candidate, { touches, day, epochDay, settings }) => {
  const rule = settings.caps.platformRule;
  const sends = touches.filter(({ massSend }) => massSend);
  const inPeriod = {
    month: (touch: CountedTouch) => fromEpochDay(touch.epochDay).slice(0, 7) === day.slice(0, 7),
    week: (touch: CountedTouch) => Math.abs(touch.epochDay - epochDay) < 7,
    day: (touch: CountedTouch) => touch.epochDay === epochDay,
  }[rule];
  const limit = { month: daysOfMonth(day), week: 7, day: 1 }[rule];
  const sent = sends.filter(inPeriod).length;
  return sent >= limit ? hold('platform_limit', whyHeld.platform(sent, limit, platformPeriods[rule])) : null;
};

function daysOfMonth(day: string): number {
  return Number(addDays(`${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`, -1).slice(8));
}

const recentTip: Rule = (candidate, { touches, epochDay, settings }) => {
  const hours = settings.usageTips.mergeHours;
  const recent = touches.find(
    ({ play, epochDay: on }) => play === candidate.play && Math.abs(on - epochDay) * 24 < hours,
  );
  return candidate.merges && recent
    ? hold('recent_tip', whyHeld.recentTip(fromEpochDay(recent.epochDay), recent.title, hours))
    : null;
};

const pace: Rule = (_candidate, state) =>
  brokenPace(state.epochDay, counted(state.touches), paceOf(state, state.settings.caps));

const commercialCaps: Rule = ({ commercial }, { epochDay, touches, settings }) =>
  commercial ? brokenCommercialCap(epochDay, counted(touches), settings.caps) : null;

const sameTopic: Rule = ({ topic, greeting }, { touches, epochDay, settings }) => {
  const days = settings.caps.sameTopicDays;
  const same = touches.find((touch) => touch.topic === topic && Math.abs(touch.epochDay - epochDay) < days);
  if (!same || topic === '' || greeting) return null;
  return hold('same_topic', whyHeld.sameTopic(fromEpochDay(same.epochDay), same.title, days));
};

/** A confirmed birthday or anniversary keeps its place: nothing before it may push it over a cap of its own day. */
const reservedPlace: Rule = (candidate, state) => {
  const taken = counted(state.touches);
  const kept = keptPlaces(candidate, state, taken);
  const here = { epochDay: state.epochDay, title: candidate.title };
  const pushed = kept.find((greeting) => {
    const others = kept.filter((other) => other !== greeting).map(placeOf);
    return brokenPace(toEpochDay(greeting.on), [...taken, ...others, here], paceOn(greeting, state)) !== null;
  });
  return pushed ? hold('reserved', whyHeld.reserved(pushed.on, pushed.label)) : null;
};

const placeOf = ({ on, label }: GreetingDay) => ({ epochDay: toEpochDay(on), title: label });

/** Who is not dormant yet may be so by the day of the greeting. */
const paceOn = ({ dormant }: ComingGreeting, { tier, settings }: CareState) => paceOf({ tier, dormant }, settings.caps);

/** Coming greetings that rank above the candidate, are not planned yet, and would find a place without it. */
function keptPlaces(candidate: Candidate, state: CareState, taken: readonly CountedTouch[]): ComingGreeting[] {
  const { reserveDays, dormantDays } = state.settings.caps;
  const kept: ComingGreeting[] = [];
  const ranked = [...state.greetings].sort(
    (one, other) => Number(other.play === 'birthday') - Number(one.play === 'birthday'),
  );
  for (const greeting of ranked) {
    const days = toEpochDay(greeting.on) - state.epochDay;
    const ahead = Math.max(reserveDays, greeting.dormant ? dormantDays : 0);
    if (days <= 0 || days > ahead || taken.some(({ key }) => key === greeting.key)) continue;
    if (candidate.greeting && (candidate.play === 'birthday' || greeting.play !== 'birthday')) continue;
    const others = [...taken, ...kept.map(placeOf)];
    if (!brokenPace(state.epochDay + days, others, paceOn(greeting, state))) kept.push(greeting);
  }
  return kept;
}

/** The last rule: who is refused by it would have been cared for, and so may be compared with those who are. */
const holdout: Rule = ({ greeting, priority }, { heldOut }) =>
  heldOut && !greeting && priority > promisePriority ? refuse('holdout', whyRefused.holdout) : null;

/** Bind everything that the system starts. */
export const rulesForAll: readonly Rule[] = [optedOut, deceased, noRep, hourPassed, noContactDay, platformCeiling];
/** Bind all but what answers the customer's own act. */
export const rulesOfMeasure: readonly Rule[] = [
  mourningDay,
  problemOpen,
  newcomer,
  nearBirthday,
  recentTip,
  pace,
  commercialCaps,
  sameTopic,
  reservedPlace,
  holdout,
];
