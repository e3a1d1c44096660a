/** The server's refusal, with words for the person at the page. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    message: string,
    /** Stable, e.g. `proof_needed`; empty where the server names none. */
    readonly code: string,
    readonly faults: { path: string; message: string }[],
    /** What more the server tells, e.g. the newer version on a 409. */
    readonly more: Record<string, unknown>,
  ) {
    super(message);
  }
}

const codePrefix = 'urn:jiuban:problem:';

/** Asks our server for JSON. @throws Refused, or Error where it cannot be reached */
export async function ask(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    throw new Error('连不上服务器，请检查网络后再试', { cause });
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  throw refusalOf(response.status, isRecord(body) ? body : {});
}

export function refusalOf(status: number, body: Record<string, unknown>): Refused {
  const { type, title, detail, errors } = body;
  const code = typeof type === 'string' && type.startsWith(codePrefix) ? type.slice(codePrefix.length) : '';
  const words = [detail, title].find((each) => typeof each === 'string' && each !== '');
  const faults = Array.isArray(errors) ? (errors as { path: string; message: string }[]) : []; // RFC 9457, from us
  return new Refused(status, String(words ?? `服务器没有完成这一步（${status}）`), code, faults, body);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function post(url: string, input: object): Promise<unknown> {
  return ask(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) });
}
