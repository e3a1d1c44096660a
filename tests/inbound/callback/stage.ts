import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import Koa from 'koa';
import type { DataSource } from 'typeorm';
import type { Log } from '../../../src/inbound/callback/handler';
import { Inbox, type InboxOptions } from '../../../src/inbound/callback/inbox';
import { callbackRoute } from '../../../src/inbound/callback/route';
import { CallbackEvent } from '../../../src/model/callback-event';
import { AesVault } from '../../../src/outbound/vault';
import { encryptMessage, sign } from '../../sandbox/independent-crypto';
import { openFreshDatabase } from '../../support/databases';

/** The credentials of the official samples (wecom-core §2.7). */
export const credentials = {
  corpId: 'wx5823bf96d3bd56c7',
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

class StandingClock {
  constructor(public at = Date.parse('2027-01-04T10:00:00+08:00')) {}

  now(): number {
    return this.at;
  }
}

class KeptLog implements Log {
  readonly lines: { level: string; message: string; fields: Record<string, unknown> }[] = [];

  info(fields: object, message: string): void {
    this.lines.push({ level: 'info', message, fields: { ...fields } });
  }

  warn(fields: object, message: string): void {
    this.lines.push({ level: 'warn', message, fields: { ...fields } });
  }

  error(fields: object, message: string): void {
    this.lines.push({ level: 'error', message, fields: { ...fields } });
  }
}

export const vault = new AesVault(randomBytes(32));

/** An event of `sys`; `fields` are its elements in order. */
export function sysEvent(fields: Record<string, string>, createdAt = 1_767_225_601): string {
  return eventFrom('sys', fields, createdAt);
}

export function eventFrom(from: string, fields: Record<string, string>, createdAt = 1_767_225_601): string {
  const elements = Object.entries(fields).map(([name, value]) =>
    value.startsWith('<') ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml><ToUserName><![CDATA[${credentials.corpId}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>${createdAt}</CreateTime>${elements.join('')}</xml>`;
}

export function added(externalUserId: string, more: Record<string, string> = {}): string {
  return sysEvent({
    MsgType: 'event',
    Event: 'change_external_contact',
    ChangeType: 'add_external_contact',
    UserID: 'rep.lin',
    ExternalUserID: externalUserId,
    ...more,
  });
}

export function textFrom(repUserId: string, text: string, messageId: string): string {
  return eventFrom(repUserId, { MsgType: 'text', Content: text, MsgId: messageId, AgentID: '1000002' });
}

export function envelope(encrypted: string): string {
  return `<xml><ToUserName><![CDATA[${credentials.corpId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
}

export function signedQuery(encrypted: string, timestamp = '1767225601', nonce = 'n0nce'): string {
  return `msg_signature=${sign(credentials.token, timestamp, nonce, encrypted)}&timestamp=${timestamp}&nonce=${nonce}`;
}

interface Answer {
  status: number;
  body: string;
  type: string | null;
}

/** The way in on a real port with a real database. */
export class Stage {
  readonly clock = new StandingClock();
  readonly log = new KeptLog();
  readonly inbox: Inbox;

  private constructor(
    readonly dataSource: DataSource,
    private readonly server: Server,
    readonly url: string,
    options: Partial<InboxOptions>,
  ) {
    this.inbox = new Inbox({ dataSource, clock: this.clock, vault, logger: this.log, ...options });
  }

  static async open(options: Partial<InboxOptions> = {}): Promise<Stage> {
    const dataSource = await openFreshDatabase();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const stage = new Stage(dataSource, server, `http://127.0.0.1:${port}/wecom/callback`, options);
    const app = new Koa();
    app.use(callbackRoute({ credentials, inbox: stage.inbox, logger: stage.log }));
    server.on('request', app.callback());
    return stage;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  rows(): Promise<CallbackEvent[]> {
    return this.dataSource.getRepository(CallbackEvent).find({ order: { receivedAt: 'ASC' } });
  }

  async get(query: string): Promise<Answer> {
    return answerOf(await fetch(`${this.url}?${query}`));
  }

  async post(body: string | Uint8Array<ArrayBuffer>, query: string): Promise<Answer> {
    return answerOf(await fetch(`${this.url}?${query}`, { method: 'POST', body }));
  }

  /** Encrypts, signs and posts an event as WeCom does. */
  deliver(xml: string): Promise<Answer> {
    const encrypted = encryptMessage(credentials.encodingAesKey, xml, credentials.corpId);
    return this.post(envelope(encrypted), signedQuery(encrypted));
  }
}

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, body: await response.text(), type: response.headers.get('content-type') };
}
