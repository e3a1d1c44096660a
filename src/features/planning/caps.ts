import { fromEpochDay } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import type { CareContext, CountedTouch, Verdict } from './care-context';
import { whyHeld } from './texts';

type Caps = CareSettings['caps'];

/** How often this customer may hear of us, all kinds together. */
export interface Pace {
  perDay: number;
  per7Days: number;
  freeDays: number;
  /** Days that hold one touch only; null: the customer is not dormant. */
  dormantDays: number | null;
}

export function paceOf({ tier, dormant }: Pick<CareContext, 'tier' | 'dormant'>, caps: Caps): Pace {
  return {
    perDay: caps.perDay,
    per7Days: tier === 'elite' ? caps.per7DaysElite : caps.per7Days,
    freeDays: caps.freeDaysBetween,
    dormantDays: dormant ? caps.dormantDays : null,
  };
}

type DayOfTouch = Pick<CountedTouch, 'epochDay' | 'title'>;

/**
 * What one more touch on a day would break. A cap of n in 7 days holds in every 7 days that the day is one of, those
 * that end later included, so that what was planned ahead keeps its place.
 */
export function brokenPace(epochDay: number, touches: readonly DayOfTouch[], pace: Pace): Verdict | null {
  const apart = (touch: DayOfTouch) => Math.abs(touch.epochDay - epochDay);
  const held = (reason: Verdict['reason'], why: string): Verdict => ({ kind: 'hold', reason, why });
  const on = (touch: DayOfTouch) => fromEpochDay(touch.epochDay);

  const sameDay = touches.filter((touch) => apart(touch) === 0);
  if (sameDay.length >= pace.perDay) {
    return held('daily_cap', whyHeld.daily(fromEpochDay(epochDay), sameDay[0]?.title ?? '', pace.perDay));
  }
  const close = touches.find((touch) => apart(touch) > 0 && apart(touch) <= pace.freeDays);
  if (close) return held('free_day', whyHeld.freeDay(on(close), close.title, pace.freeDays));

  const week = fullestSpan(epochDay, touches, 7);
  if (week.count >= pace.per7Days) {
    const [from, to] = [fromEpochDay(week.first), fromEpochDay(week.first + 6)];
    return held('weekly_cap', whyHeld.weekly(from, to, week.count, pace.per7Days));
  }
  const { dormantDays } = pace;
  const other = dormantDays === null ? undefined : touches.find((touch) => apart(touch) < dormantDays);
  return other ? held('dormant_cap', whyHeld.dormant(on(other), other.title, dormantDays ?? 0)) : null;
}

/** Of the spans of `length` days that a day is one of, the one with most touches. */
function fullestSpan(
  epochDay: number,
  touches: readonly DayOfTouch[],
  length: number,
): { first: number; count: number } {
  let fullest = { first: epochDay - length + 1, count: 0 };
  for (let first = epochDay - length + 1; first <= epochDay; first += 1) {
    const count = touches.filter((touch) => touch.epochDay >= first && touch.epochDay < first + length).length;
    if (count > fullest.count) fullest = { first, count };
  }
  return fullest;
}

/** What one more commercial touch on a day would break. */
export function brokenCommercialCap(epochDay: number, touches: readonly CountedTouch[], caps: Caps): Verdict | null {
  const commercial = touches.filter((touch) => touch.commercial);
  const week = fullestSpan(epochDay, commercial, 7);
  if (week.count >= caps.commercialPer7Days) {
    const near = commercial.find((touch) => touch.epochDay >= week.first && touch.epochDay < week.first + 7);
    const on = fromEpochDay(near?.epochDay ?? epochDay);
    const why = whyHeld.commercialWeekly(on, near?.title ?? '', caps.commercialPer7Days);
    return { kind: 'hold', reason: 'commercial_weekly_cap', why };
  }
  const month = fromEpochDay(epochDay).slice(0, 7);
  const thisMonth = commercial.filter((touch) => fromEpochDay(touch.epochDay).startsWith(month)).length;
  if (thisMonth >= caps.commercialPerMonth) {
    const why = whyHeld.commercialMonthly(thisMonth, caps.commercialPerMonth);
    return { kind: 'hold', reason: 'commercial_monthly_cap', why };
  }
  return brokenShare(epochDay, touches, caps.commercialShare);
}

/** From the 4th touch in 30 days on, seen from each commercial touch that the new one shares 30 days with. */
function brokenShare(epochDay: number, touches: readonly CountedTouch[], share: number): Verdict | null {
  const ends = touches.filter(
    (touch) => touch.commercial && touch.epochDay > epochDay && touch.epochDay < epochDay + 30,
  );
  for (const end of [epochDay, ...ends.map((touch) => touch.epochDay)]) {
    const inSpan = touches.filter((touch) => touch.epochDay > end - 30 && touch.epochDay <= end);
    const total = inSpan.length + 1;
    const commercial = inSpan.filter((touch) => touch.commercial).length + 1;
    if (total >= 4 && commercial > total * share) {
      return { kind: 'hold', reason: 'commercial_share', why: whyHeld.commercialShare(commercial, total, share) };
    }
  }
  return null;
}
