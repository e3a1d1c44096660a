import { playTitle } from '../../kernel/play-titles';
import type { CivilDay } from '../../kernel/ports';

/** Everything outreach says to reps and admins, in one place. */

/** `2027-09-15` as 9月15日. */
export function spokenDay(day: CivilDay): string {
  const [, month, date] = day.split('-');
  return `${Number(month)}月${Number(date)}日`;
}

export const unnamedCustomer = '未备注的客户';

export const answers = {
  taskMade: '已建好群发任务，请到「群发助手」点发送',
  taskWaits: '任务已在「群发助手」里，去点一下发送就好',
  taskQueued: '企业微信暂时忙，任务已排队，建好后会出现在「群发助手」',
  taskChecking: '企业微信还没有答复，正在核实任务是否建好，请不要重复发送',
  mayGo: '可以发送',
  alreadySent: '这位客户已经发过了',
  markedSent: '已记为「已发」',
  skipped: '已跳过',
  postponed: (day: CivilDay) => `已改到 ${spokenDay(day)}`,
  closed: (state: string) => `这条触达已经${closedStates[state] ?? '结束'}，不用再处理`,
  expired: '已过这条触达的时限，不再发送',
  refusedByWecom: '企业微信没有接受这位客户（可能已不是好友，或本月群发次数已满）。可以在聊天里亲自发送，再点「已发」',
  failedByWecom: '企业微信拒绝了这次群发。可以在聊天里亲自发送，再点「已发」',
  notYours: '这条触达不在你的任务里，可能已转给其他同事',
  noDayToMove: '接下来一周都不适合，改不了期',
  unreachable: '企业微信暂时没有答复，请稍后再试',
  stillChecking: '任务正在核实中，核实完再改期',
  dayMustBeLater: '请选择今天之后、60 天以内的一天',
} as const;

const closedStates: Record<string, string> = {
  sent: '发出',
  skipped: '跳过',
  failed: '发送失败',
  expired: '过期',
  cancelled: '取消',
  superseded: '换成新的安排',
  held: '暂缓',
  refused: '不再安排',
};

/** Whys written into a touch, in words an admin reads. */
export const whys = {
  nobodyCanReceive: '未发：企业微信答复没有可发送的客户（已不是好友、无关系或本月群发次数已满）',
  refusedRecipient: '未发：企业微信不接受这位客户（无好友关系或不可发送）',
  notFriend: '未发：客户已不是好友',
  overLimit: '未发：客户本月接收群发的次数已满',
  callRefused: (code: number) => `未发：企业微信拒绝建群发任务（错误码 ${code}）`,
  badContent: '未发：内容不符合企业微信的要求（过长或为空）',
  repGone: '暂缓：企业微信里找不到这位导购（可能已离职，或不在应用可见范围），换跟进人后再安排',
  notActedHeld: '暂缓：导购当天没有确认发送，改天再看',
  notActedExpired: '过期：时限内导购没有确认发送',
  resultUnreadable: '过期：任务取消后读不到结果，为免重复不再发送',
  skipped: (reason: string) => `导购跳过：${reason}`,
  welcome: '客户刚添加导购',
  welcomeStarted: '未发：双方已经开始聊天，或别处已发过欢迎语',
  welcomeLate: '过期：没赶上欢迎语的 20 秒时限，已请导购亲自发送',
  welcomeUnsure: '过期：欢迎语是否送达没有得到答复，已请导购查看',
  welcomeRefused: (code: number) => `未发：企业微信拒绝了欢迎语（错误码 ${code}），已请导购亲自发送`,
} as const;

export const timeline = {
  sent: (play: string) => `「${playTitle(play)}」已发给客户`,
  sentByHand: (play: string) => `「${playTitle(play)}」由导购亲自发送`,
  failed: (play: string, why: string) => `「${playTitle(play)}」${why}`,
  expired: (play: string) => `「${playTitle(play)}」过期未发`,
  skipped: (play: string, reason: string) => `「${playTitle(play)}」被导购跳过：${reason}`,
  postponed: (play: string, day: CivilDay) => `「${playTitle(play)}」改到 ${spokenDay(day)}`,
  tasked: (play: string) => `「${playTitle(play)}」已建群发任务，等导购点发送`,
} as const;

export const digestTexts = {
  /** By the hour: a digest that was missed in the morning still comes until the evening. */
  hello: (name: string, hour: number) =>
    `${name ? `${name}，` : ''}${hour < 12 ? '早上好' : hour < 14 ? '中午好' : '下午好'}`,
  greeting: (hello: string, count: number) => `**${hello}！今天有 ${count} 位老客等你跟进**`,
  onlyMassSends: (hello: string) => `**${hello}！今天有群发等你确认**`,
  today: (count: number) => (count > 0 ? `**今天还有 ${count} 位老客等你跟进**` : '**今天有群发等你确认**'),
  nothing: '今天没有要跟进的客户，有新的安排会提醒你。',
  more: (count: number) => `**新增 ${count} 位客户今天要跟进**`,
  massSends: (texts: number, customers: number, from: string) =>
    `> 群发 ${texts} 条、共 ${customers} 位客户，${from} 起到「群发助手」点发送`,
  line: (index: number, name: string, play: string, why: string) => `${index}. **${name}** · ${play}：${why}`,
  rest: (count: number) => `… 还有 ${count} 位`,
  open: (url: string) => `[打开今日任务](${url})`,
  hint: '<font color="comment">在这里回复「今天」可随时再看；链接到明晚有效</font>',
} as const;

export const cardTexts = {
  source: '久伴 · 客户关怀',
  send: '发送',
  sent: '已发',
  postpone: '改期',
  skip: '跳过',
  until: '时限',
  skipReason: '在卡片上跳过',
  done: { send: '已建群发', sent: '已发', postpone: '已改期', skip: '已跳过', failed: '未办成' },
} as const;

export const welcomeTexts = {
  late: (customer: string, text: string) =>
    `「${customer}」刚加了你，但欢迎语没赶上企业微信的 20 秒时限。请现在在聊天里亲自发一句：\n\n${text}`,
  unsure: (customer: string, text: string) =>
    `「${customer}」刚加了你，欢迎语是否送达企业微信没有答复。请看一眼聊天，如果没有，就亲自发一句：\n\n${text}`,
  wordless: (customer: string) =>
    `「${customer}」刚加了你，但没有合适的欢迎语模板，没有自动打招呼。请现在在聊天里亲自问候一句`,
  refused: (customer: string, text: string) =>
    `「${customer}」刚加了你，企业微信没有让欢迎语自动发出。请现在在聊天里亲自发一句：\n\n${text}`,
} as const;

export const handOverTexts = {
  manyYours: (customers: number) =>
    `有 ${customers} 位客户从现在起由你跟进，待发的关怀会以你的名义重新安排。回复客户的名字可看档案。`,
  yours: (customer: string, from: string | null, moving: number) =>
    [
      `「${customer}」从现在起由你跟进${from === null ? '' : `（之前是${from}）`}。`,
      moving > 0 ? `有 ${moving} 条待发的关怀随后转到你的「今天」里。` : '',
      `回复「${customer}」可看档案。`,
    ].join(''),
} as const;

export const linkTexts = {
  expired: '这个链接已经过期。在企业微信里给「久伴」应用发「今天」，就能拿到新的链接',
  needed: '请从「久伴」应用里打开今日任务：给应用发「今天」，就能拿到链接',
} as const;
