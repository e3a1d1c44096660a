import type { Task } from '../../contract/task';
import { spokenTime } from './shop-day';
import { act } from './tasks-api';
import { stateWords, texts } from './texts';
import type { Say } from './toast';
import { useAct } from './use-act';

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
          onClick={() => acting.mutate(() => act(task.id, 'sent', {}))}
        >
          {texts.markSent}
        </button>
      )}
    </li>
  );
}
