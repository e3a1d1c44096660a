import type Koa from 'koa';
import type { Clock } from '../kernel/ports';
import type { CallbackDelivery } from './callbacks';
import { CallbackDriver } from './callbacks';
import { controlRouter } from './control/router';
import { Core } from './core';
import { Faults } from './faults';
import { Platform } from './platform';
import { seedShop } from './seed';
import type { PlatformSettings, SandboxCredentials } from './settings';
import { defaultSettings } from './settings';
import { dumpState, readState } from './state';
import { Quota } from './wire/quota';
import { WireServer } from './wire/server';

interface Purchase {
  externalUserId: string;
  sku: string;
  quantity: number;
}

export interface SandboxOptions extends Partial<PlatformSettings> {
  clock: Clock;
  callbackUrl?: string;
  /** Fills the platform with the sample shop. */
  seed?: boolean;
  /** How long WeCom waits for a callback's answer; 5 s. */
  callbackTimeoutMs?: number;
  /** The waits before the three repeats of a callback. */
  callbackRetryMs?: number[];
  callbackOrder?: 'concurrent' | 'sequential';
  /** Moves the world's clock for the page; unset: the page cannot. */
  onMoveClock?: (to: number) => Promise<void>;
  /** A sample customer buys on the page; the app reports the order to itself. */
  onPurchase?: (purchase: Purchase) => Promise<void>;
}

/** A WeCom platform on one machine: the same wire protocol from the other side, with people to play. */
export class Sandbox {
  readonly faults = new Faults();
  readonly platform: Platform;
  readonly settings: PlatformSettings;
  private readonly core: Core;
  private readonly callbacks: CallbackDriver;
  private readonly quota = new Quota();
  private server: WireServer | undefined;
  private ended = new AbortController();

  constructor(private readonly options: SandboxOptions) {
    const names = Object.keys(defaultSettings) as (keyof PlatformSettings)[]; // its own keys
    const given = Object.fromEntries(
      names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
    );
    this.settings = { ...defaultSettings, ...given };
    this.callbacks = new CallbackDriver({
      clock: options.clock,
      credentials: this.credentials,
      faults: this.faults.callbacks,
      timeoutMs: options.callbackTimeoutMs ?? 5000,
      retryAfterMs: options.callbackRetryMs ?? [100, 300, 1000],
      order: options.callbackOrder ?? 'concurrent',
    });
    this.callbacks.url = options.callbackUrl;
    this.core = new Core(
      options.clock,
      this.settings,
      (xml) => this.callbacks.fire(xml),
      () => this.callbacks.url !== undefined,
    );
    this.platform = new Platform(this.core);
    if (options.seed) seedShop(this.core);
  }

  get credentials(): SandboxCredentials {
    const { corpId, agentId, secret, token, encodingAesKey } = this.settings;
    return { corpId, agentId, secret, token, encodingAesKey };
  }

  /** Opens the wire API on the loopback address; port 0 takes a free one. */
  async start(port = 0): Promise<{ url: string }> {
    this.server = new WireServer(this.core, this.faults, this.quota);
    return { url: await this.server.start(port) };
  }

  /** The page's JSON API, ready for `app.use`. */
  controlRouter(prefix = '/sandbox/api'): Koa.Middleware {
    const { onMoveClock, onPurchase } = this.options;
    const { core, platform, faults, callbacks, quota } = this;
    const ended = this.ended.signal;
    return controlRouter({ core, platform, faults, callbacks, quota, ended, onMoveClock, onPurchase }, prefix);
  }

  setCallbackUrl(url: string | undefined): void {
    this.callbacks.url = url;
  }

  /** GET verification as the admin console does it. */
  verifyCallback(): Promise<{ ok: boolean; status: number; body: string; expected: string }> {
    return this.callbacks.verify();
  }

  /** All callbacks are delivered or given up (held ones stay held). */
  settle(): Promise<void> {
    return this.callbacks.settle();
  }

  /** Lets held callbacks go. */
  releaseCallbacks(): void {
    this.callbacks.release();
  }

  /** Every event with its fate, oldest first. */
  get deliveries(): readonly CallbackDelivery[] {
    return this.callbacks.deliveries;
  }

  /** How often an API (`message/send`) was called. */
  calls(path: string): number {
    return this.quota.calls(path);
  }

  /** Grows whenever something on the platform changes. */
  get version(): number {
    return this.core.state.seq;
  }

  /** The platform's state as JSON text. */
  snapshot(): string {
    return dumpState(this.core.state);
  }

  restore(snapshot: string): void {
    this.core.restore(readState(snapshot));
  }

  async stop(): Promise<void> {
    this.ended.abort();
    this.callbacks.stop();
    await this.server?.stop();
    this.server = undefined;
  }
}
