import { addDays, civilDay, civilMinutes, instantAt } from '../../kernel/calendar';
import type { Instant } from '../../kernel/ports';

const minuteMs = 60_000;
const minutesOfDay = 1440;

/** The ticks of a cron line that runs every day: its minutes and hours, nothing else. */
export class DailyTicks {
  /** By minutes past midnight. */
  private readonly isTick: boolean[];
  /** Its ticks of a day, latest first; null for a line of every hour, which follows the minutes as they pass. */
  private readonly times: number[] | null;

  /**
   * @param cron five fields, of which the last three are `*`
   * @throws Error on any other line: such a line is a bug of ours
   */
  constructor(
    cron: string,
    private readonly zone: string,
  ) {
    const [minute = '', hour = '', ...rest] = cron.split(' ');
    if (rest.join(' ') !== '* * *') throw new Error(`not a line of every day: ${JSON.stringify(cron)}`);
    const minutes = numbersOf(minute, 59);
    const hours = numbersOf(hour, 23);
    this.isTick = Array.from(
      { length: minutesOfDay },
      (_, past) => hours.has(Math.floor(past / 60)) && minutes.has(past % 60),
    );
    this.times = hour === '*' ? null : this.isTick.flatMap((ticks, past) => (ticks ? [past] : [])).reverse();
  }

  /**
   * The last tick up to an instant, itself included. A time that the clocks skip ticks right after the gap. In an hour
   * that comes twice, a line of certain hours ticks the first time only, so that it ticks once on each local date.
   */
  latest(now: Instant): Instant {
    return this.times ? this.latestOf(this.times, now) : this.latestMinute(now);
  }

  private latestOf(times: number[], now: Instant): Instant {
    for (let day = civilDay(now, this.zone); ; day = addDays(day, -1)) {
      for (const time of times) {
        const tick = instantAt(day, time, this.zone);
        if (tick <= now) return tick;
      }
    }
  }

  private latestMinute(now: Instant): Instant {
    let at = now - (now % minuteMs);
    let shown = civilMinutes(at, this.zone);
    for (;;) {
      const shownBefore = civilMinutes(at - minuteMs, this.zone);
      if (this.ticksBetween(shownBefore, shown)) return at;
      at -= minuteMs;
      shown = shownBefore;
    }
  }

  /** Whether one minute, in which the wall clock went from one time to the next, has a tick. */
  private ticksBetween(before: number, shown: number): boolean {
    const gone = (shown - before + minutesOfDay) % minutesOfDay;
    // Put back, in autumn: nothing was skipped.
    const skipped = gone > minutesOfDay / 2 ? 0 : gone - 1;
    for (let back = 0; back <= skipped; back++) {
      if (this.isTick[(shown - back + minutesOfDay) % minutesOfDay]) return true;
    }
    return false;
  }
}

/** The numbers of one cron field: `*`, `7`, `2-23`, `11,16,19`, and a range with a step. */
function numbersOf(field: string, last: number): Set<number> {
  const numbers = field.split(',').flatMap((part) => {
    const [, range = '', step = '1'] = /^(\*|\d+(?:-\d+)?)(?:\/(\d+))?$/.exec(part) ?? [];
    const [from, to = from] = range === '*' ? [0, last] : range.split('-').map(Number);
    if (range === '' || from === undefined || to === undefined || from > to || to > last || Number(step) < 1) {
      throw new Error(`not a field of a cron line: ${JSON.stringify(field)}`);
    }
    return Array.from(
      { length: Math.floor((to - from) / Number(step)) + 1 },
      (_, index) => from + index * Number(step),
    );
  });
  return new Set(numbers);
}
