import type { DateDraft } from '../../../../contract/console/profile';

/** 还有 3 天. */
export function awayWords(days: number): string {
  return days === 0 ? '就是今天' : `还有 ${days} 天`;
}

export const kindOptions: { value: DateDraft['kind']; label: string }[] = [
  { value: 'birthday', label: '生日' },
  { value: 'wedding', label: '结婚纪念日' },
  { value: 'child-birthday', label: '孩子生日' },
  { value: 'parent-birthday', label: '父母生日' },
  { value: 'other', label: '其他日子' },
];

/** Whom people usually write down a day of. */
export const persons = ['女儿', '儿子', '妈妈', '爸爸', '老公', '老婆', '婆婆', '岳母'];

const lunarMonths = ['正月', '二月', '三月', '四月', '五月', '六月', '七月', '八月', '九月', '十月', '冬月', '腊月'];
const tens = ['初', '十', '廿'];
const digits = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** 初一 … 三十. */
function lunarDay(day: number): string {
  if (day === 20) return '二十';
  if (day === 30) return '三十';
  return `${tens[Math.floor((day - 1) / 10)]}${digits[(day - 1) % 10]}`;
}

export function monthOptions(calendar: DateDraft['calendar']) {
  return lunarMonths.map((name, index) => ({
    value: index + 1,
    label: calendar === 'lunar' ? name : `${index + 1} 月`,
  }));
}

export function dayOptions(calendar: DateDraft['calendar']) {
  return Array.from({ length: calendar === 'lunar' ? 30 : 31 }, (_, index) => ({
    value: index + 1,
    label: calendar === 'lunar' ? lunarDay(index + 1) : `${index + 1} 日`,
  }));
}
