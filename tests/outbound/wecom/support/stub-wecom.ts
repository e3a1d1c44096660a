import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface StubRequest {
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  raw: string;
  /** The parsed body, null when it is not JSON. */
  json: Record<string, unknown> | null;
}

/** JSON to answer, or a fault of the line. */
type StubReply = { json: object; delayMs?: number } | { status: number; raw: string } | { drop: true } | { hang: true };
type Script = (request: StubRequest) => StubReply;

/** A WeCom that says what the test wrote down for it, and keeps what it was asked. */
export class StubWecom {
  readonly requests: StubRequest[] = [];
  /** The most calls that were open at once, by path. */
  readonly mostOpen = new Map<string, number>();
  private readonly open = new Map<string, number>();
  private readonly scripts = new Map<string, Script>();
  private tokens = 0;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.on('gettoken', () => ({ json: { errcode: 0, access_token: `token-${++this.tokens}`, expires_in: 7200 } }));
  }

  static async start(): Promise<StubWecom> {
    const stub = new StubWecom();
    await new Promise<void>((resolve) => stub.server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Paths without `/cgi-bin/`. */
  on(path: string, script: Script): void {
    this.scripts.set(path, script);
  }

  /** Answers in turn, the last one for ever. */
  answer(path: string, ...replies: (object | StubReply)[]): void {
    let turn = 0;
    this.on(path, () => {
      const reply = replies[Math.min(turn++, replies.length - 1)] ?? {};
      return isReply(reply) ? reply : { json: reply };
    });
  }

  asked(path: string): StubRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(message);
    this.requests.push(request);
    const open = (this.open.get(request.path) ?? 0) + 1;
    this.open.set(request.path, open);
    this.mostOpen.set(request.path, Math.max(open, this.mostOpen.get(request.path) ?? 0));
    const script = this.scripts.get(request.path);
    await reply(response, script === undefined ? { json: { errcode: 40035, errmsg: 'no script' } } : script(request));
    this.open.set(request.path, (this.open.get(request.path) ?? 1) - 1);
  }
}

function isReply(reply: object): reply is StubReply {
  return 'json' in reply || 'raw' in reply || 'drop' in reply || 'hang' in reply;
}

async function read(message: IncomingMessage): Promise<StubRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks).toString('utf8');
  const url = new URL(message.url ?? '/', 'http://stub');
  return {
    path: url.pathname.replace('/cgi-bin/', ''),
    query: url.searchParams,
    headers: message.headers,
    raw,
    json: raw.startsWith('{') ? (JSON.parse(raw) as Record<string, unknown>) : null,
  };
}

async function reply(response: ServerResponse, answer: StubReply): Promise<void> {
  if ('hang' in answer) return;
  if ('drop' in answer) return void response.destroy();
  if ('raw' in answer) return void response.writeHead(answer.status).end(answer.raw);
  if (answer.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(answer.json));
}
