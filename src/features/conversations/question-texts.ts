import type { CivilDay } from '../../kernel/ports';
import type { LastOrder } from './errands';
import { yuan } from './texts';

/** What the bot answers to questions in free words. */
export const told = {
  bought: (name: string, orders: LastOrder[]) =>
    [`${name}最近的 ${orders.length} 单：`, ...orders.map(orderLine)].join('\n'),
  boughtNothing: (name: string) => `${name}还没有订单。刚买了的话，请写：${name} 买了 净水器 1999`,
  dates: (name: string, dates: { name: string; text: string; nextOn: CivilDay; confirmed: boolean }[]) =>
    [
      `${name}的重要日期：`,
      ...dates.map((date) => `${date.name}：${date.text}，下一次 ${date.nextOn}${date.confirmed ? '' : '（待确认）'}`),
    ].join('\n'),
  noDates: (name: string) => `档案里还没有${name}的日期。知道了请写：${name} 生日 农历八月十五`,
  wish: (name: string, { label, on, text }: { label: string; on: CivilDay; text: string }) =>
    `${on} 是${name}的${label.replace('客户', '')}，到那天可以这样说（长按复制，改成你自己的话更好）：\n\n${text}`,
  noWish: (name: string, about: string) =>
    about === ''
      ? `档案里没有${name}已确认的重要日期，写不出对得上的祝福。知道了请写：${name} 生日 农历八月十五`
      : `档案里没有${name}已确认的「${about}」，先不写祝福。知道日期请写：${name} 生日 农历八月十五`,
  dueToday: (name: string, due: { title: string; why: string }[]) =>
    [`${name}今天的情况：`, ...due.map(({ title, why }) => `${title}：${why}`)].join('\n'),
  nothingDue: (name: string) =>
    `${name}今天没有到时候的事：没有要提醒的使用步骤、耗材、节日或重要日期。不打扰也是关怀。`,
  birthdays: (found: { name: string; on: CivilDay }[]) =>
    [`有 ${found.length} 位客户要过生日：`, ...found.map(({ name, on }) => `${on} ${name}`)].join('\n'),
  noBirthdays: (from: CivilDay, to: CivilDay) =>
    `${from === to ? from : `${from} 到 ${to}`}，你的客户里没有已确认的生日。`,
} as const;

function orderLine({ paidOn, items, totalCents, refunded }: LastOrder): string {
  const goods = items.map(({ name, quantity }) => (quantity === 1 ? name : `${name} ×${quantity}`)).join('、');
  return `${paidOn} ${goods}，${yuan(totalCents)} 元${refunded ? '（已退款）' : ''}`;
}
