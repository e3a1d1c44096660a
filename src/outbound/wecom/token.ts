import { z } from 'zod';
import { WecomError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import type { WecomCall } from './call';
import type { Pace, Sleep } from './pacing';
import type { Transport, WecomLogger } from './transport';
import { withTries } from './tries';

const earlyMs = 200_000;

/** A value that WeCom lends for a while: kept, fetched anew a little early, and by one caller for all. */
export class LentValue {
  private current: { value: string; freshUntil: number } | null = null;
  private flight: Promise<string> | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly fetchNew: () => Promise<{ value: string; expiresInMs: number }>,
  ) {}

  async get(): Promise<string> {
    if (this.current !== null && this.clock.now() < this.current.freshUntil) return this.current.value;
    this.flight ??= this.renew().finally(() => {
      this.flight = null;
    });
    return this.flight;
  }

  /** Forgets the value that WeCom refused, unless another caller has renewed it meanwhile. */
  drop(refused: string): void {
    if (this.current?.value === refused) this.current = null;
  }

  private async renew(): Promise<string> {
    const { value, expiresInMs } = await this.fetchNew();
    const freshMs = Math.max(expiresInMs - earlyMs, expiresInMs / 2);
    this.current = { value, freshUntil: this.clock.now() + freshMs };
    return value;
  }
}

/** From gettoken these say that our settings are wrong, and repeating them gets our address banned for an hour. */
const wrongCredentials = [40001, 40013, 40091, 41002, 41004, 45031];
const firstRestMs = 10 * 60_000;
const longestRestMs = 70 * 60_000;
/** Mends of the console, such as a trusted IP, take about a minute to apply. */
const otherRestMs = 60_000;

const tokenReply = z.looseObject({ access_token: z.string().min(1), expires_in: z.number() });
type TokenReply = z.infer<typeof tokenReply>;

/** The access token of our app (wecom-core §1). A wrong secret raises one alarm and is then left alone for long. */
export class AccessToken {
  private readonly lent: LentValue;
  private rest: { until: number; ms: number; why: WecomError } | null = null;

  constructor(
    private readonly options: {
      corpId: string;
      secret: string;
      transport: Transport;
      pace: Pace;
      clock: Clock;
      sleep: Sleep;
      logger: WecomLogger;
    },
  ) {
    this.lent = new LentValue(options.clock, () => this.fetchNew());
  }

  get(): Promise<string> {
    return this.lent.get();
  }

  drop(refused: string): void {
    this.lent.drop(refused);
  }

  private async fetchNew(): Promise<{ value: string; expiresInMs: number }> {
    this.refuseWhileResting();
    try {
      const reply = await this.ask();
      this.rest = null;
      return { value: reply.access_token, expiresInMs: reply.expires_in * 1000 };
    } catch (error) {
      throw error instanceof WecomError ? this.judge(error) : error;
    }
  }

  private ask(): Promise<TokenReply> {
    const { corpId, secret, transport, pace, sleep } = this.options;
    const call: WecomCall<TokenReply> = {
      path: '/cgi-bin/gettoken',
      repeat: 'read',
      query: { corpid: corpId, corpsecret: secret },
      reply: tokenReply,
      timeoutMs: 3_000,
    };
    return withTries(3, sleep, () => pace.run(call, () => transport.send(call)));
  }

  private refuseWhileResting(): void {
    if (this.rest === null) return;
    const { until, why } = this.rest;
    const waitMs = until - this.options.clock.now();
    if (waitMs > 0) throw new WecomError(why.errcode, why.path, why.message, { kind: 'configuration', waitMs });
  }

  private judge(error: WecomError): WecomError {
    const wrong = wrongCredentials.includes(error.errcode);
    if (!wrong && error.options.kind !== 'configuration') return error;
    const ms = wrong ? Math.min(this.rest ? this.rest.ms * 2 : firstRestMs, longestRestMs) : otherRestMs;
    const message = wrong
      ? `${error.message}; WeCom does not take our credentials: check WECOM_CORP_ID and WECOM_SECRET`
      : error.message;
    const why = new WecomError(error.errcode, error.path, message, { kind: 'configuration', waitMs: ms, cause: error });
    this.tell(why, ms);
    this.rest = { until: this.options.clock.now() + ms, ms: wrong ? ms : firstRestMs / 2, why };
    return why;
  }

  /** One alarm; the tries after it only warn. */
  private tell(why: WecomError, restMs: number): void {
    const { logger } = this.options;
    const fields = { errcode: why.errcode, path: why.path, nextTryInMs: restMs };
    if (this.rest?.why.errcode === why.errcode) logger.warn(fields, `still: ${why.message}`);
    else logger.error(fields, why.message);
  }
}
