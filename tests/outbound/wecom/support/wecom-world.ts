import type { Clock } from '../../../../src/kernel/ports';
import { WecomClient } from '../../../../src/outbound/wecom/wecom-client';
import type { WecomClientOptions } from '../../../../src/outbound/wecom/wecom-client';
import { StubWecom } from './stub-wecom';

/** Stands still until it is moved. */
export class StillClock implements Clock {
  constructor(private at = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.at;
  }

  pass(ms: number): void {
    this.at += ms;
  }
}

interface LogLine {
  level: 'warn' | 'error';
  fields: object;
  message: string;
}

export interface WecomWorld {
  stub: StubWecom;
  clock: StillClock;
  client: WecomClient;
  log: LogLine[];
  /** What the client slept, which moved the clock and took no time. */
  slept: number[];
}

export async function startWecomWorld(options: Partial<WecomClientOptions> = {}): Promise<WecomWorld> {
  const stub = await StubWecom.start();
  const clock = new StillClock();
  const log: LogLine[] = [];
  const slept: number[] = [];
  const client = new WecomClient({
    baseUrl: stub.url,
    corpId: 'ww0123456789abcdef',
    agentId: 1000002,
    secret: 's3cret-of-the-app',
    clock,
    logger: {
      warn: (fields, message) => log.push({ level: 'warn', fields, message }),
      error: (fields, message) => log.push({ level: 'error', fields, message }),
    },
    sleep: async (ms) => {
      slept.push(ms);
      clock.pass(ms);
    },
    ...options,
  });
  return { stub, clock, client, log, slept };
}

export const ok = { errcode: 0, errmsg: 'ok' };
export const busy = { errcode: -1, errmsg: 'system busy' };

/** The error that a promise ends in. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('expected a failure');
    },
    (error: unknown) => error,
  );
}
