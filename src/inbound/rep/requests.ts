import type { Middleware } from 'koa';
import type Router from 'koa-router';
import type { z } from 'zod';
import { CareError } from '../../kernel/errors';
import { jsonBody } from '../middleware/json-body';

/** What all JSON for reps' pages has in common: never kept by a browser, and small. */
export function prepare(router: Router): void {
  router.use(neverStored);
  router.use(jsonOnly);
  router.use(jsonBody({ jsonLimit: '64kb', parsedMethods: ['POST', 'DELETE'] }));
}

const neverStored: Middleware = async (ctx, next) => {
  ctx.set('Cache-Control', 'no-store');
  await next();
};

/** A form of a foreign page cannot send JSON without asking first: with the strict cookie, two locks on one door. */
const jsonOnly: Middleware = async (ctx, next) => {
  if (ctx.method !== 'GET' && !ctx.is('application/json')) {
    throw new CareError('json_only', 'send application/json', { status: 415 });
  }
  await next();
};

export function read<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const words = faults.map(({ message }) => message).join('；');
  throw new CareError('bad_request', words, { status: 422, faults });
}
