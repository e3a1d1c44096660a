import { z } from 'zod';
import { instant } from '../fields';
import { doneSchema, endpoint } from './endpoint';

const civilDay = z.iso.date('日期格式为 YYYY-MM-DD');
const month = z.string().regex(/^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/, '月份格式为 YYYY-MM，1900 至 2199 年');
const words = (name: string, longest: number) =>
  z.string(`请填写${name}`).trim().min(1, `请填写${name}`).max(longest, `${name}最多 ${longest} 个字`);
const version = z.int().min(0);

export const festivalClasses = ['reunion', 'commemorative', 'seasonal', 'promotion', 'solemn', 'dignified'] as const;
/** Of a festival of the shop's own: mourning is the law's. */
export const ownFestivalClasses = ['reunion', 'commemorative', 'seasonal', 'promotion', 'dignified'] as const;

/** Days ahead at which customers first hear of it; null: nothing is prepared. */
const leadDays = z.int('提前天数须为整数').min(0, '提前天数不能小于 0').max(120, '提前天数最多 120 天').nullable();
const whole = z.int('须为整数');

/** When a festival comes every year; the server's own schema judges the numbers. */
const ownRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('solar'), month: whole, day: whole }),
  /** Never of a leap month; day 30 is the last day of the month. */
  z.strictObject({ kind: z.literal('lunar'), month: whole, day: whole }),
  /** `weekday` 0 Sunday … 6 Saturday. */
  z.strictObject({ kind: z.literal('nth-weekday'), month: whole, weekday: whole, nth: whole }),
  z.strictObject({ kind: z.literal('solar-term'), name: z.string() }),
]);
export type OwnRule = z.infer<typeof ownRuleSchema>;

export const ownFestivalSchema = z.strictObject({
  name: words('名称', 20),
  rule: ownRuleSchema,
  class: z.enum(ownFestivalClasses, '请选择类别'),
  leadDays,
  /** The wish in the words that custom asks for; null: none. */
  greeting: words('祝福语', 20).nullable(),
  /** What to talk about, whatever the product. */
  angle: z.string().trim().max(100, '话题角度最多 100 个字'),
});
export type OwnFestival = z.infer<typeof ownFestivalSchema>;

const festivalViewSchema = z.object({
  key: z.string(),
  name: z.string(),
  class: z.enum(festivalClasses),
  leadDays: z.int().nullable(),
  planDays: z.int().nullable(),
  on: z.boolean(),
  commercial: z.boolean(),
  greeting: z.string().nullable(),
  angle: z.string(),
  /** How its day is found, in words: 农历八月十五. */
  ruleText: z.string(),
  /** Of a festival of the shop's own. */
  rule: ownRuleSchema.nullable(),
  /** Null: no day is known yet. */
  nextOn: z.iso.date().nullable(),
  own: z.boolean(),
  /** The law's; stands as it is. */
  fixed: z.boolean(),
});
export type FestivalView = z.infer<typeof festivalViewSchema>;

export const topicKinds = ['share', 'ask'] as const;
export const topicStages = ['new', 'first-purchase', 'repeat', 'loyal', 'partner', 'at-risk', 'dormant'] as const;
export const topicTiers = ['none', 'basic', 'premium', 'elite'] as const;

export const topicDraftSchema = z
  .strictObject({
    title: words('标题', 40),
    kind: z.enum(topicKinds),
    text: words('内容', 500),
    fromOn: civilDay,
    toOn: civilDay,
    stages: z.array(z.enum(topicStages)).max(7),
    tiers: z.array(z.enum(topicTiers)).max(4),
    productTags: z.array(words('标签', 64)).max(20, '商品标签最多 20 个'),
  })
  .refine(({ fromOn, toOn }) => fromOn <= toOn, { path: ['toOn'], message: '结束日期不能早于开始日期' });
export type TopicDraft = z.infer<typeof topicDraftSchema>;

const topicViewSchema = z.object({
  ...topicDraftSchema.shape,
  id: z.string(),
  revision: z.number(),
  updatedAt: instant,
});
export type TopicView = z.infer<typeof topicViewSchema>;

