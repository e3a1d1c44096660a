import type { Context, Middleware } from 'koa';
import { readBody } from './body';
import { type CallbackCredentials, CallbackCrypto, type SignedQuery } from './crypto';
import { cutEnvelope } from './envelope';
import type { CallbackMetrics, Log } from './handler';
import { type Arrival, identify } from './identity';

export interface CallbackRouteOptions {
  credentials: CallbackCredentials;
  /** Keeps an event durably; the route acknowledges only after it. */
  inbox: { store(arrival: Arrival): Promise<unknown> };
  logger: Log;
  metrics?: CallbackMetrics;
}

const callbackPath = '/wecom/callback';

const bodyLimitBytes = 1024 * 1024;

/**
 * WeCom's way in (wecom-core §2). Mount it before any other middleware: it needs none, reads its body itself, and
 * each layer would cost it a part of its speed.
 */
export function callbackRoute(options: CallbackRouteOptions): Middleware {
  const route = new CallbackRoute(options);
  return (ctx, next) => (ctx.path === callbackPath ? route.answer(ctx) : next());
}

/** A call that is turned away: status for WeCom, words for our log. */
class Refusal {
  constructor(
    readonly status: number,
    readonly why: string,
  ) {}
}

class CallbackRoute {
  private readonly crypto: CallbackCrypto;

  constructor(private readonly options: CallbackRouteOptions) {
    this.crypto = new CallbackCrypto(options.credentials);
  }

  async answer(ctx: Context): Promise<void> {
    if (ctx.method === 'POST') await this.receive(ctx);
    else if (ctx.method === 'GET') this.confirm(ctx);
    else {
      ctx.set('Allow', 'GET, POST');
      this.refuse(ctx, new Refusal(405, `method ${ctx.method}`));
    }
  }

  /** The check that WeCom makes when the URL is saved: it wants the decrypted `echostr` back. */
  private confirm(ctx: Context): void {
    const given = one(ctx.query['echostr']);
    if (!given) return this.refuse(ctx, new Refusal(400, 'no echostr'));
    // A raw `+` in the URL has been read as a space.
    const text = this.openAuthentic(ctx, given.replaceAll(' ', '+'));
    if (text instanceof Refusal) return this.refuse(ctx, text);
    ctx.status = 200;
    ctx.type = 'text/plain';
    ctx.body = text;
  }

  private async receive(ctx: Context): Promise<void> {
    const arrival = await this.take(ctx);
    if (arrival instanceof Refusal) return this.refuse(ctx, arrival);
    try {
      await this.options.inbox.store(arrival);
    } catch (error) {
      this.options.logger.error({ kind: arrival.kind, reason: reasonOf(error) }, 'callback event could not be stored');
      ctx.status = 503;
      ctx.body = '';
      return;
    }
    ctx.status = 200;
    ctx.body = '';
  }

  private async take(ctx: Context): Promise<Arrival | Refusal> {
    const body = await readBody(ctx.req, bodyLimitBytes);
    if (!body.ok) return new Refusal(body.why === 'too large' ? 413 : 400, `body ${body.why}`);
    const envelope = cutEnvelope(body.text);
    if (!envelope.ok) return new Refusal(400, envelope.why);
    const text = this.openAuthentic(ctx, envelope.encrypted);
    return text instanceof Refusal ? text : identify(text);
  }

  private openAuthentic(ctx: Context, encrypted: string): string | Refusal {
    const query = signedQuery(ctx);
    if (!query) return new Refusal(403, 'no signature');
    if (!this.crypto.isSigned(query, encrypted)) return new Refusal(403, 'wrong signature');
    const opened = this.crypto.open(encrypted);
    return opened.ok ? opened.text : new Refusal(403, `cannot be opened: ${opened.why}`);
  }

  private refuse(ctx: Context, refusal: Refusal): void {
    const { logger, metrics } = this.options;
    logger.warn({ status: refusal.status, reason: refusal.why, from: ctx.ip }, 'callback refused');
    metrics?.refused?.(refusal.status, refusal.why);
    ctx.status = refusal.status;
    ctx.body = '';
  }
}

function signedQuery(ctx: Context): SignedQuery | null {
  const signature = one(ctx.query['msg_signature']);
  const timestamp = one(ctx.query['timestamp']);
  const nonce = one(ctx.query['nonce']);
  return signature && timestamp && nonce ? { signature, timestamp, nonce } : null;
}

function one(value: string | string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The driver's own words; the statement's parameters stay out of the log. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
