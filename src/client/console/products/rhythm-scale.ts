/** Early days lie close together and matter most: the scale grows as the logarithm does. */
const bend = 6;

/** How far ahead the line reaches: some room behind the last day. */
export function reachOf(days: readonly number[]): number {
  return Math.max(30, Math.ceil(Math.max(0, ...days) * 1.25));
}

/** Place of a day on the line, 0..1. */
export function placeOf(day: number, reach: number): number {
  return Math.log1p(day / bend) / Math.log1p(reach / bend);
}

/** The whole day at a place of the line. */
export function dayAt(place: number, reach: number): number {
  const inside = Math.min(1, Math.max(0, place));
  return Math.round(Math.expm1(inside * Math.log1p(reach / bend)) * bend);
}

const marks = [0, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1095, 1825, 3650];

/** Days that the line names. */
export function ticksOf(reach: number): number[] {
  return marks.filter((day) => day <= reach);
}

/**
 * Where a step comes to stand that is moved to a day: no two share one. An occupied day is passed over in the
 * direction of the move; null: there is no room that way.
 */
export function freeDay(wanted: number, from: number, taken: readonly number[], longest: number): number | null {
  const direction = wanted < from ? -1 : 1;
  for (let day = wanted; day >= 0 && day <= longest; day += direction) {
    if (!taken.includes(day)) return day;
  }
  return null;
}
