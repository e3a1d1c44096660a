import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { encrypt, getSignature } from '@wecom/crypto';
import type { Clock } from '../kernel/ports';
import type { CallbackFaults } from './faults';
import type { SandboxCredentials } from './settings';

/** One event on its way to the app. */
export interface CallbackDelivery {
  xml: string;
  firedAt: number;
  attempts: number;
  outcome: 'waiting' | 'held' | 'delivered' | 'given-up' | 'dropped' | 'no-url';
  /** HTTP status of the last answer; 0: none came. */
  status: number;
}

export interface CallbackOptions {
  clock: Clock;
  credentials: SandboxCredentials;
  faults: CallbackFaults;
  /** WeCom waits 5 s. */
  timeoutMs: number;
  /** The waits before the three repeats. */
  retryAfterMs: number[];
  order: 'concurrent' | 'sequential';
}

const keptDeliveries = 5000;
const reorderWindowMs = 200;

/** Signs, encrypts and posts events as WeCom does: three repeats on no answer or a status other than 200. */
export class CallbackDriver {
  url: string | undefined;
  readonly deliveries: CallbackDelivery[] = [];
  private waiting: CallbackDelivery[] = [];
  private running = new Set<Promise<void>>();
  private chain: Promise<void> = Promise.resolve();
  private reorderTimer: NodeJS.Timeout | undefined;
  private stopped = new AbortController();
  private agents = [new http.Agent({ keepAlive: true }), new https.Agent({ keepAlive: true })] as const;

  constructor(private readonly options: CallbackOptions) {
    // Every callback on its way listens.
    setMaxListeners(0, this.stopped.signal);
  }

  /** Takes a decrypted event on its way. */
  fire(xml: string): void {
    const { faults, clock } = this.options;
    const delivery: CallbackDelivery = { xml, firedAt: clock.now(), attempts: 0, outcome: 'waiting', status: 0 };
    this.remember(delivery);
    if (this.url === undefined) delivery.outcome = 'no-url';
    else if (faults.drop > 0) this.lose(delivery);
    else if (faults.hold || faults.reorder) this.keepBack(delivery);
    else this.launch(delivery);
  }

  /** Lets held events go; with `reorder` the last first, one after the other. */
  release(): void {
    clearTimeout(this.reorderTimer);
    this.reorderTimer = undefined;
    const held = this.waiting.splice(0);
    if (this.options.faults.reorder) this.track(this.inTurn(held.reverse()));
    else held.forEach((delivery) => this.launch(delivery));
  }

  /** All events are delivered or given up; held ones stay held. */
  async settle(): Promise<void> {
    if (this.options.faults.reorder) this.release();
    while (this.running.size > 0) await Promise.all(this.running);
  }

  stop(): void {
    clearTimeout(this.reorderTimer);
    this.stopped.abort();
    this.agents.forEach((agent) => agent.destroy());
  }

  /** What WeCom does when the admin saves the callback URL (wecom-core §2.1). */
  async verify(): Promise<{ ok: boolean; status: number; body: string; expected: string }> {
    const expected = BigInt(`0x${randomBytes(7).toString('hex')}`).toString();
    const echostr = this.encrypted(expected);
    const target = this.signedUrl(echostr);
    target.searchParams.set('echostr', echostr);
    const { status, body } = await this.request('GET', target);
    return { ok: status === 200 && body === expected, status, body, expected };
  }

  private remember(delivery: CallbackDelivery): void {
    this.deliveries.push(delivery);
    if (this.deliveries.length > keptDeliveries) this.deliveries.shift();
  }

  private lose(delivery: CallbackDelivery): void {
    this.options.faults.drop -= 1;
    delivery.outcome = 'dropped';
  }

  private keepBack(delivery: CallbackDelivery): void {
    delivery.outcome = 'held';
    this.waiting.push(delivery);
    if (this.options.faults.hold || this.reorderTimer) return;
    this.reorderTimer = setTimeout(() => this.release(), reorderWindowMs);
    this.reorderTimer.unref();
  }

  private launch(delivery: CallbackDelivery): void {
    delivery.outcome = 'waiting';
    if (this.options.order === 'concurrent') return this.track(this.deliver(delivery));
    this.chain = this.chain.then(() => this.deliver(delivery));
    this.track(this.chain);
  }

  private track(work: Promise<void>): void {
    const tracked: Promise<void> = work.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
  }

  private async inTurn(deliveries: CallbackDelivery[]): Promise<void> {
    for (const delivery of deliveries) await this.deliver(delivery);
  }

  private async deliver(delivery: CallbackDelivery): Promise<void> {
    const copies = 1 + this.options.faults.duplicate;
    await Promise.all(Array.from({ length: copies }, () => this.tryOut(delivery)));
  }

  private async tryOut(delivery: CallbackDelivery): Promise<void> {
    const encrypted = this.encrypted(delivery.xml);
    const target = this.url === undefined ? undefined : this.signedUrl(encrypted);
    for (const wait of [0, ...this.options.retryAfterMs]) {
      if (wait > 0) await this.pause(wait);
      if (!target || this.stopped.signal.aborted) break;
      delivery.attempts += 1;
      delivery.status = await this.post(target, encrypted);
      if (delivery.status === 200) {
        delivery.outcome = 'delivered';
        return;
      }
    }
    if (delivery.outcome !== 'delivered') delivery.outcome = 'given-up';
  }

  private pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }

  private async post(target: URL, encrypted: string): Promise<number> {
    const { corpId, agentId } = this.options.credentials;
    const envelope =
      `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><AgentID><![CDATA[${agentId}]]></AgentID>` +
      `<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
    return this.request('POST', target, envelope).then(
      ({ status }) => status,
      () => 0,
    );
  }

  private encrypted(message: string): string {
    return encrypt(this.options.credentials.encodingAesKey, message, this.options.credentials.corpId);
  }

  private signedUrl(encrypted: string): URL {
    const target = new URL(this.url ?? 'http://127.0.0.1/');
    const timestamp = Math.floor(this.options.clock.now() / 1000).toString();
    const nonce = randomBytes(5).readUIntBE(0, 5).toString();
    target.searchParams.set('msg_signature', getSignature(this.options.credentials.token, timestamp, nonce, encrypted));
    target.searchParams.set('timestamp', timestamp);
    target.searchParams.set('nonce', nonce);
    return target;
  }

  private request(method: 'GET' | 'POST', target: URL, body?: string): Promise<{ status: number; body: string }> {
    const secure = target.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const headers =
        body === undefined ? {} : { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) };
      const signal = AbortSignal.any([AbortSignal.timeout(this.options.timeoutMs), this.stopped.signal]);
      const request = (secure ? https : http).request(target, {
        method,
        headers,
        signal,
        agent: this.agents[secure ? 1 : 0],
      });
      request.on('error', reject);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      });
      request.end(body);
    });
  }
}
