import type { Task } from '../../../contract/task';

/** What the reps' pages say alike. */
export const repTexts = {
  retry: '再试一次',
  unreachable: '网络不通，请稍后再试',
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
  skipReasons: ['已打电话联系', '刚联系过', '现在不合适', '客户不需要', '信息不对'],
  confirm: '确定',
  cancel: '取消',
  onlyToday: '这条只在今天合适，过了今天就不再发。来不及的话可以跳过。',
  otherDay: '选其他日子',
  massSend: '群发',
  keptForLater: '网络不通，已记在手机上，恢复后自动提交',
  waiting: {
    send: '等网络恢复后建群发任务',
    sent: '等网络恢复后记为「已发」',
    postpone: '等网络恢复后改期',
    skip: '等网络恢复后跳过',
  },
  takeBack: '撤回',
} as const;

export const progressWords: Record<Task['progress'], string> = {
  none: '',
  queued: '任务排队中',
  checking: '正在核实',
  waiting: '待你在群发助手确认',
};
