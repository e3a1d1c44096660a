import type { Stage, Tier } from '../../model/customer';
import type { TouchPath } from '../../model/touch';
import type { FestivalClass } from '../../kernel/festivals';
import type { ReadyTemplate } from './examine';
import { segmentNameOf, type TemplateHeader } from './front-matter';
import type { ForWhom, Moment, TemplateDateKind, WhenKey } from './template-plays';

/** What is known of the occasion and the customer when a text is chosen. A template that asks for more does not fit. */
export interface TemplateMatch {
  /** `d7`: days from delivery. */
  step?: string;
  festivalKey?: string;
  festivalClass?: FestivalClass;
  dateKind?: TemplateDateKind;
  forWhom?: ForWhom;
  moment?: Moment;
  tier?: Tier;
  stage?: Stage;
  /** Names of the segments that the customer is in. */
  segments?: readonly string[];
  /** When given, only texts written for this way to the customer. */
  channel?: TouchPath;
}

/** The more of the occasion a text names, the better it fits it. */
const weights: Record<WhenKey, number> = {
  festivals: 32,
  step: 32,
  dateKind: 32,
  moment: 64,
  festivalClass: 8,
  forWhom: 4,
};
const audienceWeight = 2;
const segmentWeight = 3;

const asked: Record<WhenKey, (match: TemplateMatch) => string | undefined> = {
  festivals: (match) => match.festivalKey,
  step: (match) => match.step,
  dateKind: (match) => match.dateKind,
  moment: (match) => match.moment,
  festivalClass: (match) => match.festivalClass,
  forWhom: (match) => match.forWhom,
};

/** How well a header fits; null: not at all. */
export function fitness(header: TemplateHeader, match: TemplateMatch): number | null {
  if (match.channel !== undefined && header.channel !== match.channel) return null;
  // on the day itself nobody wants to read what was written to prepare it
  if (match.moment === 'day' && header.when.moment === undefined) return null;
  let score = 0;
  for (const key of Object.keys(header.when) as WhenKey[]) {
    // the header's schema allows these keys only
    const wanted: readonly string[] | undefined = header.when[key];
    if (wanted === undefined) continue;
    const value = asked[key](match);
    if (value === undefined || !wanted.includes(value)) return null;
    score += weights[key];
  }
  if (header.audience.includes('any')) return score;
  if (isOfSegment(header, match.segments ?? [])) return score + segmentWeight;
  const theirs = header.audience.some((audience) => audience === match.tier || audience === match.stage);
  return theirs ? score + audienceWeight : null;
}

/** Whether a text is written for one of these segments. */
export function isOfSegment({ audience }: Pick<TemplateHeader, 'audience'>, segments: readonly string[]): boolean {
  return audience.some((each) => segments.some((segment) => segment === segmentNameOf(each)));
}

/** The fitting templates in groups, the most specific first. */
export function fittingGroups<T extends ReadyTemplate>(templates: readonly T[], match: TemplateMatch): T[][] {
  const groups = new Map<number, T[]>();
  for (const template of templates) {
    const score = fitness(template.header, match);
    if (score !== null) groups.set(score, [...(groups.get(score) ?? []), template]);
  }
  return [...groups].sort(([one], [other]) => other - one).map(([, group]) => group);
}

/** FNV-1a, 32 bits: the same on every machine and in every version. */
function hash(text: string, seed = 0x811c9dc5): number {
  let value = seed;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** Spreads the bits (murmur3's finalizer), as FNV's upper ones move little on short texts. */
function spread(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * Orders a group for one customer and occasion: by weight over many customers, always the same for one (weighted
 * rendezvous hashing), so that a new variant moves only the customers that it wins.
 */
export function ranked<T extends ReadyTemplate>(group: readonly T[], customerKey: string, occasion: string): T[] {
  if (group.length < 2) return [...group];
  const seed = hash(occasion, hash(`${customerKey}\u0000`));
  const cost = ({ name, header }: ReadyTemplate) =>
    -Math.log((spread(hash(name, seed)) + 0.5) / 2 ** 32) / header.weight;
  return group
    .map((template) => ({ template, cost: cost(template) }))
    .sort((one, other) => one.cost - other.cost)
    .map(({ template }) => template);
}
