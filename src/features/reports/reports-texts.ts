import { playTitle } from '../../kernel/play-titles';
import type { Touch } from '../../model/touch';

const failures: Record<string, string> = {
  not_friend: '已不是好友',
  over_limit: '本月群发次数已满',
  refused_recipient: '企业微信不接受这位客户',
  nobody_can_receive: '没有可发送的客户',
  bad_content: '内容不合要求',
  not_acted: '时限内没有确认',
  result_unreadable: '读不到发送结果',
};

export function failureTitle(reason: string): string {
  const code = /^wecom_(-?\d+)$/.exec(reason)?.[1];
  return code ? `企业微信错误 ${code}` : (failures[reason] ?? '没有发出');
}

export const unnamed = '未备注的客户';

/** What a touch is about: `净水器 · 第 7 天`, `中秋节`, `妈妈的生日`. */
export function occasionWords({ play, details }: Pick<Touch, 'play' | 'details'>): string {
  const text = (group: string, field: string) => {
    const value = (details[group] as Record<string, unknown> | undefined)?.[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  if (play === 'usage-tip') return joined(text('product', 'name'), `到货第 ${text('step', 'day')} 天`);
  if (play === 'holiday') return joined(text('festival', 'name'), text('festival', 'dayText'));
  if (play === 'replenish') return joined(text('consumable', 'name'), '快用完了');
  if (play === 'birthday' || play === 'anniversary') {
    const kind = text('date', 'label') || text('date', 'kindName') || playTitle(play);
    const whose = text('date', 'forWhom');
    return joined(whose && !kind.startsWith(whose) ? `${whose}的${kind}` : kind, text('date', 'dayText'));
  }
  return playTitle(play);
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
