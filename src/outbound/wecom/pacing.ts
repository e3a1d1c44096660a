import { WecomError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import type { ApiUsage } from '../../kernel/wecom-watch';

export type Sleep = (ms: number) => Promise<void>;

const bucketsPerWindow = 240;
/** A wait up to this long is slept through; a longer one is told to the caller. */
const patienceMs = 5_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Two calls may travel at different speeds; WeCom counts when they arrive. */
const travelMs = 1_000;

/** Counts what happened in the last `windowMs`, so that no stretch of that length ever holds more than `limit`. */
export class SlidingWindow {
  private readonly bucketMs: number;
  private readonly buckets: { from: number; count: number }[] = [];
  private total = 0;

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
  ) {
    this.bucketMs = windowMs / bucketsPerWindow;
  }

  /** How many it holds. */
  used(now: number): number {
    while (this.buckets[0] !== undefined && this.goneAt(this.buckets[0]) <= now) {
      this.total -= this.buckets.shift()?.count ?? 0;
    }
    return this.total;
  }

  /** How long until one more fits; 0: now. */
  waitMs(now: number): number {
    this.used(now);
    const oldest = this.buckets[0];
    return oldest === undefined || this.total < this.limit ? 0 : this.goneAt(oldest) - now;
  }

  take(now: number): void {
    const from = Math.floor(now / this.bucketMs) * this.bucketMs;
    const newest = this.buckets.at(-1);
    if (newest?.from === from) newest.count += 1;
    else this.buckets.push({ from, count: 1 });
    this.total += 1;
  }

  /** When the last of the bucket has left the window. */
  private goneAt(bucket: { from: number }): number {
    return bucket.from + this.bucketMs + this.windowMs;
  }
}

/** A limit by the minute and by the hour at once. */
export class Quota {
  private readonly windows: [minute: SlidingWindow, hour: SlidingWindow];

  constructor(
    limits: { perMinute: number; perHour: number },
    private readonly time: { clock: Clock; sleep: Sleep },
  ) {
    this.windows = [
      new SlidingWindow(limits.perMinute, minuteMs + travelMs),
      new SlidingWindow(limits.perHour, hourMs + travelMs),
    ];
  }

  used(): { minute: number; hour: number } {
    const now = this.time.clock.now();
    const [minute, hour] = this.windows;
    return { minute: minute.used(now), hour: hour.used(now) };
  }

  /** Takes a place, after a short sleep if need be; throws kind `wait` when the place is further off. */
  async take(path: string, whose: string): Promise<void> {
    for (let sleptMs = 0; ;) {
      const now = this.time.clock.now();
      const waitMs = Math.max(...this.windows.map((window) => window.waitMs(now)));
      if (waitMs === 0) return this.windows.forEach((window) => window.take(now));
      if (sleptMs + waitMs > patienceMs) {
        throw new WecomError(45009, path, `${path}: the quota of ${whose} is used up, not called`, {
          kind: 'wait',
          waitMs: Math.ceil(waitMs),
        });
      }
      await this.time.sleep(Math.ceil(waitMs));
      sleptMs += waitMs;
    }
  }
}

const parallelCalls = 8;
const goodCallsToWiden = 100;

/** Keeps the calls of one API inside what WeCom bears: few in parallel, in quota, none while it rests us. */
class Lane {
  private running = 0;
  private width = parallelCalls;
  private goodCalls = 0;
  private readonly queue: (() => void)[] = [];
  private restUntil = 0;

  constructor(
    private readonly path: string,
    private readonly clock: Clock,
    private readonly quota: Quota,
  ) {}

  async run<T>(countsToQuota: boolean, attempt: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      this.refuseWhileResting();
      if (countsToQuota) {
        await this.quota.take(this.path, 'this API');
        this.refuseWhileResting();
      }
      return await this.heeding(attempt);
    } finally {
      this.running -= 1;
      this.admit();
    }
  }

  private async enter(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.queue.push(resolve);
      this.admit();
    });
  }

  private admit(): void {
    while (this.running < this.width && this.queue.length > 0) {
      this.running += 1;
      this.queue.shift()?.();
    }
  }

  private async heeding<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      const result = await attempt();
      this.widen();
      return result;
    } catch (error) {
      throw error instanceof WecomError ? this.heed(error) : error;
    }
  }

  private refuseWhileResting(): void {
    const waitMs = this.restUntil - this.clock.now();
    if (waitMs <= 0) return;
    throw new WecomError(45009, this.path, `${this.path}: resting after a frequency limit, not called`, {
      kind: 'wait',
      waitMs,
    });
  }

  private widen(): void {
    if (this.width === parallelCalls) return;
    this.goodCalls += 1;
    if (this.goodCalls < goodCallsToWiden) return;
    this.goodCalls = 0;
    this.width += 1;
  }

  private heed(error: WecomError): WecomError {
    if (error.errcode === 45033) {
      this.width = Math.max(1, Math.floor(this.width / 2));
      this.goodCalls = 0;
    }
    if (error.errcode !== 45009) return error;
    return new WecomError(45009, error.path, error.message, { ...error.options, kind: 'wait', waitMs: this.rest() });
  }

  /** WeCom does not say which window was overrun: first the minute; refused again right after it, the hour. */
  private rest(): number {
    const now = this.clock.now();
    if (now >= this.restUntil) {
      const again = this.restUntil > 0 && now - this.restUntil < minuteMs;
      this.restUntil = now + (again ? hourMs : minuteMs);
    }
    return this.restUntil - now;
  }
}

/** WeCom's default: 10,000 a minute and 150,000 an hour for each API of a corp (wecom-core §9.1). */
export const apiQuota = { perMinute: 10_000, perHour: 150_000 };

/** One lane an API path. */
export class Pace {
  private readonly lanes = new Map<string, { lane: Lane; quota: Quota }>();

  constructor(
    private readonly time: { clock: Clock; sleep: Sleep },
    private readonly limits = apiQuota,
  ) {}

  run<T>(call: { path: string; countsToQuota?: boolean }, attempt: () => Promise<T>): Promise<T> {
    let own = this.lanes.get(call.path);
    if (own === undefined) {
      const quota = new Quota(this.limits, this.time);
      own = { quota, lane: new Lane(call.path, this.time.clock, quota) };
      this.lanes.set(call.path, own);
    }
    return own.lane.run(call.countsToQuota ?? true, attempt);
  }

  /** What this process has called in the last minute and hour, by API. */
  usage(): ApiUsage[] {
    return [...this.lanes].map(([path, { quota }]) => ({ path, ...quota.used(), limits: this.limits }));
  }
}

/** Runs what has the same key one after another. */
export class Series {
  private readonly last = new Map<string, Promise<unknown>>();

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === mine) this.last.delete(key);
    }
  }
}
