/** How a value of the rules of care is shown and changed. */
export type CareField = {
  /** `caps.perDay`. */
  path: string;
  label: string;
  /** What it does to customers and reps. */
  meaning: string;
} & (
  | { kind: 'number'; unit: string; min: number; max: number; step?: number }
  /** Kept in fen, shown in yuan. */
  | { kind: 'money'; max: number }
  /** Kept as a share of 1. */
  | { kind: 'percent' }
  | { kind: 'time' }
  | { kind: 'text'; max: number }
  | { kind: 'choice'; choices: { value: string; label: string }[] }
);

export interface CareGroup {
  title: string;
  note: string;
  fields: CareField[];
}

const number = (
  path: string,
  label: string,
  unit: string,
  [min, max]: [number, number],
  meaning: string,
): CareField => ({ kind: 'number', path, label, unit, min, max, meaning });
const time = (path: string, label: string, meaning: string): CareField => ({ kind: 'time', path, label, meaning });
const days = (path: string, label: string, meaning: string, max = 400): CareField =>
  number(path, label, '天', [0, max], meaning);

/** Every number of care, in the order of the page. */
export const careGroups: readonly CareGroup[] = [
  {
    title: '频次上限',
    note: '宁少勿多。客户自己引起的回应（欢迎、到货感谢、答复）不占名额。',
    fields: [
      number('caps.perDay', '每位客户每天最多', '次', [1, 3], '所有打法合计'),
      number('caps.per7Days', '每位客户 7 天最多', '次', [1, 7], '任意连续 7 天'),
      number('caps.per7DaysElite', '尊享客户 7 天最多', '次', [1, 14], '尊享等级的客户愿意听得更多一些'),
      days('caps.freeDaysBetween', '两次触达之间至少空', '隔开几天再联系', 30),
      number('caps.commercialPer7Days', '推广类 7 天最多', '次', [0, 7], '带商品、价格或活动的触达'),
      number('caps.commercialPerMonth', '推广类每月最多', '次', [0, 31], '按自然月计'),
      { kind: 'percent', path: 'caps.commercialShare', label: '推广类最多占', meaning: '30 天内从第 4 次触达起计算' },
      days('caps.sameTopicDays', '同一话题间隔至少', '同一件商品、同一个节日不反复说'),
      number('caps.sameTemplateHours', '同一话术间隔至少', '小时', [0, 1000], '同一位客户不连着看到一样的话'),
      days('caps.dormantAfterDays', '多久没动静算静默', '没有消息、没有下单'),
      number('caps.dormantDays', '静默客户间隔至少', '天', [1, 400], '对静默客户放慢节奏'),
      days('caps.reserveDays', '生日和纪念日提前留位', '这些天里不安排会挤掉祝福的触达', 60),
      {
        kind: 'choice',
        path: 'caps.platformRule',
        label: '企业微信的群发上限',
        meaning: '与企业微信后台「群发规则」保持一致；这是硬上限，久伴不会超过',
        choices: [
          { value: 'month', label: '每月（当月天数）次' },
          { value: 'week', label: '每 7 天 7 次' },
          { value: 'day', label: '每天 1 次' },
        ],
      },
    ],
  },
  {
    title: '安静时段',
    note: '系统在这段时间不主动打扰客户；22:00 到 08:00 必须安静，不能放开。导购自己点发送、回复客户不受限制。',
    fields: [
      time('quietHours.from', '从', '按客户所在时区，最晚 22:00'),
      time('quietHours.to', '到', '第二天早上，最早 08:00'),
    ],
  },
  {
    title: '导购的一天',
    note: '放不下的触达按重要程度顺延，导购不会被淹没。',
    fields: [
      number('repDay.suggestions', '每天跟进建议最多', '条', [0, 200], '每位导购'),
      number('repDay.massSends', '每天群发确认最多', '个', [0, 50], '每位导购要点确认的群发任务'),
      time('repDay.digestFrom', '早间简报从', '错开整点，避免企业微信拥堵'),
      time('repDay.digestTo', '早间简报到', '在这段时间里随机送达'),
      time('repDay.digestUntil', '错过后补发到', '再晚就不发当天的简报'),
      number('repDay.pushPauseMinutes', '两次提醒间隔至少', '分钟', [0, 600], '不连着打扰导购'),
    ],
  },
  {
    title: '微信客服',
    note: '服务时间外来信的客户会被告知何时有人联系，第二天由导购跟进。',
    fields: [
      time('service.opensAt', '有人值守从', '这段时间里找真人会立即转接'),
      time('service.closesAt', '到', '之后来信由导购第二天跟进'),
      time('service.followUpAt', '提醒导购跟进', '把夜里的留言和已答复的内容发给导购'),
      number('service.firstReplyMinutes', '多久没人回复就提醒', '分钟', [1, 240], '先提醒导购，再等一倍时间提醒组长'),
      {
        kind: 'text',
        path: 'service.friendLink',
        label: '获客链接',
        max: 300,
        meaning: '还不是好友的访客会收到一次，点开即可添加导购；不填就不发',
      },
    ],
  },
  {
    title: '生日',
    note: '生日祝福永远不带商品和价格。',
    fields: [
      {
        kind: 'choice',
        path: 'birthdays.leapMonth',
        label: '闰月出生的人',
        meaning: '农历生日在闰月时哪天祝福',
        choices: [
          { value: 'regular', label: '每年过平月的那天' },
          { value: 'leap-when-present', label: '有闰月的年份过闰月' },
        ],
      },
      {
        kind: 'choice',
        path: 'birthdays.feb29',
        label: '2 月 29 日出生的人',
        meaning: '平年哪天祝福',
        choices: [
          { value: 'feb-28', label: '2 月 28 日' },
          { value: 'mar-1', label: '3 月 1 日' },
        ],
      },
      days('birthdays.noCommerceDaysAround', '前后不做推广', '生日和纪念日前后的这些天', 30),
    ],
  },
  {
    title: '使用指导',
    note: '到货后按商品的节奏提醒；节奏在「商品」里设。',
    fields: [
      days('usageTips.validDays', '过期不补', '错过这么多天就不再发', 60),
      number('usageTips.mergeHours', '合并', '小时内', [0, 1000], '同一位客户几条指导挨得近时只发一条'),
      days('orders.deliveryDays', '没有到货消息时按付款后', '多少天算作到货', 60),
    ],
  },
  {
    title: '耗材',
    note: '按周期提醒补充；周期在「商品」里设。',
    fields: [
      days('replenish.validDays', '提醒有效', '过了就不再提醒这一次', 60),
      number(
        'replenish.learnAfterRepurchases',
        '复购几次后按客户自己的节奏',
        '次',
        [0, 20],
        '在这之前按商品的标准周期',
      ),
    ],
  },
  {
    title: '节日',
    note: '每个节日的开关和提前天数在「日历」里。',
    fields: [
      days('holiday.validDays', '建议有效', '从开始提前准备的那天算起', 60),
      days('holiday.mergeWithinDays', '合并', '挨得近的节日只由大的那个来说', 60),
    ],
  },
  {
    title: '老带新',
    note: '只在客户满意之后请他推荐。',
    fields: [
      number('referral.minOrders', '至少下过', '单', [0, 100], '回头客才请'),
      days('referral.daysAfterDelivery', '到货后至少', '用过一阵再请', 120),
      days('referral.daysBetween', '两次之间至少', '不反复请同一位客户'),
      days('referral.daysAfterProblem', '问题解决后至少', '先修复关系', 120),
      days('referral.daysAroundBirthday', '生日前后不请', '祝福归祝福', 60),
      days('referral.validDays', '有效', '过了等下一次机会', 60),
    ],
  },
  {
    title: '等级',
    note: '近 12 个月，扣除退款；消费和单数达到一个即可。等级只看长期，不看一笔大单。',
    fields: [
      { kind: 'money', path: 'tiers.premiumCents', label: '高级：消费满', meaning: '近 12 个月', max: 10_000_000 },
      number('tiers.premiumOrders', '高级：下单满', '单', [1, 1000], '近 12 个月'),
      { kind: 'money', path: 'tiers.eliteCents', label: '尊享：消费满', meaning: '近 12 个月', max: 10_000_000 },
      number('tiers.eliteOrders', '尊享：下单满', '单', [1, 1000], '近 12 个月'),
    ],
  },
  {
    title: '信任阶段',
    note: '首单 → 回头客 → 忠诚 → 伙伴；旁边是有流失风险和沉睡。',
    fields: [
      number('stages.loyalOrders', '忠诚：下单满', '单', [0, 1000], '并且认识足够久'),
      days('stages.loyalDays', '忠诚：相识满', '从首单算起'),
      number('stages.partnerOrders', '伙伴：下单满', '单', [0, 1000], '并且认识足够久'),
      days('stages.partnerDays', '伙伴：相识满', '从首单算起', 4000),
      days('stages.atRiskDays', '有流失风险', '这么多天没动静'),
      days('stages.dormantDays', '沉睡', '这么多天没动静'),
    ],
  },
  {
    title: '店铺',
    note: '话术里会用到。',
    fields: [
      { kind: 'text', path: 'shop.name', label: '店名', meaning: '客户看到的名字', max: 30 },
      { kind: 'text', path: 'shop.servicePromise', label: '服务承诺', meaning: '节前话术里说的备货与配送', max: 60 },
    ],
  },
];

export const careFields: readonly CareField[] = careGroups.flatMap(({ fields }) => fields);
