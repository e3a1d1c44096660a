import { addDays, civilDay, civilMinutes, instantAt, parseMinutes } from '../../kernel/calendar';
import type { Instant } from '../../kernel/ports';

export interface QuietHours {
  /** `HH:mm`; usually in the evening, with `to` on the next morning. */
  from: string;
  to: string;
}

export function isQuiet(at: Instant, hours: QuietHours, zone: string): boolean {
  const minutes = civilMinutes(at, zone);
  const [from, to] = [parseMinutes(hours.from) ?? 0, parseMinutes(hours.to) ?? 0];
  return from > to ? minutes >= from || minutes < to : minutes >= from && minutes < to;
}

/** The first instant after `at` at which the wall clock shows `time`. */
export function nextTime(at: Instant, time: string, zone: string): Instant {
  const today = civilDay(at, zone);
  const first = instantAt(today, time, zone);
  return first > at ? first : instantAt(addDays(today, 1), time, zone);
}