const daySchema = z.object({
  day: z.iso.date(),
  inMonth: z.boolean(),
  /** 初九; on the first of a month its name, 正月, 闰六月. */
  lunar: z.string(),
  /** 节气. */
  solarTerm: z.string().nullable(),
  statutory: z.object({ kind: z.enum(['holiday', 'workday']), name: z.string() }).nullable(),
  festivals: z.array(z.object({ key: z.string(), name: z.string(), class: z.enum(festivalClasses), on: z.boolean() })),
  /** What begins on the day: an admin's planning of a festival, or the first suggestions to customers. */
  starts: z.array(
    z.object({
      kind: z.enum(['plan', 'lead']),
      key: z.string(),
      name: z.string(),
      festivalOn: z.iso.date(),
      lastOn: z.iso.date().nullable(),
      /** Smaller festivals near it that have no suggestion of their own. */
      absorbed: z.array(z.string()),
    }),
  ),
  /** Customers' important dates, of those that the member may see; null: not known for days past or over a year ahead. */
  dates: z.object({ confirmed: z.int(), proposed: z.int() }).nullable(),
  touches: z.object({ open: z.int(), held: z.int(), sent: z.int() }),
  topics: z.array(z.string()),
});
export type CalendarDay = z.infer<typeof daySchema>;

const byDay = z.object({ day: civilDay });

export const calendarEndpoints = {
  readMonth: endpoint({
    method: 'GET',
    path: '/calendar',
    summary: 'A month in whole weeks from Monday: both calendars, festivals, declared days, dates, touches and topics',
    permission: 'calendar.read',
    query: z.strictObject({ month: month.optional() }),
    answer: z.object({
      month: z.string(),
      today: z.iso.date(),
      days: z.array(daySchema),
      /** Years in view whose holidays the State Council has not declared. */
      undeclaredYears: z.array(z.int()),
      topics: z.array(topicViewSchema),
    }),
  }),
  pageDayDates: endpoint({
    method: 'GET',
    path: '/calendar/dates',
    summary: "Customers' important dates of a day, by customer",
    permission: 'calendar.read',
    query: byDay.extend({
      after: z.string().max(64).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    answer: z.object({
      dates: z.array(
        z.object({
          id: z.string(),
          externalUserId: z.string(),
          customerName: z.string(),
          repName: z.string().nullable(),
          /** 生日, 女儿生日 … */
          label: z.string(),
          /** 农历八月十五. */
          text: z.string(),
          confirmed: z.boolean(),
        }),
      ),
      nextAfter: z.string().nullable(),
    }),
  }),
  readDayTouches: endpoint({
    method: 'GET',
    path: '/calendar/touches',
    summary: 'Touches of a day by play and state',
    permission: 'calendar.read',
    query: byDay,
    answer: z.object({
      touches: z.array(z.object({ play: z.string(), playTitle: z.string(), state: z.string(), count: z.int() })),
    }),
  }),
  readFestivals: endpoint({
    method: 'GET',
    path: '/festivals',
    summary: 'Every festival with its class, lead and next day',
    permission: 'calendar.read',
    answer: z.object({ version, festivals: z.array(festivalViewSchema), solarTerms: z.array(z.string()) }),
  }),
  setFestival: endpoint({
    method: 'PATCH',
    path: '/festivals/:key',
    summary: 'On or off, and how long ahead; unsent touches of one that is off are taken back',
    permission: 'calendar.edit',
    body: z.strictObject({ basedOn: version, on: z.boolean().optional(), leadDays: leadDays.optional() }),
    answer: z.object({ version }),
  }),
  addFestival: endpoint({
    method: 'POST',
    path: '/festivals',
    summary: "A festival of the shop's own",
    permission: 'calendar.edit',
    body: z.strictObject({ basedOn: version, festival: ownFestivalSchema }),
    answer: z.object({ version, key: z.string() }),
  }),
  removeFestival: endpoint({
    method: 'DELETE',
    path: '/festivals/:key',
    summary: "Removes a festival of the shop's own",
    permission: 'calendar.edit',
    body: z.strictObject({ basedOn: version }),
    answer: z.object({ version }),
  }),
  addTopic: endpoint({
    method: 'POST',
    path: '/topics',
    summary: 'A new themed activity',
    permission: 'calendar.edit',
    body: topicDraftSchema,
    answer: topicViewSchema,
  }),
  saveTopic: endpoint({
    method: 'PUT',
    path: '/topics/:id',
    summary: 'The activity as it shall be; 409 with `current` where somebody saved it meanwhile',
    permission: 'calendar.edit',
    body: z.strictObject({ revision: z.number(), topic: topicDraftSchema }),
    answer: topicViewSchema,
  }),
  removeTopic: endpoint({
    method: 'DELETE',
    path: '/topics/:id',
    summary: 'Removes an activity; what was not sent of it is taken back',
    permission: 'calendar.edit',
    answer: doneSchema,
  }),
} as const;
