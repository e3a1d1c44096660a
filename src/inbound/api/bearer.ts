import { createHash, timingSafeEqual } from 'node:crypto';
import type { Middleware } from 'koa';
import { CareError } from '../../kernel/errors';

/** Lets in who knows the token; compared in constant time. Without a token nobody comes in, and the mend is told. */
export function bearer(apiToken: string | null | undefined): Middleware {
  const wanted = apiToken ? digest(apiToken) : null;
  return async (ctx, next) => {
    if (wanted === null) {
      throw new CareError('no_api_token', 'the API is closed: set API_TOKEN and restart', { status: 503 });
    }
    const [, given = ''] = /^Bearer +(\S+) *$/i.exec(ctx.get('authorization')) ?? [];
    if (!timingSafeEqual(digest(given), wanted)) {
      ctx.set('WWW-Authenticate', 'Bearer');
      throw new CareError('not_authenticated', 'send Authorization: Bearer API_TOKEN', { status: 401 });
    }
    await next();
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
