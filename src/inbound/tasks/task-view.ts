import { type Task, type TaskList, taskStates } from '../../contract/task';
import type { Today, TodayItem } from '../../features/outreach/today-list';

const progressOf = {
  intended: 'queued',
  unknown: 'checking',
  created: 'waiting',
  rejected: 'none',
  finished: 'none',
  cancelled: 'none',
} as const satisfies Record<NonNullable<TodayItem['task']>, Task['progress']>;

/** Null: in a state that today's list does not show. */
export function asTask(item: TodayItem): Task | null {
  const state = taskStates.find((known) => known === item.state);
  if (state === undefined || item.path === 'welcome') return null;
  const { touch } = item;
  return {
    id: touch.id,
    customerName: item.customerName,
    playName: item.playName,
    why: item.why,
    text: item.text,
    state,
    path: item.path,
    progress: item.task === null ? 'none' : progressOf[item.task],
    notAfter: new Date(touch.notAfter).toISOString(),
    sentAt: touch.sentAt === null ? null : new Date(touch.sentAt).toISOString(),
  };
}

export function asTaskList({ day, items, counts }: Today): TaskList {
  return { day, tasks: items.flatMap((item) => asTask(item) ?? []), counts };
}
