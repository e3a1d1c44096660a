import { addDays, dayParts, daysBetween } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import { type Festival, type FestivalClass, type FestivalDay, festivalsBetween } from '../../kernel/festivals';
import type { CivilDay } from '../../kernel/ports';

/** A festival that customers hear of, on the days on which they may. */
export interface FestivalLead extends FestivalDay {
  /** `holiday:2027-mid-autumn`. */
  occasion: string;
  firstOn: CivilDay;
  lastOn: CivilDay;
  /** Which of two that are prepared at once goes first: the greater. */
  weight: number;
  /** Smaller festivals near it, which have no suggestion of their own. */
  absorbed: FestivalDay[];
}

export interface Mourning {
  name: string;
  /** Only a customer's own birthday or anniversary goes out. */
  noContact: boolean;
}

/** The days of a list of festivals by year: the sky is asked once. */
const daysByYear = new WeakMap<readonly Festival[], Map<number, FestivalDay[]>>();

function festivalsOf(festivals: readonly Festival[], year: number): FestivalDay[] {
  const years = daysByYear.get(festivals) ?? new Map<number, FestivalDay[]>();
  daysByYear.set(festivals, years);
  const days = years.get(year) ?? festivalsBetween(festivals, `${year}-01-01`, `${year}-12-31`);
  years.set(year, days);
  return days;
}

/** Families and the people one honours come before sales and seasons, however early those are announced. */
const ranks: Record<FestivalClass, number> = {
  reunion: 2,
  commemorative: 2,
  promotion: 1,
  seasonal: 1,
  solemn: 0,
  dignified: 0,
};

/** 节日: what a day stands before, and what it mourns. Computed once a day, the same for all customers. */
export class FestivalCalendar {
  readonly mourning: Mourning | null;
  /** Festivals whose suggestion may go out on the day. */
  readonly due: FestivalLead[];
  /** The family festival whose own day it is, and which is wished to customers; the small ones near it are not. */
  readonly greeted: FestivalLead | null;
  private readonly leads: FestivalLead[];

  constructor(
    festivals: readonly Festival[],
    private readonly day: CivilDay,
    rules: CareSettings['holiday'],
  ) {
    const { year } = dayParts(day);
    const near = [year - 1, year, year + 1].flatMap((each) => festivalsOf(festivals, each));
    this.mourning = mourningOn(near, day);
    this.leads = merge(near.filter(isSuggested), rules.mergeWithinDays).map((group) =>
      leadOf(group, near, rules.validDays),
    );
    this.due = this.leads.filter(({ firstOn, lastOn }) => firstOn <= day && day <= lastOn);
    this.greeted = this.leads.find((lead) => lead.day === day && isWished(lead)) ?? null;
  }

  /** Suggestions that begin from `from` to `to`, within a year of the day. */
  startingBetween(from: CivilDay, to: CivilDay): FestivalLead[] {
    return this.leads.filter(({ firstOn }) => from <= firstOn && firstOn <= to);
  }

  /** The next suggestion after the day, for whoever asks why there is none. */
  get next(): FestivalLead | null {
    const coming = this.leads.filter(({ firstOn }) => firstOn > this.day);
    return coming.sort((one, other) => (one.firstOn < other.firstOn ? -1 : 1))[0] ?? null;
  }
}

/** Mourning is the law's, so a festival that is switched off still binds. */
function mourningOn(near: readonly FestivalDay[], day: CivilDay): Mourning | null {
  const mourned = near.filter(({ festival, day: on }) => {
    const fromNow = daysBetween(on, day);
    return festival.class === 'solemn' && fromNow >= -festival.daysBefore && fromNow <= festival.daysAfter;
  });
  if (mourned.length === 0) return null;
  return {
    name: mourned.map(({ festival }) => festival.name).join('、'),
    noContact: mourned.some(({ festival }) => festival.noContact),
  };
}

function isSuggested({ festival }: FestivalDay): boolean {
  return festival.on && festival.leadDays !== null && festival.commercial;
}

function isWished({ festival }: FestivalDay): boolean {
  return festival.class === 'reunion' && festival.greeting !== null;
}

/** Takes the biggest, lets it absorb what is nearer than `withinDays`, and goes on with the rest. */
function merge(festivals: readonly FestivalDay[], withinDays: number): FestivalDay[][] {
  const waiting = [...festivals].sort(bySize);
  const groups: FestivalDay[][] = [];
  while (waiting.length > 0) {
    const biggest = waiting.shift()!; // not empty
    const near = waiting.filter(({ day }) => Math.abs(daysBetween(day, biggest.day)) < withinDays);
    for (const each of near) waiting.splice(waiting.indexOf(each), 1);
    groups.push([biggest, ...near]);
  }
  return groups;
}

/** The bigger first: by rank, by how long it is prepared, and of equals the later, as 春节 after 除夕. */
function bySize(one: FestivalDay, other: FestivalDay): number {
  return weightOf(other.festival) - weightOf(one.festival) || (one.day > other.day ? -1 : 1);
}

/** By rank, then by how long it is prepared: no lead is longer than a year. */
function weightOf({ class: rank, leadDays }: Festival): number {
  return ranks[rank] * 1_000 + (leadDays ?? 0);
}

function leadOf(group: FestivalDay[], near: readonly FestivalDay[], validDays: number): FestivalLead {
  const [biggest, ...absorbed] = group as [FestivalDay, ...FestivalDay[]]; // made by merge
  const firstOn = addDays(biggest.day, -(biggest.festival.leadDays ?? 0));
  const eve = addDays(biggest.day, -1);
  const lastOn = [addDays(firstOn, validDays), eve < firstOn ? firstOn : eve].sort()[0]!; // two of them
  const weight = weightOf(biggest.festival);
  return { ...biggest, occasion: occasionOf(biggest, near), firstOn, lastOn, weight, absorbed };
}

/** 腊八 may come twice in one solar year: the second has a number. */
function occasionOf({ key, day }: FestivalDay, near: readonly FestivalDay[]): string {
  const year = day.slice(0, 4);
  const nth = near.filter((each) => each.key === key && each.day.startsWith(year) && each.day < day).length;
  return `holiday:${year}-${key}${nth > 0 ? `:${nth + 1}` : ''}`;
}
