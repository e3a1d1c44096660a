import {
  type TaskAct,
  taskActSchema,
  type TaskActName,
  type TaskList,
  taskListSchema,
  type taskRequests,
} from '../../contract/task';
import type { z } from 'zod';
import { texts } from './texts';

const base = '/tasks/api';

/** The server's refusal, with words for the rep. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function ask(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(`${base}${path}`, { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    throw new Error(texts.unreachable, { cause });
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : '';
  throw new Refused(response.status, detail || texts.failed);
}

function post(path: string, body: object): Promise<unknown> {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Exchanges the link's token for a session once, and takes it out of the address. */
async function openSession(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('t') ?? new URLSearchParams(location.search).get('t');
  if (token === null) return;
  await post('/session', { token });
  history.replaceState(null, '', location.pathname);
}

export async function readToday(): Promise<TaskList> {
  await openSession();
  return taskListSchema.parse(await ask('/today'));
}

export async function act<Name extends TaskActName>(
  id: string,
  name: Name,
  body: z.infer<(typeof taskRequests)[Name]>,
): Promise<TaskAct> {
  return taskActSchema.parse(await post(`/touches/${encodeURIComponent(id)}/${name}`, body));
}
