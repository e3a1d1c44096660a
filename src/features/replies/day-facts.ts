import { kinOf } from '../../kernel/kinship';
import type { DateKind } from '../../model/important-date';
import type { FoundDay } from './dates';
import type { Lexicon } from './lexicon';
import type { FoundPerson } from './people';

/** A day of somebody's that a message tells; a rep is asked to confirm it. */
export interface DayFact {
  kind: DateKind;
  /** Empty: the customer's own. */
  forWhom: string;
  calendar: 'solar' | 'lunar';
  year: number | null;
  month: number;
  day: number;
  leapMonth: boolean;
  /** False: the calendar, or the day, may be another one. */
  sure: boolean;
  /** The words that told it. */
  why: string;
}

const ownChildren = new Set(['女儿', '儿子', '孩子', '宝宝']);

/** 87年, 2014年 said apart from its day. */
function yearSaidApart(even: string): number | null {
  const said = /(?<!\d)(?<year>(?:19|20)\d{2}|[4-9]\d)年/.exec(even)?.groups?.year;
  if (said === undefined) return null;
  return said.length === 4 ? Number(said) : 1900 + Number(said);
}

/** A person right before the day (女儿:2015-07-22), or the writer (我是二月二十九号的): said of birthdays alone. */
function isBareBirthday(even: string, day: FoundDay, people: readonly FoundPerson[]): boolean {
  const before = even.slice(0, day.start).replace(/(?:大人)?[是的:都在\s]*$/u, '');
  const after = even.slice(day.end);
  const ends = /^(?:\s*$|[\s,.。，!！;；]|的|生)/u.test(after);
  if (!ends) return false;
  if (people.some((person) => person.end === before.length)) return true;
  return /(?:^|[\s,，])[我俺](?:是属.的)?$/u.test(before) && /^(?:的|生|\s*$)/u.test(after);
}

export class DayFactFinder {
  constructor(private readonly facts: Lexicon['facts']) {}

  /** The days that the message tells of somebody. Nothing where it supposes, denies or only asks. */
  find(even: string, days: readonly FoundDay[], people: readonly FoundPerson[]): DayFact[] {
    if (even.search(this.facts.supposed) >= 0 || even.search(this.facts.asked) >= 0) return [];
    const found: DayFact[] = [];
    for (const day of days) {
      for (const fact of this.factsOf(even, day, people)) {
        const known = found.some((other) => other.forWhom === fact.forWhom && other.kind === fact.kind);
        if (!known) found.push(fact);
      }
    }
    return found;
  }

  private factsOf(even: string, day: FoundDay, people: readonly FoundPerson[]): DayFact[] {
    const { yearly } = day;
    if (yearly === null || this.facts.notThis.test(even.slice(0, day.start))) return [];
    if (isAskedAbout(even, day)) return [];
    const kind = this.kindOf(even, day, people);
    if (kind === null) return [];
    const year = yearly.year ?? yearSaidApart(even);
    const owners = kind === 'birthday' ? ownersOf(even, day, people) : [othersDay(kind, even, day, people)];
    return owners.map((forWhom) => ({
      ...{ ...yearly, year, forWhom, sure: day.sure, why: day.text },
      kind: kind === 'birthday' ? birthdayKind(forWhom) : kind,
    }));
  }

  private kindOf(even: string, day: FoundDay, people: readonly FoundPerson[]): DateKind | null {
    if (even.search(this.facts.wedding) >= 0) return 'wedding';
    if (even.search(this.facts.birthday) >= 0) return 'birthday';
    if (even.search(this.facts.otherDay) >= 0) return 'other';
    return isBareBirthday(even, day, people) ? 'birthday' : null;
  }
}

/** 我生日是六一吗: only asked. 我妈5月3号生日能到吗 asks another thing. */
function isAskedAbout(even: string, day: FoundDay): boolean {
  const clause = /^[^\s,。，!！?？]*[?？]?/u.exec(even.slice(day.end))?.[0] ?? '';
  return /(?:吗|么|不是|没)[?？]?$/u.test(clause) && !/[到送发寄赶]/u.test(clause);
}

function birthdayKind(forWhom: string): DateKind {
  if (ownChildren.has(forWhom)) return 'child-birthday';
  return kinOf(forWhom) === 'parent' ? 'parent-birthday' : 'birthday';
}

/** Whose day it is: the person named last before it, else the first behind; with 都, everybody named. */
function ownersOf(even: string, day: FoundDay, people: readonly FoundPerson[]): string[] {
  const before = people.filter((person) => person.end <= day.start);
  if (before.length > 1 && even.slice(before.at(-1)!.end, day.start).includes('都'))
    return before.map(({ plain }) => plain);
  const owner = before.at(-1) ?? people.find((person) => isOwnerBehind(even, day, person));
  const isOwn = /[我俺](?!们?家?$)/u.test(even.slice(before.at(-1)?.end ?? 0, day.start));
  return [owner === undefined || isOwn ? '' : owner.plain];
}

/** Whose wedding it is, where not the customer's own (闺女十月一结婚). */
function othersDay(kind: DateKind, even: string, day: FoundDay, people: readonly FoundPerson[]): string {
  const plain = people.findLast((person) => person.end <= day.start)?.plain ?? '';
  const together = /我们|我俩|我[跟和与]|[跟和与]我/u.test(even) || ['对象', '男朋友', '女朋友'].includes(plain);
  return kind !== 'wedding' || together || kinOf(plain) === 'spouse' ? '' : plain;
}

/** 六一是我女儿生日. */
function isOwnerBehind(even: string, day: FoundDay, person: FoundPerson): boolean {
  return (
    person.start >= day.end &&
    /^[\s,，]*(?:那天)?(?:也|就)?是?(?:我|俺|咱)?(?:们)?家?的?$/u.test(even.slice(day.end, person.start))
  );
}
