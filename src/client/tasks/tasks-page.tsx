import { useQuery } from '@tanstack/react-query';
import { DoneList } from './done-list';
import { TaskCard } from './task-card';
import { Refused } from '../ui/ask';
import { Notice } from '../ui/rep/notice';
import { useOutbox } from '../ui/rep/outbox';
import { spokenDay } from '../ui/rep/shop-day';
import { Toast, useToast } from '../ui/rep/toast';
import { readToday } from './tasks-api';
import { texts } from './texts';

/** What a rep has to do today, as cards for a thumb. */
export function TasksPage() {
  const today = useQuery({ queryKey: ['today'], queryFn: readToday, refetchInterval: 60_000 });
  const [toast, say] = useToast();
  useOutbox(say);
  if (today.isPending) return <Notice title={texts.loading} busy />;
  if (today.error && today.data === undefined) {
    const needsLink = today.error instanceof Refused && today.error.status === 401;
    return (
      <Notice
        title={needsLink ? texts.linkTitle : texts.failTitle}
        text={today.error.message}
        onRetry={needsLink ? undefined : () => void today.refetch()}
      />
    );
  }
  const { day, tasks, counts } = today.data;
  const open = tasks.filter((task) => task.state === 'planned' || task.state === 'offered' || task.state === 'unknown');
  const done = tasks.filter((task) => !open.includes(task));
  return (
    <>
      <header className="head">
        <h1>
          {texts.title}
          <span className="day">{spokenDay(day)}</span>
        </h1>
        {tasks.length > 0 && <p>{texts.summary(counts.open, counts.sent + counts.skipped)}</p>}
      </header>
      <main>
        {tasks.length === 0 && <Notice title={texts.nothing} text={texts.nothingMore} />}
        {open.map((task) => (
          <TaskCard key={task.id} task={task} day={day} say={say} />
        ))}
        {open.length === 0 && done.length > 0 && <p className="all-done">{texts.allDone}</p>}
        {done.length > 0 && <DoneList tasks={done} day={day} say={say} />}
      </main>
      <Toast toast={toast} />
    </>
  );
}
