import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { encrypt, getSignature } from '@wecom/crypto';

export interface Credentials {
  corpId: string;
  token: string;
  encodingAesKey: string;
}

export interface Load {
  port: number;
  requests: number;
  connections: number;
  /** Requests a second, sent whether or not the answers keep up; unset: as fast as they do. */
  rate?: number;
}

export interface Measured {
  perSecond: number;
  p99Ms: number;
  failures: number;
}

/** All requests are made beforehand, so that the client costs as little as it can of the machine it shares. */
function requestOf(index: number, { corpId, token, encodingAesKey }: Credentials): Buffer {
  const xml = `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${1767225601 + Math.floor(index / 1000)}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[edit_external_contact]]></ChangeType><UserID><![CDATA[rep.lin]]></UserID><ExternalUserID><![CDATA[wmBenchAAAAAAAAAAAAAA${index}]]></ExternalUserID></xml>`;
  const encrypted = encrypt(encodingAesKey, xml, corpId);
  const body = `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  const query = `msg_signature=${getSignature(token, 1767225601, index, encrypted)}&timestamp=1767225601&nonce=${index}`;
  const head = `POST /wecom/callback?${query} HTTP/1.1\r\nHost: bench\r\nContent-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.from(head + body);
}

/** Keep-alive connections that each carry one request at a time. */
class Run {
  private next = 0;
  private ended = 0;
  private failures = 0;
  private readonly idle: Socket[] = [];
  private readonly sentAt = new Map<Socket, number>();
  private readonly latencies: number[] = [];
  private startedAt = 0;
  private finish: () => void = () => undefined;

  constructor(
    private readonly load: Load,
    private readonly requests: Buffer[],
  ) {}

  async measure(): Promise<Measured> {
    const sockets = await Promise.all(Array.from({ length: this.load.connections }, () => this.open()));
    const finished = new Promise<void>((resolve) => (this.finish = resolve));
    this.startedAt = performance.now();
    this.idle.push(...sockets);
    const timer = setInterval(() => this.send(), 1);
    this.send();
    await finished;
    clearInterval(timer);
    const seconds = (performance.now() - this.startedAt) / 1000;
    sockets.forEach((socket) => socket.destroy());
    this.latencies.sort((a, b) => a - b);
    const p99Ms = this.latencies[Math.floor(this.latencies.length * 0.99)] ?? 0;
    return { perSecond: this.load.requests / seconds, p99Ms, failures: this.failures };
  }

  private open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.load.port, '127.0.0.1', () => resolve(socket));
      socket.setNoDelay(true);
      socket.on('error', reject);
      socket.on('data', (answer) => this.end(socket, answer));
    });
  }

  private dueAt(index: number): number {
    return this.startedAt + (this.load.rate ? (index * 1000) / this.load.rate : 0);
  }

  private send(): void {
    const now = performance.now();
    while (this.next < this.load.requests && this.idle.length > 0 && this.dueAt(this.next) <= now) {
      const socket = this.idle.pop();
      const request = this.requests[this.next];
      if (!socket || !request) return;
      // At a fixed rate a request waits from when it was due, also for a free connection.
      this.sentAt.set(socket, this.load.rate ? this.dueAt(this.next) : now);
      this.next += 1;
      socket.write(request);
    }
  }

  /** Answers are a head without a body: they come in one piece. */
  private end(socket: Socket, answer: Buffer): void {
    if (answer.toString('latin1', 9, 12) !== '200') this.failures += 1;
    this.latencies.push(performance.now() - (this.sentAt.get(socket) ?? 0));
    this.ended += 1;
    this.idle.push(socket);
    if (this.ended === this.load.requests) this.finish();
    else this.send();
  }
}

if (parentPort) {
  const port = parentPort;
  // Given by webhook.ts.
  const { credentials, most } = workerData as { credentials: Credentials; most: number };
  const requests = Array.from({ length: most }, (_, index) => requestOf(index, credentials));
  port.on(
    'message',
    (load: Load) => void new Run(load, requests).measure().then((measured) => port.postMessage(measured)),
  );
  port.postMessage('ready');
}
