import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { TaskActName } from '../../../contract/task';
import { Refused } from '../ask';
import { forgetDraft } from './drafts';
import { Kept } from './kept';
import type { Say } from './toast';
import { act } from './touch-acts';

/** A tap that has not reached the server. */
export interface WaitingAct {
  touchId: string;
  name: TaskActName;
  body: Parameters<typeof act>[2];
}

const everyMs = 10_000;
const outbox = new Kept<WaitingAct[]>('jiuban-outbox', []);
let isFlushing = false;

/** The last tap on a touch is the one that counts. */
export function keepForLater(waiting: WaitingAct): void {
  outbox.write([...outbox.read().filter(({ touchId }) => touchId !== waiting.touchId), waiting]);
}

export function takeBack(touchId: string): void {
  outbox.write(outbox.read().filter((each) => each.touchId !== touchId));
}

export function useWaitingAct(touchId: string): WaitingAct | undefined {
  return useSyncExternalStore(outbox.subscribe, outbox.read).find((each) => each.touchId === touchId);
}

/** Sends what waits: when the page opens, when the network comes back, and now and then. */
export function useOutbox(say: Say): void {
  const client = useQueryClient();
  useEffect(() => {
    const flush = async () => {
      if (isFlushing || outbox.read().length === 0) return;
      isFlushing = true;
      const isAnyDone = await sendAll(say).finally(() => (isFlushing = false));
      if (isAnyDone) await client.invalidateQueries();
    };
    const run = () => void flush();
    run();
    window.addEventListener('online', run);
    const timer = setInterval(run, everyMs);
    return () => {
      window.removeEventListener('online', run);
      clearInterval(timer);
    };
  }, [client, say]);
}

async function sendAll(say: Say): Promise<boolean> {
  let isAnyDone = false;
  for (const { touchId, name, body } of outbox.read()) {
    try {
      const { message, done } = await act(touchId, name, body);
      say(message, done);
      if (done) forgetDraft(touchId);
    } catch (error) {
      // Without network, or a session, all the others wait too.
      if (!(error instanceof Refused) || error.status === 401 || error.status >= 500) return isAnyDone;
      say(error.message, false);
    }
    takeBack(touchId);
    isAnyDone = true;
  }
  return isAnyDone;
}
