import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TaskAct, TaskList } from '../../contract/task';
import { Refused } from '../ui/ask';
import { texts } from './texts';
import type { Say } from './toast';

/** One tap on one task: its answer is shown, and the list follows. A second tap waits for the first. */
export function useAct(say: Say) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tap: () => Promise<TaskAct>) => tap(),
    onSuccess: ({ message, done, task }) => {
      say(message, done);
      client.setQueryData<TaskList>(['today'], (list) =>
        list && task ? { ...list, tasks: list.tasks.map((one) => (one.id === task.id ? task : one)) } : list,
      );
    },
    onError: (error) => say(error instanceof Refused ? error.message : texts.unreachable, false),
    onSettled: () => client.invalidateQueries({ queryKey: ['today'] }),
  });
}
