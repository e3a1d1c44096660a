import type { TemplateScope } from './variables';

/** A usual customer and occasion, everything known. */
export const usualSample: TemplateScope = {
  customer: { name: '王女士', tierName: '尊享', years: 3 },
  rep: { name: '张敏' },
  shop: { name: '久伴生活馆', promise: '提前备货、节前送达' },
  product: { name: '厨下净水器' },
  step: { title: '首次冲洗', text: '接水前先放水冲洗十分钟，水清了再饮用。', day: 0 },
  consumable: { name: '复合滤芯', daysLeft: 7 },
  festival: { name: '中秋节', wish: '中秋团圆', daysLeft: 25, dayText: '9月25日' },
  date: {
    label: '结婚纪念日',
    forWhom: '女儿',
    kindName: '结婚纪念日',
    years: 8,
    isLunar: true,
    dayText: '农历八月十五',
  },
  referral: { link: 'https://shop.example/r/k3m9' },
  topic: { title: '换季收纳小窍门', text: '滤芯壳洗净晾干，可以用来存放小螺丝。', isAsk: false },
};

/** The same with what may be missing gone. */
export const bareSample: TemplateScope = {
  ...usualSample,
  customer: { name: '王女士' },
  festival: { ...usualSample.festival, wish: null },
  date: { ...usualSample.date, label: null, forWhom: null, years: null, isLunar: false },
  referral: {},
  topic: { ...usualSample.topic, isAsk: true },
};

/** Values as long as they come, for WeCom's limit in bytes. */
export const longSample: TemplateScope = {
  customer: { name: '欧'.repeat(32), tierName: '尊享', years: 30 },
  rep: { name: '阳'.repeat(20) },
  shop: { name: '久'.repeat(30), promise: '准'.repeat(60) },
  product: { name: '器'.repeat(64) },
  step: { title: '步'.repeat(40), text: '细'.repeat(500), day: 365 },
  consumable: { name: '芯'.repeat(64), daysLeft: 365 },
  festival: { name: '节'.repeat(20), wish: '祝'.repeat(20), daysLeft: 120, dayText: '12月25日' },
  date: {
    label: '记'.repeat(40),
    forWhom: '亲'.repeat(40),
    kindName: '结婚纪念日',
    years: 60,
    isLunar: true,
    dayText: '农历闰十二月三十',
  },
  referral: { link: `https://shop.example/${'r'.repeat(200)}` },
  topic: { title: '题'.repeat(40), text: '文'.repeat(500), isAsk: true },
};
