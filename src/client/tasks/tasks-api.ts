import {
  type TaskAct,
  taskActSchema,
  type TaskActName,
  type TaskList,
  taskListSchema,
  type taskRequests,
} from '../../contract/task';
import type { z } from 'zod';
import { ask, post } from '../ui/ask';

const base = '/tasks/api';

/** Exchanges the link's token for a session once, and takes it out of the address. */
async function openSession(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('t') ?? new URLSearchParams(location.search).get('t');
  if (token === null) return;
  await post(`${base}/session`, { token });
  history.replaceState(null, '', location.pathname);
}

export async function readToday(): Promise<TaskList> {
  await openSession();
  return taskListSchema.parse(await ask(`${base}/today`));
}

export async function act<Name extends TaskActName>(
  id: string,
  name: Name,
  body: z.infer<(typeof taskRequests)[Name]>,
): Promise<TaskAct> {
  return taskActSchema.parse(await post(`${base}/touches/${encodeURIComponent(id)}/${name}`, body));
}
