import { kinOf, personIn } from '../../kernel/kinship';
import { formatDate, type YearlyDate } from '../../kernel/yearly-date';
import type { DateKind, ImportantDate } from '../../model/important-date';
import { dateNames } from './texts';

export interface NewDate {
  kind: DateKind;
  label?: string;
  /** Empty: the customer; else 女儿, 妈妈 … */
  forWhom?: string;
  calendar: 'solar' | 'lunar';
  year?: number | null;
  month: number;
  day: number;
  leapMonth?: boolean;
  confirmed: boolean;
  /** `rep:<repUserId>`, `import`, `api`, `chat:<message>`. */
  source: string;
  /** The guardian agreed to a child's date being kept. A rep, or a system that says confirmed, answers for it. */
  consent?: boolean;
}

export type DateFields = Pick<
  ImportantDate,
  'kind' | 'label' | 'forWhom' | 'calendar' | 'year' | 'month' | 'day' | 'leapMonth'
>;

/** A date of somebody else is never the customer's own birthday, under whatever kind or label it came. */
export function tidyDate(date: NewDate): DateFields {
  const { calendar, month, day } = date;
  const named = (date.label ?? '').trim();
  const whose = personIn(date.forWhom ?? '').slice(0, 40) || bearerOf(named);
  const label = withoutPerson(named, whose);
  const kind = kindOf(date.kind, whose, label);
  return {
    calendar,
    month,
    day,
    year: date.year ?? null,
    leapMonth: date.leapMonth ?? false,
    kind,
    label: kind !== 'other' && birthdayLabel.test(label) ? '' : asDay(label),
    // 老婆的结婚纪念日 is the customer's own
    forWhom: kind === 'wedding' && kinOf(whose) === 'spouse' ? '' : whose,
  };
}

const birthdayLabel = /^(?:[农阴公阳新旧]历)?生日$/;

/** Whom a label such as 女儿生日 names; empty: nobody. */
function bearerOf(label: string): string {
  const who = /^(.+?)的?生日$/.exec(label)?.[1] ?? '';
  return kinOf(who) === null ? '' : personIn(who);
}

/** 生日 of 女儿生日, where 女儿 is known. */
function withoutPerson(label: string, whose: string): string {
  return label.startsWith(whose) ? label.slice(whose.length).replace(/^的/, '') : label;
}

function kindOf(kind: DateKind, whose: string, label: string): DateKind {
  const isBirthday = kind === 'birthday' || (kind === 'other' && whose !== '' && birthdayLabel.test(label));
  if (!isBirthday) return kind;
  const kin = kinOf(whose);
  if (kin === 'child') return 'child-birthday';
  return kin === 'parent' ? 'parent-birthday' : 'birthday';
}

/** 乔迁 is what happened, 乔迁纪念日 is its day. */
function asDay(label: string): string {
  if (label === '' || /[日节天年月岁诞辰寿喜庆典礼]$/.test(label)) return label.slice(0, 40);
  return `${label.slice(0, 37)}纪念日`;
}

/** Whether both speak of one and the same day of one and the same person, so that there can be only one of them. */
export function areRivals(one: DateFields, other: DateFields): boolean {
  if (one.kind !== other.kind || one.forWhom !== other.forWhom) return false;
  return one.kind !== 'other' || (one.label === other.label && one.label + one.forWhom !== '');
}

export function isSameDay(one: YearlyDate, other: YearlyDate): boolean {
  const sameYear = !one.year || !other.year || one.year === other.year;
  return (
    sameYear &&
    one.calendar === other.calendar &&
    one.month === other.month &&
    one.day === other.day &&
    (one.leapMonth ?? false) === (other.leapMonth ?? false)
  );
}

/** 生日, 女儿生日, 乔迁纪念日. */
export function nameOfDate({ kind, label, forWhom }: Pick<DateFields, 'kind' | 'label' | 'forWhom'>): string {
  if (kind === 'birthday' && forWhom === '') return dateNames.birthday;
  const usual = forWhom !== '' && kind.endsWith('birthday') ? dateNames.birthday : dateNames[kind];
  return forWhom + (withoutPerson(label, forWhom) || usual);
}

export function textOfDate(date: YearlyDate): string {
  return formatDate(date);
}
