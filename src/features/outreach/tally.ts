import type { DataSource } from 'typeorm';
import type { CivilDay } from '../../kernel/ports';
import { Touch, type TouchState } from '../../model/touch';

export interface Tally {
  /** Touches that were ever to go out: all but refused and superseded. */
  planned: number;
  sent: number;
  skipped: number;
  failed: number;
  expired: number;
  cancelled: number;
  /** Planned, held, offered or unknown: may still reach the customer. */
  open: number;
  /** planned = sent + skipped + failed + expired + cancelled + open; anything else is a bug of ours. */
  holds: boolean;
}

const never: readonly TouchState[] = ['refused', 'superseded'];
const open: readonly TouchState[] = ['planned', 'held', 'offered', 'unknown'];

/** The sum that always holds, of one civil day or of all. */
export async function tally(dataSource: DataSource, day?: CivilDay): Promise<Tally> {
  const query = dataSource
    .createQueryBuilder(Touch, 'touch')
    .select('touch.state', 'state')
    .addSelect('count(*)', 'count')
    .groupBy('touch.state');
  if (day !== undefined) query.where('touch.dueOn = :day', { day });
  const rows = await query.getRawMany<{ state: TouchState; count: number | string }>();
  const count = (states: readonly TouchState[]) =>
    rows.filter((row) => states.includes(row.state)).reduce((sum, row) => sum + Number(row.count), 0);
  const all = rows.reduce((sum, row) => sum + Number(row.count), 0);
  const ends = {
    sent: count(['sent']),
    skipped: count(['skipped']),
    failed: count(['failed']),
    expired: count(['expired']),
    cancelled: count(['cancelled']),
    open: count(open),
  };
  const planned = all - count(never);
  return { planned, ...ends, holds: planned === Object.values(ends).reduce((sum, part) => sum + part, 0) };
}
