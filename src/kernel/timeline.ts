import { newId } from './ids';
import type { Instant } from './ports';

export interface TimelineEntry {
  externalUserId: string;
  at: Instant;
  /** E.g. `order.paid`. */
  kind: string;
  /** zh-CN, without phone numbers or notes; cut at 300 characters. */
  summary: string;
  details?: Record<string, unknown>;
}

/** The row of a TimelineEvent, ready to insert beside what it tells of. */
export function timelineRow(entry: TimelineEntry) {
  return { details: {}, ...entry, id: newId(entry.at), summary: entry.summary.slice(0, 300) };
}
