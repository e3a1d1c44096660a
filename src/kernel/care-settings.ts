import { z } from 'zod';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day as HH:mm, e.g. 09:00');
const days = z.number().int().min(0).max(400);
const count = z.number().int().min(0).max(1000);

/**
 * The numbers of care: `config/care.yaml`, later the console. What WeCom or the law fixes (opt-out, no sales in
 * greetings, no commerce on mourning days) is not among them.
 */
export const careSettingsSchema = z.strictObject({
  shop: z.strictObject({
    name: z.string().min(1),
    /** What the shop promises before holidays, e.g. 提前备货、节前送达. */
    servicePromise: z.string().min(1),
  }),
  caps: z.strictObject({
    perDay: count,
    per7Days: count,
    per7DaysElite: count,
    freeDaysBetween: days,
    /** No sign of life for more than this many days: the customer is dormant, and one touch in `dormantDays` is enough. */
    dormantAfterDays: days,
    dormantDays: days,
    commercialPer7Days: count,
    commercialPerMonth: count,
    /** Nothing is sold to a customer on the day they added a rep and on the days after it, so many in all. */
    commercialAfterAddedDays: days,
    /** From the 4th touch in 30 days on, at most this share may be commercial (0..1). */
    commercialShare: z.number().min(0).max(1),
    sameTopicDays: days,
    sameTemplateHours: z.number().min(0).max(1000),
    /** Days before a confirmed birthday or anniversary that keep its place free. */
    reserveDays: days,
    /** WeCom's ceiling of mass-sends a customer: as many a month as it has days, 7 a week, or 1 a day. */
    platformRule: z.enum(['month', 'week', 'day']),
  }),
  quietHours: z.strictObject({ from: clockTime, to: clockTime }),
  repDay: z.strictObject({
    suggestions: count,
    massSends: count,
    digestFrom: clockTime,
    digestTo: clockTime,
    digestUntil: clockTime,
    pushPauseMinutes: count,
  }),
  /** 微信客服: when people are there, and when the rep is told of what was written outside these hours. */
  service: z.strictObject({
    opensAt: clockTime,
    closesAt: clockTime,
    followUpAt: clockTime,
    /** Who waits longer for a person while the shop is open is told to the rep, and after twice as long to the lead. */
    firstReplyMinutes: z.number().int().min(1).max(240),
    /** 获客链接 that a visitor who is nobody's friend is offered; empty: none. */
    friendLink: z.union([z.literal(''), z.url()]),
  }),
  orders: z.strictObject({ deliveryDays: days }),
  birthdays: z.strictObject({
    leapMonth: z.enum(['regular', 'leap-when-present']),
    feb29: z.enum(['feb-28', 'mar-1']),
    noCommerceDaysAround: days,
  }),
  usageTips: z.strictObject({ validDays: days, mergeHours: count }),
  replenish: z.strictObject({ validDays: days, learnAfterRepurchases: count }),
  holiday: z.strictObject({ validDays: days, mergeWithinDays: days }),
  referral: z.strictObject({
    minOrders: count,
    daysAfterDelivery: days,
    daysBetween: days,
    daysAfterProblem: days,
    daysAroundBirthday: days,
    /** How long after it became due an ask may still go out. */
    validDays: days,
  }),
  /** Rules of the stages of trust; days count from the first order, or since the last sign of life. */
  stages: z.strictObject({
    loyalOrders: count,
    loyalDays: days,
    partnerOrders: count,
    partnerDays: z.number().int().min(0).max(4000),
    atRiskDays: days,
    dormantDays: days,
  }),
  /** Rolling 12 months, net of refunds: spend or frequency, whichever is reached. */
  tiers: z.strictObject({
    premiumCents: z.number().int().min(0),
    premiumOrders: count,
    eliteCents: z.number().int().min(0),
    eliteOrders: count,
  }),
  effect: z.strictObject({
    /** Percent of customers who get no proactive care, so that its worth can be told; 0: nobody. */
    holdoutPercent: z.number().int().min(0).max(50),
  }),
  /** Plays that are switched off. */
  playsOff: z.array(z.string()),
});
export type CareSettings = z.infer<typeof careSettingsSchema>;
