import type { stages, tiers } from './customers';

/** Stages of trust, as people call them. */
export const stageNames: Record<(typeof stages)[number], string> = {
  new: '新客',
  'first-purchase': '首购',
  repeat: '复购',
  loyal: '忠诚',
  partner: '伙伴',
  'at-risk': '有流失风险',
  dormant: '沉睡',
};

/** 权益等级. */
export const tierNames: Record<(typeof tiers)[number], string> = {
  none: '无等级',
  basic: '普通',
  premium: '高级',
  elite: '尊享',
};
