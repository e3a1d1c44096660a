import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TaskAct } from '../../../contract/task';
import { Refused } from '../ask';
import { forgetDraft } from './drafts';
import { keepForLater, type WaitingAct } from './outbox';
import { repTexts } from './rep-texts';
import type { Say } from './toast';
import { act } from './touch-acts';

/** One tap on one touch: its answer is shown, and the lists follow. Without network it waits on the phone. */
export function useAct(say: Say, onDone?: (answer: TaskAct) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ touchId, name, body }: WaitingAct) => act(touchId, name, body),
    onSuccess: (answer, { touchId }) => {
      say(answer.message, answer.done);
      if (answer.done) forgetDraft(touchId);
      onDone?.(answer);
    },
    onError: (error, waiting) => {
      if (error instanceof Refused) return say(error.message, false);
      keepForLater(waiting);
      say(repTexts.keptForLater, false);
    },
    onSettled: () => client.invalidateQueries(),
  });
}
