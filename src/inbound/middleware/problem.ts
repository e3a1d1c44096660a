import type { Context, Middleware } from 'koa';
import type { Problem } from '../../contract/problem';
import { CareError, WecomError } from '../../kernel/errors';

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Refused',
  500: 'Internal error',
  502: 'WeCom refused',
  503: 'Unavailable',
};

interface ErrorLog {
  error(details: object, message: string): void;
}

/** Answers errors as application/problem+json (RFC 9457), and 404s and 405s under `/api/` too. */
export function problems({ logger }: { logger: ErrorLog }): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      const isBare = ctx.body === undefined || ctx.body === null || ctx.body === '';
      if (ctx.path.startsWith('/api/') && isBare && [404, 405, 501].includes(ctx.status)) {
        const status = ctx.status === 501 ? 405 : ctx.status;
        send(ctx, problem(status, `${ctx.method} ${ctx.path} is no route of ours: see /api/v1/openapi.json`));
      }
    } catch (error) {
      send(ctx, describe(error, logger));
    }
  };
}

function describe(error: unknown, logger: ErrorLog): Problem {
  if (error instanceof CareError) {
    const { status = 422, faults, more } = error.options;
    const told = { ...more, ...problem(status, error.message), type: `urn:jiuban:problem:${error.code}` };
    return faults ? { ...told, errors: faults } : told;
  }
  if (error instanceof WecomError) {
    return problem(error.retryable ? 503 : 502, `WeCom answered ${error.errcode} to ${error.path}`);
  }
  if (isHttpError(error)) return problem(error.status, error.message);
  logger.error({ err: error }, 'a request failed');
  return problem(500, 'the server failed; its log says more');
}

function problem(status: number, detail: string): Problem {
  return { type: 'about:blank', title: titles[status] ?? 'Error', status, detail };
}

function send(ctx: Context, told: Problem): void {
  ctx.status = told.status;
  ctx.body = JSON.stringify(told);
  ctx.type = 'application/problem+json';
}

/** What Koa and its body parser throw: a status, and whether its message is for the caller. */
function isHttpError(error: unknown): error is Error & { status: number } {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return false;
  return error.status >= 400 && error.status < 500;
}
