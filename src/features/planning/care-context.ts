import type { CivilDay } from '../../kernel/ports';
import type { Tier } from '../../model/customer';
import type { Mourning } from '../plays/festival-calendar';
import type { GreetingDay } from '../plays/greeting-days';

/** Stable codes beside the words of a touch's why. */
export const reasons = [
  // never
  'opted_out',
  'deceased',
  'merged',
  'window_passed',
  'holdout',
  // not now
  'no_rep',
  'no_contact_day',
  'mourning_day',
  'problem_open',
  'quiet_hours',
  'newcomer',
  'near_birthday',
  'platform_limit',
  'recent_tip',
  'daily_cap',
  'free_day',
  'weekly_cap',
  'dormant_cap',
  'commercial_weekly_cap',
  'commercial_monthly_cap',
  'commercial_share',
  'same_topic',
  'reserved',
  'no_template',
  'rep_day_full',
  // taken back
  'not_due',
  'superseded',
  'expired',
] as const;
export type Reason = (typeof reasons)[number];

/** An occasion that asks for a place on one day. */
export interface Candidate {
  key: string;
  play: string;
  /** zh-CN name of the play. */
  title: string;
  priority: number;
  weight: number;
  commercial: boolean;
  /** A birthday or anniversary. */
  greeting: boolean;
  exempt: boolean;
  merges: boolean;
  topic: string;
  /** Last civil day on which it may go out. */
  lastOn: CivilDay;
  /** Whether the day still has an open hour for it. */
  window: 'open' | 'tomorrow' | 'passed';
  /** Why it is due. */
  why: string;
}

/** A touch that counts, past or planned: from being planned until it ends unsent. */
export interface CountedTouch {
  key: string;
  play: string;
  title: string;
  /** Of the civil day in the customer's zone. */
  epochDay: number;
  commercial: boolean;
  exempt: boolean;
  topic: string;
  /** Goes, or went, through WeCom's mass-send, which has a ceiling of its own. */
  massSend: boolean;
}

/** A greeting day near the day that is planned. */
export interface ComingGreeting extends GreetingDay {
  /** By then, if nothing more is heard of them, the customer is dormant. */
  dormant: boolean;
}

/** What the rules look at for one customer and day. */
export interface CareContext {
  day: CivilDay;
  mourning: Mourning | null;
  /** Null: nobody follows the customer. */
  repUserId: string | null;
  /** Day on which the customer first added a rep; null: never yet. */
  addedOn: CivilDay | null;
  optedOut: boolean;
  deceased: boolean;
  problemOpen: boolean;
  /** 对照组: left alone, so that the worth of care can be told. */
  heldOut: boolean;
  tier: Tier;
  dormant: boolean;
  /** Counted touches around the day, without the candidates' own. */
  touches: readonly CountedTouch[];
  /** The customer's greeting days from the day before to as far ahead as places are kept. */
  greetings: readonly ComingGreeting[];
}

export type Verdict = { kind: 'hold' | 'refuse'; reason: Reason; why: string };
export type Decision = { candidate: Candidate } & (
  { kind: 'plan'; why: string; /** Candidates that this one speaks for too. */ merged: Candidate[] } | Verdict
);
