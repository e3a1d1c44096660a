/** WeCom says no: an errcode in a body with HTTP status 200. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
  }
}

export type Body = Record<string, unknown>;

export function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

export function charLength(text: string): number {
  return [...text].length;
}

/** A text that must be there; `missing` is the errcode when it is not. */
export function requiredText(body: Body, name: string, missing = 40058): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new Refusal(missing, `missing ${name}`);
  return value;
}

export function optionalText(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new Refusal(40058, `${name} should be string`);
  return value;
}

/** A text with at most `max` characters. */
export function shortText(body: Body, name: string, max: number): string | undefined {
  const value = optionalText(body, name);
  if (value !== undefined && charLength(value) > max) throw new Refusal(40058, `${name} exceed max length ${max}`);
  return value;
}

/** A list of texts; absent is empty. */
export function textList(body: Body, name: string, max = Infinity): string[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
    throw new Refusal(40058, `${name} should be array of string`);
  }
  if (value.length > max) throw new Refusal(40058, `${name} exceed max length ${max}`);
  return value as string[]; // checked above
}

export function wholeNumber(body: Body, name: string, fallback: number): number {
  const value = body[name];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new Refusal(40058, `${name} should be integer`);
  return value;
}

/** A page of `all`, with the cursor to the next. A cursor of other filters is 50100. */
export function pageOf<T>(
  all: T[],
  body: Body,
  limits: { normal: number; max: number; clamp?: boolean },
  filter = '',
): { rows: T[]; next_cursor: string } {
  const asked = wholeNumber(body, 'limit', limits.normal) || limits.normal;
  if (asked < 1 || (asked > limits.max && !limits.clamp)) throw new Refusal(40058, `limit exceed max ${limits.max}`);
  const limit = asked > limits.max ? limits.normal : asked;
  const from = readCursor(optionalText(body, 'cursor') ?? '', filter);
  const until = from + limit;
  return { rows: all.slice(from, until), next_cursor: until < all.length ? writeCursor(until, filter) : '' };
}

function writeCursor(offset: number, filter: string): string {
  return Buffer.from(JSON.stringify([offset, filter])).toString('base64url');
}

function readCursor(cursor: string, filter: string): number {
  if (cursor === '') return 0;
  try {
    const [offset, forFilter] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [unknown, unknown];
    if (typeof offset === 'number' && Number.isInteger(offset) && offset >= 0 && forFilter === filter) return offset;
  } catch {
    // falls through: not a cursor of ours
  }
  throw new Refusal(50100, 'invalid cursor');
}
