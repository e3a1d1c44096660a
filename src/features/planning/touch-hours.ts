import { civilMinutes, instantAt, parseMinutes } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import type { CivilDay, Instant } from '../../kernel/ports';
import type { Occasion } from '../plays/play';
import type { Candidate } from './care-context';

type QuietHours = CareSettings['quietHours'];

/** When a touch may go out. */
export interface TouchHours {
  notBefore: Instant;
  /** On its last day; past it the touch expires. */
  notAfter: Instant;
  /** Whether its day still has an open hour now. */
  window: Candidate['window'];
}

const MIDNIGHT = 1440;
const minutes = (time: string) => parseMinutes(time) ?? 0; // settings and plays write HH:mm

/** The open hours of a day, in minutes; quiet hours run across midnight, or through the small hours only. */
function openHours({ from, to }: QuietHours): { start: number; end: number } {
  return { start: minutes(to), end: minutes(from) > minutes(to) ? minutes(from) : MIDNIGHT };
}

/** Whether the system must be silent towards a customer of this zone. */
export function isQuiet(at: Instant, zone: string, quiet: QuietHours): boolean {
  const now = civilMinutes(at, zone);
  const [from, to] = [minutes(quiet.from), minutes(quiet.to)];
  return from > to ? now >= from || now < to : now >= from && now < to;
}

/**
 * The hours of an occasion on one of its days, in the customer's zone. What would begin in quiet hours begins when
 * they end, and what would last into them ends when they begin.
 */
export function touchHours(
  occasion: Pick<Occasion, 'from' | 'until' | 'lastOn'>,
  day: CivilDay,
  zone: string,
  quiet: QuietHours,
  now: Instant,
): TouchHours {
  const open = openHours(quiet);
  const start = Math.max(minutes(occasion.from), open.start);
  const end = Math.min(minutes(occasion.until), open.end);
  const notAfter = instantAt(occasion.lastOn, end, zone);
  const notBefore = Math.min(instantAt(day, start, zone), notAfter);
  const passed = start >= end || now >= instantAt(day, end, zone);
  return { notBefore, notAfter, window: !passed ? 'open' : day < occasion.lastOn ? 'tomorrow' : 'passed' };
}
