import { CareError } from './errors';
import type { CivilDay, Instant } from './ports';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MINUTES_A_DAY = 1440;

// ---------------------------------------------------------------------------------------------------------------
// Civil days: arithmetic on the proleptic Gregorian calendar, no zone and no clock in it.

/** Year 1..9999, month 1..12, day of the month 1..31. */
export interface DayParts {
  year: number;
  month: number;
  day: number;
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function monthLength(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** The civil day of these numbers, or null when there is no such day (2026-02-29, month 13, fractions). */
export function makeCivilDay(year: number, month: number, day: number): CivilDay | null {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day);
  if (!whole || year < 1 || year > 9999 || day < 1 || day > monthLength(year, month)) return null;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Reads strict `YYYY-MM-DD`; null for any other form and for days that do not exist. Never rolls over. */
export function parseCivilDay(text: string): CivilDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  return makeCivilDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));
}

/** Year, month and day of a civil day. Throws a plain Error on anything else: such a value is a bug of ours. */
export function dayParts(day: CivilDay): DayParts {
  const parts = { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8)) };
  const real =
    day.length === 10 && parts.year >= 1 && parts.day >= 1 && parts.day <= monthLength(parts.year, parts.month);
  if (!real) throw new Error(`not a civil day: ${JSON.stringify(day)}`);
  return parts;
}

/** Days since 1970-01-01 (negative before it). */
export function toEpochDay(civil: CivilDay): number {
  const { year, month, day } = dayParts(civil);
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil day that many days after 1970-01-01. */
export function fromEpochDay(epochDay: number): CivilDay {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const civil = makeCivilDay(year, month, dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1);
  if (civil === null) throw new Error(`no civil day ${epochDay} days from 1970-01-01`);
  return civil;
}

/** The day `days` after (negative: before) `day`. */
export function addDays(day: CivilDay, days: number): CivilDay {
  return fromEpochDay(toEpochDay(day) + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDay, to: CivilDay): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** 0 Sunday … 6 Saturday, as cron and JavaScript count. */
export function weekday(day: CivilDay): number {
  return (((toEpochDay(day) + 4) % 7) + 7) % 7;
}

// ---------------------------------------------------------------------------------------------------------------
// Zones: what the wall clock says where the customer is.

const AREA_AND_PLACE =
  /^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:\/[A-Z][A-Za-z_-]+){1,2}$/;

interface Zone {
  format: Intl.DateTimeFormat;
  /** Offset in ms by UTC day; null on the days on which it changes. */
  offsets: Map<number, number | null>;
}

const zones = new Map<string, Zone>();
/** 50 years of days: more than a shop's history; only hostile instants get there. */
const OFFSETS_KEPT = 18_263;

function formatOf(name: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/**
 * Whether `name` is an IANA zone of a place, as `Asia/Shanghai`, or `UTC`.
 * Offsets and their disguises (`GMT+8`, `+08:00`, `Etc/GMT-8`, `EST5EDT`, `PRC`) are refused: they know no summer
 * time or nobody's, and `Etc/GMT-8` even means the opposite of what it says.
 */
export function isZone(name: string): boolean {
  if (name === 'UTC' || name === 'Etc/UTC') return true;
  if (!AREA_AND_PLACE.test(name)) return false;
  try {
    const canonical = formatOf(name).resolvedOptions().timeZone;
    return canonical === name || canonical.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  if (!isZone(name)) {
    throw new CareError('unknown_zone', `unknown time zone ${JSON.stringify(name)}; use an IANA name as Asia/Shanghai`);
  }
  const zone = { format: formatOf(name), offsets: new Map<number, number | null>() };
  zones.set(name, zone);
  return zone;
}

/** Reads one formatted instant, `8/15/2026, 09:30:00`: a third of the cost of formatToParts. */
function readOffset(zone: Zone, at: Instant): number {
  const [month, day, year, hour, minute, second] = (zone.format.format(at).match(/\d+/g) ?? []).map(Number);
  // six numbers are what the format above asks for
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - Math.floor(at / 1000) * 1000;
}

/** Offset from UTC in ms, east positive. Read once a UTC day and zone, unless the clocks change on that day. */
function offsetAt(zone: Zone, at: Instant): number {
  const utcDay = Math.floor(at / DAY_MS);
  let offset = zone.offsets.get(utcDay);
  if (offset === undefined) {
    const first = readOffset(zone, utcDay * DAY_MS);
    offset = first === readOffset(zone, (utcDay + 1) * DAY_MS) ? first : null;
    if (zone.offsets.size >= OFFSETS_KEPT) zone.offsets.clear();
    zone.offsets.set(utcDay, offset);
  }
  return offset ?? readOffset(zone, at);
}

/** The day on the wall calendar of `zone` at that instant. */
export function civilDay(at: Instant, zone: string): CivilDay {
  return fromEpochDay(Math.floor((at + offsetAt(zoneOf(zone), at)) / DAY_MS));
}

/** Minutes that the wall clock of `zone` shows past 00:00, 0..1439; on days of change not the minutes elapsed. */
export function civilMinutes(at: Instant, zone: string): number {
  const wall = at + offsetAt(zoneOf(zone), at);
  return Math.floor((wall - Math.floor(wall / DAY_MS) * DAY_MS) / MINUTE_MS);
}

/** Minutes past midnight of `HH:mm`, 00:00 to 24:00; null for any other form. */
export function parseMinutes(text: string): number | null {
  if (!/^\d{2}:\d{2}$/.test(text)) return null;
  const [hours, minutes] = [Number(text.slice(0, 2)), Number(text.slice(3))];
  const total = hours * 60 + minutes;
  return minutes < 60 && total <= MINUTES_A_DAY ? total : null;
}

function wallMinutes(time: string | number): number {
  const minutes = typeof time === 'number' ? time : parseMinutes(time);
  if (minutes === null || !(minutes >= 0 && minutes <= MINUTES_A_DAY)) {
    throw new CareError('bad_time', `${JSON.stringify(time)} is not a time of day; write HH:mm, 00:00 to 24:00`);
  }
  return minutes;
}

/**
 * The instant at which the wall clock of `zone` shows `time` on `day`.
 * A time skipped in spring becomes the first instant after the gap, a time that comes twice in autumn its first.
 *
 * @param time `HH:mm` or minutes past midnight, 0..1440 (24:00 is the next midnight)
 */
export function instantAt(day: CivilDay, time: string | number, zone: string): Instant {
  const known = zoneOf(zone);
  const wall = toEpochDay(day) * DAY_MS + wallMinutes(time) * MINUTE_MS;
  const before = offsetAt(known, wall - DAY_MS);
  const after = offsetAt(known, wall + DAY_MS);
  const fitting = [wall - before, wall - after].filter((at) => at + offsetAt(known, at) === wall);
  if (fitting.length > 0) return Math.min(...fitting);

  let [low, high] = [wall - after, wall - before];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(known, middle) === before) low = middle + 1;
    else high = middle;
  }
  return low;
}
