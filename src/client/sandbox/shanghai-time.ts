/** The shop's wall clock. China has kept +08:00 without summer time since 1992. */
const offsetMs = 8 * 3_600_000;
export const dayMs = 86_400_000;
export const hourMs = 3_600_000;

/** `2027-03-01`. */
export function civilDay(at: number): string {
  return new Date(at + offsetMs).toISOString().slice(0, 10);
}

/** `09:05`. */
export function clockTime(at: number): string {
  return new Date(at + offsetMs).toISOString().slice(11, 16);
}

/** @returns epoch ms of a civil day's hour and minute */
export function instantAt(day: string, time: string): number {
  return Date.parse(`${day}T${time}:00+08:00`);
}

/** 3月1日. */
export function monthDay(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}

/** 2027年3月1日. */
export function fullDay(day: string): string {
  return `${day.slice(0, 4)}年${monthDay(day)}`;
}

export function weekday(at: number): string {
  return `星期${'日一二三四五六'.charAt(new Date(at + offsetMs).getUTCDay())}`;
}

/** As chats tell time: 09:05 today, 3月1日 09:05 this year, with the year before that. */
export function chatTime(at: number, now: number): string {
  const [day, today] = [civilDay(at), civilDay(now)];
  if (day === today) return clockTime(at);
  const spoken = day.slice(0, 4) === today.slice(0, 4) ? monthDay(day) : fullDay(day);
  return `${spoken} ${clockTime(at)}`;
}
