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
  retry: '再试一次',
  linkTitle: '需要新的链接',
  failTitle: '没能打开',
  unreachable: '网络不通，请稍后再试',
  send: '发送',
  markSent: '我已发过',
  postpone: '改期',
  skip: '跳过',
  edit: '点文字可以修改',
  reset: '恢复原文',
  copy: '复制',
  copied: '已复制，去聊天里粘贴吧',
  until: (time: string) => `至 ${time}`,
  postponeTitle: '改到哪一天？',
  skipTitle: '为什么跳过？',
  skipOther: '其他原因',
  skipReasons: ['刚联系过', '现在不合适', '客户不需要', '信息不对'],
  confirm: '确定',
  cancel: '取消',
  onlyToday: '这条只在今天合适，过了今天就不再发。来不及的话可以跳过。',
  otherDay: '选其他日子',
  massSend: '群发',
} as const;

export const progressWords: Record<Task['progress'], string> = {
  none: '',
  queued: '任务排队中',
  checking: '正在核实',
  waiting: '待你在群发助手确认',
};

export const stateWords: Record<Task['state'], string> = {
  planned: '',
  offered: '',
  unknown: '正在核实',
  sent: '已发',
  skipped: '已跳过',
  failed: '未发出',
};
