import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Core } from '../core';
import type { ApiFault, Faults } from '../faults';
import type { WireCall } from './call';
import type { Body } from './fields';
import { isObject, Refusal } from './fields';
import type { Quota } from './quota';
import { serveSignIn } from './sign-in-page';
import { wireTable } from './table';
import { checkToken } from './token';

const prefix = '/cgi-bin/';
const largestBody = 25 << 20;
/** WeCom wants raw UTF-8: an escaped character in the JSON is 40033. */
const escapedCharacter = /(?:^|[^\\])(?:\\\\)*\\u[0-9a-fA-F]{4}/;
/** Calls that must not run in parallel for one rep and customer (45035). */
const oneAtATime = new Set(['externalcontact/mark_tag', 'externalcontact/remark']);

/** The platform's API over real HTTP, on the loopback address only. */
export class WireServer {
  private server: Server;
  private sockets = new Set<Socket>();
  private busy = new Set<string>();
  private timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly core: Core,
    private readonly faults: Faults,
    private readonly quota: Quota,
  ) {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((bug: unknown) => sendPlain(response, 500, String(bug)));
    });
    this.server.on('connection', (socket: Socket) => this.welcome(socket));
  }

  async start(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve());
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`; // listening on TCP
  }

  async stop(): Promise<void> {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.sockets.forEach((socket) => socket.destroy());
    if (this.server.listening) await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private welcome(socket: Socket): void {
    if (this.faults.down === 'refuse') return void socket.destroy();
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.faults.down === 'hang') return;
    if (this.faults.down === 'refuse') return void request.socket.destroy();
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (serveSignIn(this.core, request, response, url)) return;
    const path = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : '';
    const raw = await readBody(request).catch(() => undefined);
    if (raw === undefined) return void request.socket.destroy();
    const count = this.quota.count(path);
    const fault = this.faults.take(path);
    const lock = lockOf(path, raw);
    const clash = lock !== undefined && this.busy.has(lock);
    if (lock !== undefined && !clash) this.busy.add(lock);
    try {
      if (fault.delayMs) await this.pause(fault.delayMs);
      if (fault.dropAnswer === 'before') return void request.socket.destroy();
      if (fault.httpStatus !== undefined) return sendPlain(response, fault.httpStatus);
      const answer = this.answer({ path, request, url, raw, fault, count, clash });
      if (fault.dropAnswer === 'after') return void request.socket.destroy();
      sendJson(response, answer);
    } finally {
      if (lock !== undefined && !clash) this.busy.delete(lock);
    }
  }

  private answer(call: {
    path: string;
    request: IncomingMessage;
    url: URL;
    raw: Buffer;
    fault: ApiFault;
    count: number;
    clash: boolean;
  }): Body {
    const { path, request, url, raw, fault } = call;
    const parsed = readJson(request, raw);
    try {
      this.checkPassage(call);
      const known = findCall(path);
      if (known.verb !== request.method) throw new Refusal(40058, `require ${known.verb} method`);
      if (escapedCharacter.test(parsed.text)) throw new Refusal(40033, 'invalid character \\uXXXX in body');
      const contentType = request.headers['content-type'] ?? '';
      const result = known.answer(this.core, { query: url.searchParams, body: parsed.body, raw, contentType, fault });
      return { errcode: 0, errmsg: parsed.readable ? 'ok' : 'ok. Warning: wrong json format. ', ...result };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.refusal(error, parsed.readable);
    }
  }

  /** Faults, quotas and the token, in the order in which the platform looks at them. */
  private checkPassage(call: { path: string; url: URL; fault: ApiFault; count: number; clash: boolean }): void {
    const { path, url, fault, count, clash } = call;
    if (path !== 'gettoken') {
      findCall(path);
      checkToken(this.core, url.searchParams.get('access_token'));
    }
    if (fault.errcode !== undefined) throw new Refusal(fault.errcode, 'fault on demand');
    if (count > (this.faults.quota.get(path) ?? Infinity)) throw new Refusal(45009, 'api freq out of limit');
    this.quota.check(this.core, path);
    if (clash) throw new Refusal(45035, 'conflicting concurrent operation');
  }

  private refusal(error: Refusal, readable: boolean): Body {
    const { errcode, message } = error;
    const warning = readable ? '' : ' Warning: wrong json format. ';
    const hint = `hint: [${this.core.seconds()}_1_${this.core.state.seq}], from ip: 127.0.0.1`;
    const more = `more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
    return { errcode, errmsg: `${message},${warning} ${hint}, ${more}` };
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        resolve();
      }, ms);
      this.timers.add(timer);
    });
  }
}

function findCall(path: string): WireCall {
  const call = Object.hasOwn(wireTable, path) ? wireTable[path] : undefined;
  if (!call) throw new Refusal(40066, `invalid url: this sandbox has no ${prefix}${path}`);
  return call;
}

function lockOf(path: string, raw: Buffer): string | undefined {
  if (!oneAtATime.has(path)) return undefined;
  const text = raw.toString('utf8');
  const pair = ['userid', 'external_userid'].map((name) => new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`).exec(text)?.[1]);
  return [path, ...pair].join(' ');
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new Error('body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Unreadable JSON is an empty object and a warning, as at the real platform (wecom-core §0). */
function readJson(request: IncomingMessage, raw: Buffer): { body: Body; text: string; readable: boolean } {
  const multipart = request.headers['content-type']?.startsWith('multipart/') ?? false;
  if (request.method !== 'POST' || multipart || raw.length === 0) return { body: {}, text: '', readable: true };
  const text = raw.toString('utf8');
  try {
    const body: unknown = JSON.parse(text);
    if (isObject(body)) return { body, text, readable: true };
  } catch {
    // falls through to the warning
  }
  return { body: {}, text, readable: false };
}

function sendJson(response: ServerResponse, answer: Body): void {
  const text = JSON.stringify(answer);
  response.writeHead(200, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

function sendPlain(response: ServerResponse, status: number, text = 'fault on demand'): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(text);
}
