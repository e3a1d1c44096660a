import { addDays, civilDay, civilMinutes, instantAt, parseMinutes } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import type { Instant } from '../../kernel/ports';

type Hours = Pick<CareSettings['service'], 'opensAt' | 'closesAt' | 'followUpAt'>;

/** Whether somebody is there to take a conversation over. */
export function isOpen(at: Instant, hours: Hours, zone: string): boolean {
  const minutes = civilMinutes(at, zone);
  return minutes >= (parseMinutes(hours.opensAt) ?? 0) && minutes < (parseMinutes(hours.closesAt) ?? 1440);
}

/** When a person may be asked to go on: now, or when the shop has opened again. */
export function followUpTime(at: Instant, hours: Hours, zone: string): Instant {
  if (isOpen(at, hours, zone)) return at;
  const today = civilDay(at, zone);
  const first = instantAt(today, hours.followUpAt, zone);
  return first > at ? first : instantAt(addDays(today, 1), hours.followUpAt, zone);
}

/** Whether that is only on the next day. */
export function isTomorrow(at: Instant, followUpAt: Instant, zone: string): boolean {
  return civilDay(at, zone) !== civilDay(followUpAt, zone);
}
