import type { Core } from '../core';
import { Refusal } from './fields';

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** Counts calls by path, and refuses with 45009 whoever calls one API too often. */
export class Quota {
  private total = new Map<string, number>();
  private recent = new Map<string, { times: number[]; hourFrom: number; minuteFrom: number; blockedUntil: number }>();

  calls(path: string): number {
    return this.total.get(path) ?? 0;
  }

  all(): Record<string, number> {
    return Object.fromEntries(this.total);
  }

  count(path: string): number {
    const total = this.calls(path) + 1;
    this.total.set(path, total);
    return total;
  }

  /** A block lasts as long as the window that was overrun (wecom-core §9.1). */
  check(core: Core, path: string): void {
    const now = core.now();
    const entry = this.recent.get(path) ?? { times: [], hourFrom: 0, minuteFrom: 0, blockedUntil: 0 };
    this.recent.set(path, entry);
    if (now < entry.blockedUntil) throw new Refusal(45009, 'api freq out of limit');
    entry.times.push(now);
    entry.hourFrom = firstAfter(entry.times, entry.hourFrom, now - hourMs);
    entry.minuteFrom = firstAfter(entry.times, entry.minuteFrom, now - minuteMs);
    const lastMinute = entry.times.length - entry.minuteFrom;
    const lastHour = entry.times.length - entry.hourFrom;
    const overHour = lastHour > core.settings.callsPerHour;
    if (overHour || lastMinute > core.settings.callsPerMinute) {
      entry.blockedUntil = now + (overHour ? hourMs : minuteMs);
      throw new Refusal(45009, 'api freq out of limit');
    }
    if (entry.hourFrom > 100_000) forget(entry);
  }
}

function firstAfter(times: number[], from: number, limit: number): number {
  let index = from;
  while (index < times.length && (times[index] ?? Infinity) <= limit) index += 1;
  return index;
}

function forget(entry: { times: number[]; hourFrom: number; minuteFrom: number }): void {
  entry.times.splice(0, entry.hourFrom);
  entry.minuteFrom -= entry.hourFrom;
  entry.hourFrom = 0;
}
