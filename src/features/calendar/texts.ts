import type { FestivalRule } from '../../kernel/festivals';
import { lunarDayText, lunarMonthText } from '../../kernel/lunar';

/** What the calendar tells people; zh-CN. */
export const calendarTexts = {
  noFestival: (key: string) => `没有编号为 ${key} 的节日`,
  shippedStays: (name: string) => `${name}是内置节日，可以关闭，不能删除`,
  festivalAdded: (name: string) => `添加节日「${name}」`,
  festivalRemoved: (name: string) => `删除节日「${name}」`,
  festivalOn: (name: string, on: boolean) => `${on ? '启用' : '停用'}节日「${name}」`,
  festivalLead: (name: string, days: number | null) =>
    days === null ? `节日「${name}」不再提前准备` : `节日「${name}」提前 ${days} 天`,

  noTopic: '没有这个主题活动，可能已被删除',
  staleTopic: '这个主题活动刚被别人改过，请对照两边后再保存',
  topicAdded: (title: string) => `新建主题活动「${title}」`,
  topicSaved: (title: string) => `修改主题活动「${title}」`,
  topicRemoved: (title: string) => `删除主题活动「${title}」`,
  topicWords: '主题活动不做推销，请改掉标出的词',

  dateKinds: {
    birthday: '生日',
    wedding: '结婚纪念日',
    'child-birthday': '孩子生日',
    'parent-birthday': '父母生日',
    other: '重要日子',
  } as Record<string, string>,
};

const weekdays = ['日', '一', '二', '三', '四', '五', '六'];

/** How a festival's day is found. */
export function ruleText(rule: FestivalRule): string {
  return texts[rule.kind](rule as never); // each kind's words take its own rule
}

type RuleOf<Kind extends FestivalRule['kind']> = Extract<FestivalRule, { kind: Kind }>;

const texts: { [Kind in FestivalRule['kind']]: (rule: RuleOf<Kind>) => string } = {
  solar: ({ month, day }) => `公历${month}月${day}日`,
  lunar: ({ month, day }) => `农历${lunarMonthText(month, false)}${day === 30 ? '最后一天' : lunarDayText(day)}`,
  'nth-weekday': ({ month, weekday, nth }) => `${month}月第${nth}个星期${weekdays[weekday] ?? ''}`,
  'solar-term': ({ name }) => `节气${name}`,
  'dog-days': ({ name }) => `三伏的${name}`,
  declared: ({ days }) => (days.length === 0 ? '由政府公布，还没有登记日期' : `由政府公布：${days.join('、')}`),
};
