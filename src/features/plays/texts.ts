import { dayParts } from '../../kernel/calendar';
import type { CivilDay } from '../../kernel/ports';
import type { DateKind } from '../../model/important-date';

export const dateKindNames: Record<DateKind | 'first-purchase', string> = {
  birthday: '生日',
  wedding: '结婚纪念日',
  'child-birthday': '孩子生日',
  'parent-birthday': '父母生日',
  other: '重要日子',
  'first-purchase': '首购周年',
};

/** 9月25日. */
export function dayText(day: CivilDay): string {
  const { month, day: date } = dayParts(day);
  return `${month}月${date}日`;
}

export const whyDue = {
  tip: (age: number, step: { day: number; title: string }, product: string) =>
    `${age === 0 ? '今日签收' : `签收第 ${age} 天`}：${product} ${step.day === 0 ? '答谢与首次使用' : '使用提醒'}（${step.title}）`,
  cycle: (name: string, runsOutOn: CivilDay, days: number, pieces: number) =>
    `${name} 预计 ${runsOutOn} 用完（周期 ${days} 天${pieces > 1 ? ` × ${pieces} 件` : ''}）`,
  ownInterval: (name: string, runsOutOn: CivilDay, days: number, pieces: number) =>
    `${name} 预计 ${runsOutOn} 用完（按这位客户自己的复购间隔 ${days} 天${pieces > 1 ? ` × ${pieces} 件` : ''}）`,
  festival: (name: string, on: CivilDay, daysLeft: number, absorbed: string[]) =>
    `${name}（${on}）前 ${daysLeft} 天：节日建议${absorbed.length > 0 ? `，与${absorbed.join('、')}合并` : ''}`,
  wish: (name: string, on: CivilDay) => `今天是${name}（${on}）：只送祝福`,
  birthday: (text: string) => `客户生日：${text}`,
  anniversary: (label: string, text: string, years: number | null) =>
    `${label}：${text}${years === null ? '' : `，第 ${years} 年`}`,
  topic: (title: string, from: CivilDay, to: CivilDay) => `主题活动「${title}」（${from} 至 ${to}）`,
  referral: (orders: number, deliveredOn: CivilDay) =>
    `累计 ${orders} 单，最近一单 ${deliveredOn} 签收：适合请老客推荐`,
};

export const whyNotDue = {
  byEvent: '客户添加跟进人时发送，不在每日计划里',
  noPurchase: '没有在使用提醒期内的商品',
  noSteps: (names: string[]) => `${names.join('、')} 没有设置使用步骤`,
  nextTip: (on: CivilDay, product: string, day: number) => `下一次是 ${on}：${product} 签收第 ${day} 天`,
  tipsOver: '使用步骤都已过期',
  noCycle: '没有买过带消耗周期的商品',
  notYetUsedUp: (name: string, firstOn: CivilDay) => `${name} 还没到补充时间，最早 ${firstOn} 提醒`,
  replenishOver: (name: string, lastOn: CivilDay) => `${name} 的补充提醒期已于 ${lastOn} 结束`,
  neverBought: '还没有下过单，不发节日建议',
  noFestival: (next: { name: string; firstOn: CivilDay } | null) =>
    next === null ? '近期没有要提前准备的节日' : `今天没有节日建议，下一个是${next.name}，${next.firstOn} 起`,
  noTopic: '日历里今天没有主题活动',
  otherTopics: (titles: string[]) => `今天的主题活动（${titles.join('、')}）不是发给这位客户的`,
  noBirthday: '档案里没有已确认的客户生日',
  notBirthday: (on: CivilDay) => `客户生日是 ${on}`,
  noAnniversary: '没有已确认的重要日期，首购也未满周年',
  notAnniversary: '今天不是档案里的重要日期',
  fewOrders: (orders: number, needed: number) => `累计 ${orders} 单，满 ${needed} 单才请客户推荐`,
  notDelivered: '最近没有签收的订单',
  alreadyAsked: (on: CivilDay) => `${on} 已请过推荐，之后没有新订单`,
  askLater: (on: CivilDay) => `最早 ${on} 可以请客户推荐`,
  askOver: (on: CivilDay) => `最近一次合适的时机已于 ${on} 结束`,
  nearProblem: (days: number) => `投诉解决未满 ${days} 天`,
  nearBirthday: (on: CivilDay) => `临近客户生日 ${on}`,
};
