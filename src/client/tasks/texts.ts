import type { Task } from '../../contract/task';

/** Everything the task list says. */
export const texts = {
  title: '今日任务',
  summary: (open: number, done: number) =>
    open === 0 ? '今天的都办完了' : `还有 ${open} 位待跟进${done > 0 ? `，已完成 ${done} 位` : ''}`,
  done: '今天已处理',
  nothing: '今天没有要跟进的客户',
  nothingMore: '有新的安排，早上的提醒里会告诉你',
  allDone: '都办完了，辛苦了',
  loading: '正在打开今日任务…',
  linkTitle: '需要新的链接',
  failTitle: '没能打开',
  send: '发送',
} as const;

export const stateWords: Record<Task['state'], string> = {
  planned: '',
  offered: '',
  unknown: '正在核实',
  sent: '已发',
  skipped: '已跳过',
  failed: '未发出',
};
