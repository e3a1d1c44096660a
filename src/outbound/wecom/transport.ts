import { z } from 'zod';
import { WecomError } from '../../kernel/errors';
import type { WecomCall } from './call';
import { factOf, traceOf } from './errors';
import { sendableText } from './limits';

export interface WecomLogger {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

const totalTimeoutMs = 10_000;
/** The connection never stood, so WeCom cannot have seen the call. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

const envelope = z.looseObject({ errcode: z.number().optional(), errmsg: z.string().optional() });
type Envelope = z.infer<typeof envelope>;

/** Makes one HTTP exchange and says what came of it: the parsed reply, or a WecomError. */
export class Transport {
  private readonly baseUrl: string;

  constructor(private readonly options: { baseUrl: string; logger: WecomLogger; fetch: typeof fetch }) {
    this.baseUrl = options.baseUrl.replace(/\/+$/, '');
  }

  async send<Reply>(call: WecomCall<Reply>, token?: string): Promise<Reply> {
    const { status, body } = await this.exchange(call, token);
    const answer = readEnvelope(body);
    const errcode = answer?.errcode ?? 0;
    if (errcode !== 0) throw refusal(call, errcode, answer?.errmsg ?? '');
    if (status < 200 || status >= 300) throw oddStatus(call, status);
    if (answer === null) throw noAnswer(call, 'the answer is not JSON');
    if (answer.errmsg?.includes('Warning: wrong json format')) {
      this.options.logger.warn({ path: call.path }, 'WeCom read our JSON only in part: this call has a bug');
    }
    return this.read(call, answer);
  }

  private async exchange(
    call: WecomCall<unknown>,
    token: string | undefined,
  ): Promise<{ status: number; body: string }> {
    try {
      const request = this.options.fetch;
      const response = await request(this.address(call, token), {
        ...contentOf(call),
        redirect: 'manual',
        signal: AbortSignal.timeout(call.timeoutMs ?? totalTimeoutMs),
      });
      return { status: response.status, body: await response.text() };
    } catch (cause) {
      throw noAnswer(call, reasonOf(cause), cause);
    }
  }

  private address(call: WecomCall<unknown>, token: string | undefined): string {
    const query = new URLSearchParams();
    if (token !== undefined) query.set('access_token', token);
    for (const [name, value] of Object.entries(call.query ?? {})) query.set(name, String(value));
    return `${this.baseUrl}${call.path}?${query.toString()}`;
  }

  private read<Reply>(call: WecomCall<Reply>, answer: Envelope): Reply {
    const parsed = call.reply.safeParse(answer);
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new WecomError(-2, call.path, `${call.path}: WeCom's reply has another form than documented: ${fields}`, {
      kind: 'permanent',
      outcomeUnknown: call.repeat !== 'read',
    });
  }
}

function contentOf(call: WecomCall<unknown>): RequestInit {
  if (call.body === undefined) return { method: 'GET' };
  if (call.body instanceof FormData) return { method: 'POST', body: call.body };
  const json = JSON.stringify(call.body, (_key, value: unknown) =>
    typeof value === 'string' ? sendableText(value) : value,
  );
  return { method: 'POST', body: json, headers: { 'content-type': 'application/json; charset=utf-8' } };
}

function readEnvelope(body: string): Envelope | null {
  try {
    return envelope.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

/** System busy (-1) leaves open whether a change was made (wecom-external §7); every other code is a clear no. */
function refusal(call: WecomCall<unknown>, errcode: number, errmsg: string): WecomError {
  const { kind, meaning, waitMs } = factOf(errcode);
  return new WecomError(errcode, call.path, `${call.path}: ${errcode} ${meaning}${traceOf(errmsg)}`, {
    kind,
    waitMs,
    outcomeUnknown: errcode === -1 && call.repeat !== 'read',
  });
}

function oddStatus(call: WecomCall<unknown>, status: number): WecomError {
  if (status >= 500) return noAnswer(call, `HTTP ${status}`);
  const kind = status === 429 ? 'wait' : 'configuration';
  return new WecomError(-2, call.path, `${call.path}: HTTP ${status} and no errcode; is WECOM_API_URL WeCom's?`, {
    kind,
    waitMs: status === 429 ? 60_000 : undefined,
  });
}

function noAnswer(call: WecomCall<unknown>, reason: string, cause?: unknown): WecomError {
  return new WecomError(-2, call.path, `${call.path}: no answer from WeCom (${reason})`, {
    kind: 'retry',
    outcomeUnknown: call.repeat !== 'read' && !neverConnected.includes(reason),
    cause,
  });
}

/** fetch hides the system's code one or two causes down. */
function reasonOf(failure: unknown): string {
  let error = failure;
  while (typeof error === 'object' && error !== null) {
    if ('code' in error && typeof error.code === 'string') return error.code;
    if ('name' in error && error.name === 'TimeoutError') return 'time-out';
    error = 'cause' in error ? error.cause : null;
  }
  return 'network failure';
}
