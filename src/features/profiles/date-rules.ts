import { kinOf } from '../../kernel/kinship';
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

/** A date of somebody else is never the customer's own birthday. */
export function tidyDate(date: NewDate): DateFields {
  const forWhom = (date.forWhom ?? '').trim().slice(0, 40);
  const label = (date.label ?? '').trim().slice(0, 40);
  const { calendar, month, day } = date;
  const plain = { calendar, month, day, year: date.year ?? null, leapMonth: date.leapMonth ?? false };
  const kin = kinOf(forWhom);
  if (date.kind !== 'birthday' || forWhom === '' || kin === 'self') {
    return { ...plain, kind: date.kind, label, forWhom: date.kind === 'birthday' ? '' : forWhom };
  }
  if (kin === 'parent') return { ...plain, kind: 'parent-birthday', label, forWhom };
  if (kin === 'child') return { ...plain, kind: 'child-birthday', label, forWhom };
  return { ...plain, kind: 'other', label: label || '生日', forWhom };
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
export function nameOfDate(date: Pick<DateFields, 'kind' | 'label' | 'forWhom'>): string {
  if (date.label !== '' && date.kind !== 'birthday') return `${date.forWhom}${date.label}`;
  if (date.forWhom === '') return dateNames[date.kind];
  return date.kind === 'wedding' || date.kind === 'other'
    ? `${date.forWhom}${dateNames[date.kind]}`
    : `${date.forWhom}生日`;
}

export function textOfDate(date: YearlyDate): string {
  return formatDate(date);
}
