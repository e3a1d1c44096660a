import type { CivilDay } from '../../kernel/ports';

/** Why a touch does not go, as an admin reads it. 暂缓: it may still come; 不发: it will not. */
export const whyHeld = {
  noRep: '暂缓：目前没有跟进人，分配跟进人后再安排',
  noContactDay: (day: CivilDay, name: string) => `暂缓：${day} 是${name}，当天只送客户本人的生日和纪念日祝福`,
  mourning: (day: CivilDay, name: string) => `暂缓：${day} 是${name}，不发任何推广`,
  problemOpen: '暂缓：客户有未解决的问题，先解决再联系',
  tomorrow: (day: CivilDay) => `暂缓：${day} 可打扰的时段已过，改天再安排`,
  newcomer: (on: CivilDay, days: number) => `暂缓：客户刚添加（${on}），${days} 天内不做推广`,
  nearBirthday: (on: CivilDay, label: string, days: number) => `暂缓：${on} 是${label}，前后 ${days} 天不做推广`,
  platform: (sent: number, limit: number, period: string) =>
    `暂缓：企业微信${period}最多群发 ${limit} 次，已用 ${sent} 次`,
  recentTip: (on: CivilDay, title: string, hours: number) => `暂缓：${on} 已有${title}，${hours} 小时内只发一条`,
  daily: (on: CivilDay, title: string, cap: number) => `暂缓：${on} 已有${title}，每天最多 ${cap} 次`,
  freeDay: (on: CivilDay, title: string, days: number) => `暂缓：${on} 有${title}，两次触达之间至少空 ${days} 天`,
  weekly: (from: CivilDay, to: CivilDay, count: number, cap: number) =>
    `暂缓：${from} 至 ${to} 已有 ${count} 次触达，7 天内最多 ${cap} 次`,
  dormant: (on: CivilDay, title: string, days: number) =>
    `暂缓：客户近期静默，${days} 天内最多 1 次（${on} 有${title}）`,
  commercialWeekly: (on: CivilDay, title: string, cap: number) => `暂缓：${on} 有${title}，推广类 7 天内最多 ${cap} 次`,
  commercialMonthly: (count: number, cap: number) => `暂缓：本月推广类触达已有 ${count} 次，最多 ${cap} 次`,
  commercialShare: (count: number, total: number, share: number) =>
    `暂缓：30 天内 ${total} 次触达里推广类会有 ${count} 次，最多占 ${Math.round(share * 100)}%`,
  sameTopic: (on: CivilDay, title: string, days: number) => `暂缓：${on} 的${title}说过同一话题，间隔至少 ${days} 天`,
  reserved: (on: CivilDay, label: string) => `暂缓：为 ${on} 的${label}留出名额`,
  noTemplate: (why: string) => `暂缓：没有合适的话术。${why}`,
  repDayFull: (cap: number, what: string) => `暂缓：跟进人当天的${what}已满 ${cap} 个，改天再安排`,
};

export const whyRefused = {
  optedOut: '不发：客户已退订',
  deceased: '不发：客户已故',
  holdout: '不发：这位客户在对照组，不主动触达，用来衡量关怀的效果；生日祝福、欢迎和答谢照常',
  merged: (title: string, why: string) => `已合并：并入同日的${title}（${why}）`,
  windowPassed: (day: CivilDay) => `不发：${day} 可打扰的时段已过，过后再发就迟了`,
};

export const whyEnded = {
  notDue: '取消：由头已不成立（退货、日期更改、商品或规则调整）',
  superseded: '已更新：商品、话术、规则或跟进人有变，由新的一条代替',
  expired: (why: string) => `过期未发：${why}`,
};

export const whyNotSent = {
  windowPassed: '已过发送期限',
  tooEarly: '还没到发送时间',
  quietHours: '现在是免打扰时段',
  ended: '这条触达已经结束',
  customerGone: '客户已不在档案里',
  notDue: '由头已不成立（退货、日期更改、商品或规则调整）',
  greetingMoves: '祝福只在当天送，不能改期',
  pastDay: '不能改到过去的日期',
};

export const repDayWords = { suggestions: '跟进建议', massSends: '群发确认' };
export const platformPeriods = { month: '本月', week: '近 7 天', day: '当天' };
export const explainWords = {
  playOff: '该打法已在设置中关闭',
  planned: '可以安排',
  already: (state: string) => `已有触达（${state}）`,
};

/** 设置 before saving: what would hold more touches. */
export const previewWords: { playOff: string; reasons: Record<string, string> } = {
  playOff: '这种打法会被关闭',
  reasons: {
    play_off: '打法关闭',
    daily_cap: '每天上限',
    free_day: '间隔天数',
    weekly_cap: '7 天上限',
    dormant_cap: '静默客户上限',
    commercial_weekly_cap: '推广类 7 天上限',
    commercial_monthly_cap: '推广类每月上限',
    commercial_share: '推广类占比',
    same_topic: '同一话题间隔',
    near_birthday: '生日前后不推广',
    recent_tip: '使用指导合并',
    reserved: '为生日和纪念日留位',
    platform_limit: '企业微信群发上限',
    rep_day_full: '导购当天已满',
  },
};
