import { civilDay } from '../../kernel/calendar';
import { playTitle } from '../../kernel/play-titles';
import type { Instant } from '../../kernel/ports';
import { touchStateTitles } from '../../kernel/touch-state-titles';
import type { TouchState } from '../../model/touch';

/** `张三 11-25`: who decided, and when. */
function signed(name: string, at: Instant, zone: string): string {
  return `${name} ${civilDay(at, zone).slice(5)}`;
}

/** What it was due for: the why of a planned touch, or what a held one keeps in brackets. */
function occasionWhy(why: string, wasPlanned: boolean): string {
  const kept = /（由头：(.*)）$/s.exec(why)?.[1];
  const due = kept ?? (wasPlanned ? why : '');
  return due === '' ? '' : `（由头：${due}）`;
}

export interface DeskWords {
  reason: string;
  name: string;
  at: Instant;
  zone: string;
}
type Told = { why: string; state: string };

export const deskWhys = {
  held: ({ reason, name, at, zone }: DeskWords, { why, state }: Told) =>
    `运营暂缓：${reason}（${signed(name, at, zone)}）${occasionWhy(why, state !== 'held')}`,
  cancelled: ({ reason, name, at, zone }: DeskWords, { why, state }: Told) =>
    `运营取消：${reason}（${signed(name, at, zone)}）${occasionWhy(why, state !== 'held')}`,
};

export const deskTimeline = {
  held: (play: string) => `「${playTitle(play)}」被运营暂缓`,
  cancelled: (play: string) => `「${playTitle(play)}」被运营取消`,
  released: (play: string) => `「${playTitle(play)}」由运营放行`,
};

export const deskAnswers = {
  missing: '没有这条触达，或它不在你的范围内',
  stale: (state: TouchState) => `它已变为「${touchStateTitles[state]}」，这次没有改动，请看过后再决定`,
  cannot: (state: TouchState) => `它已是「${touchStateTitles[state]}」，不能再这样处理`,
  held: '已暂缓，放行前不会再发',
  cancelled: '已取消，这个由头不会再来',
  fromTask: '；正从导购的群发任务里撤回',
  planned: '已放行，重新排期',
  notHeld: '它没有被暂缓，无需放行',
  stillInTask: '它还在撤回的群发任务里，撤回后再放行',
  over: (why: string) => `没有放行：${why}`,
  stands: (why: string) => `已交还规则：${why}`,
};

export const taskAnswers = {
  missing: '没有这个群发任务，或它不在你的范围内',
  reminded: '已提醒导购确认发送',
  tooOften: '24 小时内已提醒 3 次，到了企业微信的上限，请明天再提醒或直接联系导购',
  nothingWaits: '没有提醒：任务不在等待导购，或企业微信没有接受这次提醒',
  over: '任务已经结束，没有可撤回的',
  cancelled: (count: number) => `已取消 ${count} 位客户的待发消息`,
  comesLater: '；企业微信还没有答复，撤回会自动重试',
};
