import type { bodyParser as parserOf } from '@koa/bodyparser';
import type { Middleware } from 'koa';

/** A JSON body parser that is loaded with the first body: WeCom's callbacks, which start-up waits for, need none. */
export function jsonBody(options: Omit<NonNullable<Parameters<typeof parserOf>[0]>, 'enableTypes'>): Middleware {
  let parser: Promise<Middleware> | null = null;
  return async (ctx, next) => {
    parser ??= import('@koa/bodyparser').then(({ bodyParser }) => bodyParser({ ...options, enableTypes: ['json'] }));
    return (await parser)(ctx, next);
  };
}
