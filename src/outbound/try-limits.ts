import type { Redis } from 'ioredis';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';

/** Limits on tries of people: of one process, or, on Redis, of all nodes of an installation together. */
export class TryLimits {
  private constructor(private readonly shared: { redis: Redis; prefix: string } | null) {}

  static ofProcess(): TryLimits {
    return new TryLimits(null);
  }

  /** While Redis is away each node counts for itself. ioredis is loaded only where there is a Redis. */
  static async onRedis({ redisUrl, prefix }: { redisUrl: string; prefix: string }): Promise<TryLimits> {
    const { Redis } = await import('ioredis');
    const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1, commandTimeout: 1_000 });
    redis.on('error', () => undefined); // the queue tells of it, and the limits have their insurance
    return new TryLimits({ redis, prefix });
  }

  /** So many `points` in `duration` seconds for each key; `name` keeps the keys of two limits apart. */
  readonly limitOf = (
    name: string,
    { points, duration }: { points: number; duration: number },
  ): RateLimiterAbstract => {
    const rule = { points, duration };
    const ofProcess = new RateLimiterMemory(rule);
    if (!this.shared) return ofProcess;
    const { redis, prefix } = this.shared;
    return new RateLimiterRedis({
      ...rule,
      storeClient: redis,
      keyPrefix: `${prefix}:tries:${name}`,
      insuranceLimiter: ofProcess,
    });
  };

  stop(): void {
    this.shared?.redis.disconnect();
  }
}
