import type { TouchPath } from '../../model/touch';
import type { Depth } from './variables';

/** Recipients that one mass-send task takes. */
const mostRecipients = 10_000;

/** What a text costs when all of its audience gets it. */
export interface Forecast {
  /** Mass-send tasks that are made, one call each. */
  tasks: number;
  /** Times that reps tap. */
  taps: number;
  /** The same text with, or without, what differs by customer; null: the way to the customer knows no difference. */
  otherwise: number | null;
  /** zh-CN. */
  words: string;
}

/** One task for each sender and content, so a text's depth decides how many there are. */
export function forecast(channel: TouchPath, depth: Depth, byRep: readonly number[]): Forecast {
  const customers = byRep.reduce((sum, each) => sum + each, 0);
  if (channel === 'welcome') {
    return { tasks: 0, taps: 0, otherwise: null, words: '客户加好友时自动发出，导购不用操作' };
  }
  if (channel === 'suggestion') {
    const words = `导购逐个确认后发出：全部客户都轮到一次，共 ${many(customers)} 次点按，不占群发任务`;
    return { tasks: 0, taps: customers, otherwise: null, words };
  }
  const shared = byRep.reduce((sum, each) => sum + Math.ceil(each / mostRecipients), 0);
  if (depth !== 'customer') {
    const words = `现在要 ${many(shared)} 个群发任务、${many(shared)} 次确认；写上客户姓名会变成 ${many(customers)} 个`;
    return { tasks: shared, taps: shared, otherwise: customers, words };
  }
  const words = `现在要 ${many(customers)} 个群发任务、${many(customers)} 次确认；去掉客户姓名等因人而异的内容，只要 ${many(shared)} 个`;
  return { tasks: customers, taps: customers, otherwise: shared, words };
}

function many(count: number): string {
  return count.toLocaleString('zh-CN');
}
