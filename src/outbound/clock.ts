import type { Clock } from '../kernel/ports';

/** The machine's own time. The only place, with SteppedClock, that reads it. */
export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }
}

/**
 * A clock that starts at a given instant, runs on at the machine's pace, and can be moved forward.
 * It serves `CLOCK_START` and the sandbox.
 */
export class MovableClock implements Clock {
  private offsetMs: number;

  /** @param startAt epoch ms; unset: now */
  constructor(startAt?: number) {
    this.offsetMs = startAt === undefined ? 0 : startAt - Date.now();
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Moves forward to an instant (epoch ms); time never runs backwards. */
  moveTo(at: number): void {
    const now = this.now();
    if (at > now) this.offsetMs += at - now;
  }
}
