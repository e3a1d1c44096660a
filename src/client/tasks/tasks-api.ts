import { type TaskList, taskListSchema } from '../../contract/task';
import { ask, post, Refused } from '../ui/ask';
import { signedIn, signInOnce } from '../ui/rep/sign-in';

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
  try {
    const list = taskListSchema.parse(await ask(`${base}/today`));
    signedIn();
    return list;
  } catch (error) {
    // Inside WeCom no link is needed: the page goes there to ask who the rep is, and does not come back here.
    const mayAsk = /\bwxwork\//i.test(navigator.userAgent) && error instanceof Refused && error.status === 401;
    if (mayAsk && signInOnce()) return new Promise(() => undefined);
    throw error;
  }
}
