export interface Fault {
  /** Dotted path of the offending field, e.g. `items.0.sku`; empty for the whole. */
  path: string;
  message: string;
}

/** Jiuban refuses: the caller asked for something that our rules or data do not allow. */
export class CareError extends Error {
  override readonly name = 'CareError';

  /**
   * @param code stable, snake_case, for callers to branch on
   * @param message names the thing and the mend
   * @param options `more`: what the caller needs beside the words, e.g. `current`, the newer version on a 409
   */
  constructor(
    readonly code: string,
    message: string,
    readonly options: { status?: number; faults?: Fault[]; more?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
  }
}

/** What the caller of a WeCom API should do about an errcode (wecom-core §9.2). */
export const wecomErrorClasses = ['retry', 'refresh', 'wait', 'configuration', 'permanent'] as const;
export type WecomErrorClass = (typeof wecomErrorClasses)[number];

/**
 * WeCom refused or could not be reached.
 * `errcode` is WeCom's own, or `-2` when no answer came (network, time-out, HTTP 5xx):
 * then, for a call that changes something, `outcomeUnknown` is true.
 */
export class WecomError extends Error {
  override readonly name = 'WecomError';

  constructor(
    readonly errcode: number,
    readonly path: string,
    message: string,
    readonly options: { kind: WecomErrorClass; outcomeUnknown?: boolean; waitMs?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
  }

  get retryable(): boolean {
    return this.options.kind === 'retry' || this.options.kind === 'wait';
  }

  /** The call may or may not have been applied: look it up before trying again. */
  get outcomeUnknown(): boolean {
    return this.options.outcomeUnknown === true;
  }
}

/** Whether a database error says that a unique key was already there (SQLite and MySQL say it differently). */
export function isUniqueViolation(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = 'driverError' in cause ? cause.driverError : cause.cause) {
    const code = 'code' in cause ? String(cause.code) : '';
    if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'ER_DUP_ENTRY') {
      return true;
    }
  }
  return false;
}
