import { WecomError } from '../../kernel/errors';
import type { KfPlatform } from '../../kernel/kf';
import type { Clock, WecomPlatform } from '../../kernel/ports';
import type { WecomWatch } from '../../kernel/wecom-watch';
import { Alarm } from './alarm';
import { appMessages } from './app-messages';
import { emptyReply } from './call';
import { Caller } from './caller';
import { contactWays } from './contact-ways';
import { customers } from './customers';
import { identity } from './identity';
import { kf } from './kf';
import { kfDirectory } from './kf-directory';
import { massSends } from './mass-sends';
import { media } from './media';
import { members } from './members';
import { Pace, apiQuota } from './pacing';
import type { Sleep } from './pacing';
import { tags } from './tags';
import { AccessToken } from './token';
import { Transport } from './transport';
import type { WecomLogger } from './transport';
import { welcome } from './welcome';

export interface WecomClientOptions {
  /** e.g. `https://qyapi.weixin.qq.com`; a path in front is allowed, `/cgi-bin/…` is added. */
  baseUrl: string;
  corpId: string;
  agentId: number;
  secret: string;
  clock: Clock;
  logger?: WecomLogger;
  sleep?: Sleep;
  fetch?: typeof fetch;
  /** This process's share of what WeCom lets a corp call of one API; default all of it. */
  quota?: { perMinute: number; perHour: number };
}

const silent: WecomLogger = { warn: () => undefined, error: () => undefined };
const sleepReally: Sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function ping(caller: Caller, agentId: number): Pick<WecomPlatform, 'ping'> {
  return {
    async ping() {
      try {
        await caller.call({
          path: '/cgi-bin/agent/get',
          repeat: 'read',
          tries: 1,
          timeoutMs: 3_000,
          query: { agentid: agentId },
          reply: emptyReply,
        });
        return { ok: true, why: '' };
      } catch (error) {
        if (error instanceof WecomError) return { ok: false, why: error.message };
        throw error;
      }
    },
  };
}

type Everything = WecomPlatform & KfPlatform & WecomWatch;

function subjects(options: WecomClientOptions): Everything {
  const { baseUrl, corpId, agentId, secret, clock } = options;
  const logger = options.logger ?? silent;
  const sleep = options.sleep ?? sleepReally;
  const transport = new Transport({ baseUrl, logger, fetch: options.fetch ?? fetch });
  const pace = new Pace({ clock, sleep }, options.quota ?? apiQuota);
  const token = new AccessToken({ corpId, secret, transport, pace, clock, sleep, logger });
  const alarm = new Alarm({ clock, logger });
  const caller = new Caller({ transport, token, pace, sleep, alarm });
  return {
    ...appMessages(caller, { agentId, clock, sleep }),
    ...members(caller, { agentId }),
    ...customers(caller),
    ...tags(caller),
    ...contactWays(caller),
    ...welcome(caller),
    ...massSends(caller),
    ...media(caller),
    ...identity(caller, { clock }),
    ...kf(caller),
    ...kfDirectory(caller),
    ...ping(caller, agentId),
    usage: () => pace.usage(),
    alarms: () => alarm.recent(),
  };
}

/** A class whose instances have the methods they are given; TypeScript has no word for it but this cast. */
const Composed = class {
  constructor(methods: Everything) {
    Object.assign(this, methods);
  }
} as new (methods: Everything) => Everything;

/** WeCom over HTTP, one file a subject. */
export class WecomClient extends Composed implements WecomPlatform, KfPlatform, WecomWatch {
  constructor(options: WecomClientOptions) {
    super(subjects(options));
  }
}
