import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxOptions } from '../../src/sandbox/sandbox';
import { Sandbox } from '../../src/sandbox/sandbox';
import { decryptMessage, sign } from './independent-crypto';

/** A clock that stands still until it is moved. */
export class StandingClock {
  constructor(private at: number) {}

  now(): number {
    return this.at;
  }

  pass(ms: number): void {
    this.at += ms;
  }
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

interface Answer extends Record<string, unknown> {
  errcode: number;
  errmsg: string;
}

/** An app that only listens: verifies, decrypts and keeps every callback. */
class Listener {
  readonly events: string[] = [];
  readonly queries: URLSearchParams[] = [];
  readonly ciphertexts: string[] = [];
  /** Statuses to answer next; then 200. */
  statuses: number[] = [];
  delayMs = 0;
  private server: Server | undefined;

  constructor(private readonly credentials: Sandbox['credentials']) {}

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const text = request.method === 'GET' ? this.echo(url.searchParams) : this.keep(url.searchParams, body);
        setTimeout(() => response.writeHead(this.statuses.shift() ?? 200).end(text), this.delayMs);
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/wecom/callback`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private open(query: URLSearchParams, encrypted: string): string {
    const { token, encodingAesKey, corpId } = this.credentials;
    const signature = sign(token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypted);
    if (signature !== query.get('msg_signature')) throw new Error('bad signature');
    const { message, receiveId } = decryptMessage(encodingAesKey, encrypted);
    if (receiveId !== corpId) throw new Error('foreign corp');
    return message;
  }

  private echo(query: URLSearchParams): string {
    return this.open(query, query.get('echostr') ?? '');
  }

  private keep(query: URLSearchParams, body: string): string {
    const encrypted = /<Encrypt><!\[CDATA\[(.+?)\]\]><\/Encrypt>/.exec(body)?.[1] ?? '';
    this.queries.push(query);
    this.ciphertexts.push(encrypted);
    this.events.push(this.open(query, encrypted));
    return '';
  }
}

/** The text of an element, CDATA or bare. */
export function element(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>(?:<!\\[CDATA\\[(.*?)\\]\\]>|(.*?))</${name}>`, 's').exec(xml);
  return found?.[1] ?? found?.[2];
}

export interface Stage {
  clock: StandingClock;
  sandbox: Sandbox;
  listener: Listener;
  url: string;
  get(path: string, query?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  token(): Promise<string>;
  close(): Promise<void>;
}

/** A seeded sandbox over real HTTP, with an app that listens. */
export async function openStage(options: Partial<SandboxOptions> = {}): Promise<Stage> {
  const clock = new StandingClock(Date.parse('2027-03-10T10:00:00+08:00'));
  const sandbox = new Sandbox({ clock, seed: true, callbackRetryMs: [5, 5, 5], callbackTimeoutMs: 500, ...options });
  const listener = new Listener(sandbox.credentials);
  sandbox.setCallbackUrl(await listener.start());
  const { url } = await sandbox.start();

  const ask = async (path: string, query: Record<string, string>, init?: RequestInit) => {
    const answer = await fetch(`${url}/cgi-bin/${path}?${new URLSearchParams(query).toString()}`, init);
    if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  let kept: { token: string; until: number } | undefined;
  const current = async () => {
    if (!kept || kept.until <= clock.now()) kept = { token: await token(), until: clock.now() + hour };
    return kept.token;
  };
  const token = async () => {
    const { corpId, secret } = sandbox.credentials;
    const { access_token } = await ask('gettoken', { corpid: corpId, corpsecret: secret });
    return String(access_token);
  };
  return {
    clock,
    sandbox,
    listener,
    url,
    token,
    get: async (path, query = {}) => ask(path, { access_token: await current(), ...query }),
    post: async (path, body) =>
      ask(
        path,
        { access_token: await current() },
        { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
      ),
    close: async () => {
      await sandbox.stop();
      await listener.stop();
    },
  };
}
