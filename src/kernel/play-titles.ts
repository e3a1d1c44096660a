/** 打法 as people read their names: reps, admins and customers' timelines. One line for each play that there is. */
export const playTitles = {
  welcome: '欢迎',
  'usage-tip': '使用指导',
  replenish: '耗材补充',
  holiday: '节日建议',
  birthday: '生日祝福',
  anniversary: '重要日期',
  referral: '老带新',
  topic: '主题活动',
} as const;

/** A play of an older or newer version is called by its own name. */
export function playTitle(play: string): string {
  return Object.hasOwn(playTitles, play) ? playTitles[play as keyof typeof playTitles] : play;
}
