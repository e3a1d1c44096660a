import type { Task } from '../../contract/task';
import type { Say } from '../ui/rep/toast';
import { TouchCard } from '../ui/rep/touch-card';
import { useAct } from '../ui/rep/use-act';
import { texts } from './texts';

/** One customer to care for; 发送 makes a mass-send task for them. */
export function TaskCard({ task, day, say }: { task: Task; day: string; say: Say }) {
  const acting = useAct(say);
  const send = (text: string) => {
    acting.mutate({ touchId: task.id, name: 'send', body: text === task.text ? {} : { text } });
  };
  return (
    <TouchCard
      task={task}
      day={day}
      say={say}
      busy={acting.isPending}
      who={task.customerName}
      primary={{ label: texts.send, run: send }}
      onAct={(act) => acting.mutate(act)}
    />
  );
}
