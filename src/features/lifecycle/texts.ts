import type { Stage, Tier } from '../../model/customer';

export const stageNames: Record<Stage, string> = {
  new: '新客',
  'first-purchase': '首购',
  repeat: '复购',
  loyal: '忠诚',
  partner: '伙伴',
  'at-risk': '流失预警',
  dormant: '沉睡',
};

export const tierNames: Record<Tier, string> = { none: '无', basic: '普通', premium: '高级', elite: '尊享' };

/** By hand: the formatter of Intl would be the dearest step of a plan. */
const yuan = (cents: number) => `¥${String(cents / 100).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')}`;

export const stageWhy = {
  noOrder: '尚未下单',
  orders: (orders: number) => `累计 ${orders} 单`,
  trust: (orders: number, days: number) => `累计 ${orders} 单，首购至今 ${days} 天`,
  silent: (days: number) => `已 ${days} 天没有下单或互动`,
};

export const tierWhy = {
  reached: (cents: number, orders: number) => `近 12 个月 ${orders} 单，净消费 ${yuan(cents)}`,
  refunded: '退款后累计不再达标',
  keptUntilPeriodEnd: '近 12 个月暂未达标，本期内保留权益',
};

export const changeSummary = {
  stage: (from: Stage, to: Stage, why: string) => `信任阶段：${stageNames[from]} → ${stageNames[to]}（${why}）`,
  tier: (from: Tier, to: Tier, why: string) => `权益等级：${tierNames[from]} → ${tierNames[to]}（${why}）`,
};
