import { CareError, type Fault } from '../../kernel/errors';
import { normalMobile } from '../../kernel/mobile';
import { validateDate } from '../../kernel/yearly-date';
import type { ImportantDate } from '../../model/important-date';
import { nameOfDate, type NewDate, textOfDate, tidyDate } from './date-rules';
import { profileTexts } from './texts';

/** A customer as a business system or a file tells of them; one of the three keys is needed. */
export interface CustomerRow {
  externalUserId?: string;
  unionId?: string;
  mobile?: string;
  name?: string;
  note?: string;
  interests?: string[];
  dates?: (Omit<NewDate, 'confirmed' | 'source' | 'consent'> & { confirmed?: boolean })[];
  optedOut?: boolean;
  optOutReason?: string;
}

export type RowStatus = 'created' | 'updated' | 'unchanged' | 'rejected';
export interface RowResult {
  key: string;
  status: RowStatus;
  errors?: Fault[];
}

/** What is wrong with a row by itself. */
export function faultsOf(row: CustomerRow): Fault[] {
  const faults: Fault[] = [];
  if (row.externalUserId === undefined && row.unionId === undefined && row.mobile === undefined) {
    faults.push({ path: '', message: profileTexts.noKey });
  }
  if (row.mobile !== undefined && normalMobile(row.mobile) === null) {
    faults.push({ path: 'mobile', message: profileTexts.badMobile });
  }
  for (const [index, date] of (row.dates ?? []).entries()) {
    const message = validateDate(date);
    if (message !== null) faults.push({ path: `dates.${index}`, message });
  }
  return faults;
}

/** The refusal of a row whose date stands against one that is known. */
export function dateConflict(index: number, wanted: NewDate, existing: ImportantDate): CareError {
  const name = nameOfDate(existing);
  const isFamily = tidyDate(wanted).kind.includes('-');
  const message = (isFamily ? profileTexts.whoseDate : profileTexts.dateConflict)(name, textOfDate(existing));
  return new CareError('date_conflict', message, { status: 422, faults: [{ path: `dates.${index}`, message }] });
}
