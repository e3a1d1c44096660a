import type { Task } from '../../contract/task';
import { repTexts } from '../ui/rep/rep-texts';
import { spokenTime } from '../ui/rep/shop-day';
import type { Say } from '../ui/rep/toast';
import { useAct } from '../ui/rep/use-act';
import { stateWords, texts } from './texts';

/** What was done today, with why where it did not go out. */
export function DoneList({ tasks, day, say }: { tasks: Task[]; day: string; say: Say }) {
  return (
    <section className="done">
      <h2>{texts.done}</h2>
      <ul>
        {tasks.map((task) => (
          <DoneRow key={task.id} task={task} day={day} say={say} />
        ))}
      </ul>
    </section>
  );
}

function DoneRow({ task, day, say }: { task: Task; day: string; say: Say }) {
  const acting = useAct(say);
  return (
    <li>
      <div className="done-head">
        <strong>{task.customerName}</strong>
        <span>{task.playName}</span>
        <span className={`state ${task.state}`}>
          {stateWords[task.state]}
          {task.sentAt && ` ${spokenTime(task.sentAt, day)}`}
        </span>
      </div>
      {task.state !== 'sent' && <p className="why">{task.why}</p>}
      {task.state === 'failed' && (
        <button
          className="button"
          disabled={acting.isPending}
          onClick={() => acting.mutate({ touchId: task.id, name: 'sent', body: {} })}
        >
          {repTexts.markSent}
        </button>
      )}
    </li>
  );
}
