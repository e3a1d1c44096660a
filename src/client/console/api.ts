import type { z } from 'zod';
import { consoleBase, csrfHeader, type Endpoint, type ParamsOf } from '../../contract/console/endpoint';
import { ask, refusalOf, Refused } from '../ui/ask';

type Params<E> = E extends Endpoint<infer Path> ? ParamsOf<Path> : never;
type Part<Name extends string, T> = Record<string, never> extends T ? Partial<Record<Name, T>> : Record<Name, T>;
/** What an endpoint wants: the names in its path, its query, its body. */
export type Input<E extends Endpoint> = Part<'params', Params<E>> &
  Part<'query', z.input<E['query']>> &
  Part<'body', z.input<E['body']>>;

/** Of the session that is open; the page learns it with the session. */
let csrfToken = '';
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}
/** For uploads and other requests that are no JSON. */
export function csrfHeaders(): Record<string, string> {
  return { [csrfHeader]: csrfToken };
}

/** Asks the member to prove who they are; false: they did not want to. */
let askForProof: () => Promise<boolean> = async () => false;
export function whenProofIsNeeded(asked: () => Promise<boolean>): void {
  askForProof = asked;
}

/**
 * Calls an endpoint of the console's API.
 *
 * @throws Refused with the server's words
 */
export async function call<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<z.output<E['answer']>> {
  return withProof(() => callOnce(endpoint, input));
}

/** Does a step once more after the member has proved who they are, where it wants that. */
async function withProof<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'proof_needed') || !(await askForProof())) throw error;
    return step();
  }
}

/**
 * Fetches a file that the console's API makes and gives it to the browser to keep.
 *
 * @param path below `/api/v1/console`, answered to POST
 * @throws Refused with the server's words
 */
export async function download(path: string, query: Record<string, string | undefined>, name: string): Promise<void> {
  const url = `${consoleBase}${path}${searchOf(query)}`;
  const blob = await withProof(async () => {
    const response = await fetch(url, { method: 'POST', headers: csrfHeaders(), credentials: 'same-origin' });
    if (response.ok) return response.blob();
    // Errors are problem+json.
    throw refusalOf(response.status, (await response.json().catch(() => ({}))) as Record<string, unknown>);
  });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function callOnce<E extends Endpoint>(endpoint: E, input: Input<E>): Promise<z.output<E['answer']>> {
  const { params = {}, query = {}, body = {} } = input as Record<'params' | 'query' | 'body', object | undefined>;
  const headers = { 'content-type': 'application/json', ...csrfHeaders() };
  const more = endpoint.method === 'GET' ? {} : { headers, body: JSON.stringify(body) };
  const answer = await ask(urlOf(endpoint, params, query), { method: endpoint.method, ...more });
  const read = endpoint.answer.safeParse(answer);
  // The endpoint's answer is what its schema reads.
  if (read.success) return read.data as z.output<E['answer']>;
  const where = read.error.issues[0]?.path.join('.') ?? '';
  throw new Error(`页面与服务器的版本不一致（${endpoint.path} ${where}），请刷新页面`, { cause: read.error });
}

function urlOf({ path }: Endpoint, params: object, query: object): string {
  const named = new Map(Object.entries(params));
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(named.get(name) ?? '')));
  return `${consoleBase}${filled}${searchOf(query)}`;
}

function searchOf(query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat())
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
