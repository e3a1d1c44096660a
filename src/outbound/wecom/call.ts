import { z } from 'zod';

/**
 * What happens when a call is made twice (wecom-external §7):
 * `read` changes nothing, `safe` ends in the same state, `unsafe` does its work again.
 * An unsafe call is never tried again after WeCom may have taken it.
 */
type Repeat = 'read' | 'safe' | 'unsafe';

/** One call of WeCom's API. With a body it is a POST, else a GET. */
export interface WecomCall<Reply> {
  /** From the root, e.g. `/cgi-bin/user/get`. */
  path: string;
  repeat: Repeat;
  query?: Record<string, string | number>;
  body?: object;
  reply: z.ZodType<Reply>;
  /** Of one try, from connecting to the last byte. */
  timeoutMs?: number;
  /** At most; an unsafe call has one whatever is asked. */
  tries?: number;
  /** Calls with the same key run one after another: WeCom refuses parallel writes on one record (45035). */
  inSeriesBy?: string;
  /** Codes that, on a try after an unanswered one, say that the unanswered one worked. */
  doneAfterUnknown?: readonly number[];
  /** Not every shop has what this asks for: a refusal is no alarm. */
  isOptional?: boolean;
  /** False for the calls outside the quota of the API (wecom-core §4.7). */
  countsToQuota?: boolean;
}

/** The reply of a call that answers only whether it worked. */
export const emptyReply = z.looseObject({});

/** Pages end with an empty or absent cursor. */
export const cursor = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/** Lists that WeCom leaves out, or answers as null, when they are empty. */
export function listOf<Item>(item: z.ZodType<Item>) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

/** Texts that WeCom leaves out when they are empty. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** Unix seconds, as a number or, in some replies, as a string; made epoch ms. Absent or 0: null. */
export const unixSeconds = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((seconds) => (Number(seconds) > 0 ? Number(seconds) * 1000 : null));
