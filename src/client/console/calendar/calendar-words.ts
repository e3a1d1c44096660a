import type { CalendarDay, FestivalView, TopicDraft } from '../../../contract/console/calendar';
import { stageNames, tierNames } from '../../../contract/console/trust-names';

export const weekdayNames = ['一', '二', '三', '四', '五', '六', '日'];

export const classNames: Record<FestivalView['class'], string> = {
  reunion: '家庭团聚',
  commemorative: '纪念',
  seasonal: '时令',
  promotion: '大促',
  solemn: '肃穆',
  dignified: '庄重',
};

export const topicKindNames: Record<TopicDraft['kind'], string> = { share: '分享', ask: '征询意见' };

export const touchStateNames: Record<string, string> = {
  planned: '待发',
  offered: '已交给跟进人',
  unknown: '等企业微信确认',
  held: '暂缓',
  sent: '已发',
};

/** 2月6日. */
export function dayWords(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

/** 2027年2月. */
export function monthWords(month: string): string {
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;
}

/** The month `by` months from this one. */
export function monthAfter(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** 正月初一 where the calendar shows the month's name alone. */
export function lunarWords(lunar: string): string {
  return lunar.endsWith('月') ? `${lunar}初一` : lunar;
}

/** What is said of years without declared holidays. */
export function undeclaredWords(years: readonly number[], today: string): string[] {
  const thisYear = Number(today.slice(0, 4));
  const coming = years.filter((year) => year >= thisYear);
  const past = years.filter((year) => year < thisYear);
  return [
    ...(coming.length > 0 ? [`${coming.join('、')} 年的放假与调休：国务院尚未公布，不作推测`] : []),
    ...(past.length > 0 ? [`${past.join('、')} 年的放假与调休没有收录`] : []),
  ];
}

export function statutoryWords({ kind, name }: NonNullable<CalendarDay['statutory']>): string {
  return kind === 'holiday' ? `${name}放假` : `${name}调休上班`;
}

/** 准备 is the shop's own; 建议 is what customers hear. */
export function startWords({ kind, name }: Pick<CalendarDay['starts'][number], 'kind' | 'name'>): string {
  return kind === 'plan' ? `开始准备${name}` : `开始建议${name}`;
}

/** Whom an activity is for. */
export function audienceWords({ stages, tiers, productTags }: TopicDraft): string {
  const parts = [
    ...(stages.length > 0 ? [stages.map((stage) => stageNames[stage]).join('、')] : []),
    ...(tiers.length > 0 ? [tiers.map((tier) => tierNames[tier]).join('、')] : []),
    ...(productTags.length > 0 ? [`买过「${productTags.join('」「')}」商品`] : []),
  ];
  return parts.join('；') || '所有客户';
}
