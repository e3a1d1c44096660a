import { SolarTerm } from 'tyme4ts';
import { z } from 'zod';
import { addDays, dayParts, makeCivilDay, parseCivilDay, toEpochDay, weekday } from './calendar';
import { CareError } from './errors';
import type { CivilDay } from './ports';
import { occurrencesIn } from './yearly-date';

/** 家庭团聚, 纪念, 时令, 大促, 肃穆 (mourning: nothing commercial goes out), 庄重 (no commercial use). */
export const festivalClasses = ['reunion', 'commemorative', 'seasonal', 'promotion', 'solemn', 'dignified'] as const;
export type FestivalClass = (typeof festivalClasses)[number];

export const solarTerms = SolarTerm.NAMES as [string, ...string[]];
const month = z.int().min(1).max(12);
const days = z.int().min(0).max(120);
const civilDayText = z.string().refine((text) => parseCivilDay(text) !== null, 'no such day; write YYYY-MM-DD');

const festivalRuleSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('solar'), month, day: z.int().min(1).max(31) })
    .refine((rule) => makeCivilDay(2001, rule.month, rule.day) !== null, 'not a day that every year has'),
  /** Of the regular month, never the leap one; day 30 is the last day of the month. */
  z.strictObject({ kind: z.literal('lunar'), month, day: z.int().min(1).max(30) }),
  /** `weekday` 0 Sunday … 6 Saturday; `nth` 1..4. */
  z.strictObject({
    kind: z.literal('nth-weekday'),
    month,
    weekday: z.int().min(0).max(6),
    nth: z.int().min(1).max(4),
  }),
  z.strictObject({ kind: z.literal('solar-term'), name: z.enum(solarTerms) }),
  /** 三伏: 初伏 is the third 庚 day from 夏至 on, 中伏 the fourth, 末伏 the first from 立秋 on. */
  z.strictObject({ kind: z.literal('dog-days'), name: z.enum(['初伏', '中伏', '末伏']) }),
  /** Days that a government declares, as mourning: the one kind that cannot be computed. */
  z.strictObject({ kind: z.literal('declared'), days: z.array(civilDayText) }),
]);
export type FestivalRule = z.infer<typeof festivalRuleSchema>;

const festivalSchema = z
  .strictObject({
    /** Part of an occasion's identity (`holiday:2027-mid-autumn`): never renamed. */
    key: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
    /** Chinese, as shown to people. */
    name: z.string().min(1),
    rule: festivalRuleSchema,
    class: z.enum(festivalClasses),
    /** Days ahead at which customers first hear of it; null: no play prepares it. */
    leadDays: days.nullable(),
    /** Days ahead at which the admin's planning starts; default `leadDays`. */
    planDays: days.nullish().transform((value) => value ?? null),
    /** Where it is a season (618, 高考): how many days it lasts before and after its day. */
    daysBefore: days.default(0),
    daysAfter: days.default(0),
    /** The wish in the words that custom asks for: 端午安康, never 快乐. */
    greeting: z
      .string()
      .nullish()
      .transform((value) => value ?? null),
    /** What to talk about, whatever the product. */
    angle: z.string().default(''),
    /** May be used to suggest goods. Solemn and dignified days may not. */
    commercial: z.boolean().optional(),
    /** Only a customer's own birthday or anniversary goes out on this day. */
    noContact: z.boolean().default(false),
    on: z.boolean().default(true),
  })
  .transform((festival) => ({ ...festival, commercial: festival.commercial ?? mayBeCommercial(festival.class) }))
  .refine((festival) => !festival.commercial || mayBeCommercial(festival.class), {
    path: ['commercial'],
    message: 'a solemn or dignified day is never commercial',
  })
  .refine((festival) => festival.class !== 'solemn' || festival.leadDays === null, {
    path: ['leadDays'],
    message: 'a solemn day has no lead: write null',
  });
export type Festival = z.infer<typeof festivalSchema>;

function mayBeCommercial(festivalClass: FestivalClass): boolean {
  return festivalClass !== 'solemn' && festivalClass !== 'dignified';
}

/** A day on which a festival falls; for a season its own day, not its first. */
export interface FestivalDay {
  key: string;
  festival: Festival;
  day: CivilDay;
}

/**
 * Reads the list of config/festivals.yaml. Throws CareError `bad_festivals` naming every fault, keys that come twice
 * among them.
 */
