const dayMs = 86_400_000;
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** `2027-03-11` as 3月11日 周四. */
export function spokenDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ${weekdays[date.getUTCDay()] ?? ''}`;
}

const two = (number: number) => String(number).padStart(2, '0');

/** The civil day of an instant, `shiftMs` later, where the rep's phone is. */
export function dayOf(instant: string, shiftMs = 0): string {
  const at = new Date(Date.parse(instant) + shiftMs);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** On the day of the list the time, else the day; where the rep's phone is. */
export function spokenTime(instant: string, day: string): string {
  const at = new Date(instant);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return dayOf(instant) === day ? time : `${at.getMonth() + 1}月${at.getDate()}日`;
}
