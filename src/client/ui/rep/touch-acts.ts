import type { z } from 'zod';
import { type TaskAct, taskActSchema, type TaskActName, type taskRequests } from '../../../contract/task';
import { post } from '../ask';

/** One tap of a rep on one touch; each may be sent twice. */
export async function act<Name extends TaskActName>(
  touchId: string,
  name: Name,
  body: z.infer<(typeof taskRequests)[Name]>,
): Promise<TaskAct> {
  return taskActSchema.parse(await post(`/tasks/api/touches/${encodeURIComponent(touchId)}/${name}`, body));
}