export function parseFestivals(value: unknown): Festival[] {
  const parsed = z.array(festivalSchema).safeParse(value);
  const faults = parsed.error?.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })) ?? [];
  const festivals = parsed.data ?? [];
  festivals.forEach(({ key }, index) => {
    if (festivals.findIndex((other) => other.key === key) === index) return;
    faults.push({ path: `${index}.key`, message: `${key} comes twice` });
  });
  if (faults.length === 0) return festivals;
  const told = faults.map((fault) => `${fault.path}: ${fault.message}`).join('; ');
  throw new CareError('bad_festivals', `festivals: ${told}`, { faults });
}

function solarTermDays(name: string, year: number): CivilDay[] {
  // tyme4ts counts a year's terms from 冬至 of the December before
  return [year, year + 1]
    .map((termYear) => SolarTerm.fromName(termYear, name).getSolarDay())
    .filter((term) => term.getYear() === year)
    .map((term) => makeCivilDay(year, term.getMonth(), term.getDay())!); // a term is a real day
}

/** The nth day from `from` on (it included) whose heavenly stem is 庚. */
function stemDay(from: CivilDay, nth: number): CivilDay {
  const GENG = 6;
  const stem = (((toEpochDay(from) + 7) % 10) + 10) % 10;
  return addDays(from, ((GENG - stem + 10) % 10) + (nth - 1) * 10);
}

function dogDay(name: '初伏' | '中伏' | '末伏', year: number): CivilDay {
  const [term, nth] = { 初伏: ['夏至', 3], 中伏: ['夏至', 4], 末伏: ['立秋', 1] }[name] as [string, number];
  return stemDay(solarTermDays(term, year)[0]!, nth); // 夏至 and 立秋 come once a year
}

function nthWeekday(rule: { month: number; weekday: number; nth: number }, year: number): CivilDay {
  const first = makeCivilDay(year, rule.month, 1)!; // the schema holds the month
  return addDays(first, ((rule.weekday - weekday(first) + 7) % 7) + (rule.nth - 1) * 7);
}

type RuleOf<K extends FestivalRule['kind']> = Extract<FestivalRule, { kind: K }>;

const rules: { [K in FestivalRule['kind']]: (rule: RuleOf<K>, year: number) => CivilDay[] } = {
  solar: (rule, year) => occurrencesIn({ calendar: 'solar', ...rule }, year),
  lunar: (rule, year) => occurrencesIn({ calendar: 'lunar', ...rule }, year),
  'nth-weekday': (rule, year) => [nthWeekday(rule, year)],
  'solar-term': (rule, year) => solarTermDays(rule.name, year),
  'dog-days': (rule, year) => [dogDay(rule.name, year)],
  declared: (rule, year) => rule.days.filter((day) => dayParts(day).year === year).sort(),
};

/**
 * The days of a rule in the solar year `year`, earliest first: mostly one; of a festival in 冬月
 * or 腊月 some solar years have none and some two (腊八: none in 2024, two in 2025).
 */
export function festivalDays(rule: FestivalRule, year: number): CivilDay[] {
  // the table pairs each kind with its own rule; TypeScript cannot see it through the union
  return (rules[rule.kind] as (rule: FestivalRule, year: number) => CivilDay[])(rule, year);
}

/** 节气 from `from` to `to`, both included, by day. */
export function solarTermsBetween(from: CivilDay, to: CivilDay): Map<CivilDay, string> {
  const found = new Map<CivilDay, string>();
  for (let { year } = dayParts(from); year <= dayParts(to).year; year += 1) {
    for (const name of solarTerms) {
      for (const day of solarTermDays(name, year)) if (day >= from && day <= to) found.set(day, name);
    }
  }
  return found;
}

/** Every festival of the list from `from` to `to`, both included, by day and then in the list's order. */
export function festivalsBetween(festivals: readonly Festival[], from: CivilDay, to: CivilDay): FestivalDay[] {
  const found: FestivalDay[] = [];
  for (let { year } = dayParts(from); year <= dayParts(to).year; year += 1) {
    for (const festival of festivals) {
      for (const day of festivalDays(festival.rule, year)) {
        if (day >= from && day <= to) found.push({ key: festival.key, festival, day });
      }
    }
  }
  return found.sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)));
}
