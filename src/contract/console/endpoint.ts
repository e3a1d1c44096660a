import { z } from 'zod';
import type { Permission } from './permissions';

/** `anyone`: before signing in; `signed-in`: every member; else what the member must be allowed to do. */
type Access = Permission | 'anyone' | 'signed-in';

/** The names behind `:` in a path. */
export type ParamsOf<Path extends string> = Path extends `${infer Head}/${infer Rest}`
  ? ParamsOf<Head> & ParamsOf<Rest>
  : Path extends `:${infer Name}`
    ? Record<Name, string>
    : unknown;

/**
 * One route of the console's API, under `/api/v1/console`: the server reads requests by it, the page calls by it, and
 * the OpenAPI document and the tests of roles are made of it.
 */
export interface Endpoint<
  Path extends string = string,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  Admits extends Access = Access,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** E.g. `/customers/:externalUserId`. */
  path: Path;
  summary: string;
  permission: Admits;
  /** The member must have proved who they are in the last minutes. */
  freshProof?: boolean;
  query: Query;
  /** Of a request with a body: JSON. */
  body: Body;
  answer: Answer;
}

/** Nothing to say. */
export const nothing = z.strictObject({});
/** Done, nothing to tell. */
export const doneSchema = z.object({ ok: z.literal(true) });
export const done: z.infer<typeof doneSchema> = { ok: true };

/** Declares a route; a query or body left out is empty. */
export function endpoint<
  const Path extends string,
  Answer extends z.ZodType,
  const Admits extends Access,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = typeof nothing,
>(
  given: Omit<Endpoint<Path, Query, Body, Answer, Admits>, 'query' | 'body'> & { query?: Query; body?: Body },
): Endpoint<Path, Query, Body, Answer, Admits> {
  // What is left out is the default of the type parameter.
  return { query: nothing as unknown as Query, body: nothing as unknown as Body, ...given };
}

/** Where `/api/v1/console` stands for the page and the server alike. */
export const consoleBase = '/api/v1/console';
/** Every request that changes something carries the session's token in this header. */
export const csrfHeader = 'x-csrf-token';
