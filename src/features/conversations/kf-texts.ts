import type { CareSettings } from '../../kernel/care-settings';
import type { KfBody, KfFailure } from '../../kernel/kf';

/** What somebody sent, in a word, for whoever cannot see it. */
export const kindNames: Record<KfBody['kind'], string> = {
  text: '文字',
  image: '图片',
  voice: '语音',
  video: '视频',
  file: '文件',
  location: '位置',
  link: '链接',
  'business-card': '名片',
  miniprogram: '小程序',
  menu: '菜单',
  product: '视频号商品',
  order: '视频号订单',
  merged: '聊天记录',
  channels: '视频号',
  meeting: '会议',
  calendar: '日程',
  note: '笔记',
  unknown: '暂不支持的消息',
};

export const failureWords: Record<KfFailure, string> = {
  unknown: '企业微信未能送达',
  'account-deleted': '客服账号已删除',
  'app-closed': '应用已关闭',
  'session-expired': '距客户上次来信已超过 48 小时',
  'session-closed': '会话已结束',
  'over-five': '客户来信后已发满 5 条',
  'corp-unverified': '企业未认证',
  'customer-refuses': '客户已拒收',
  'nobody-logged-in': '企业没有成员登录',
  'kind-forbidden': '不允许发送这类消息',
  security: '被安全策略拦截',
};

/** Lines of the customer's timeline. */
export const onTimeline = {
  wrote: (kind: KfBody['kind']) => `在微信客服发来${kindNames[kind]}`,
  servicer: '接待人员在微信客服回复了客户',
  answered: '微信客服自动答复了客户',
  entered: '进入了微信客服',
  recalled: '微信客服里有一条消息被撤回',
};

type Hours = Pick<CareSettings['service'], 'opensAt' | 'closesAt'>;

/** What the app says to customers at the kf, and to itself about what it could not say. */
export const kfSay = {
  greeting: (shop: string) => `您好，这里是${shop}。有什么想问的，直接发消息就好；想找真人，回复「人工」。`,
  handingOver: '好的，正在为您转接同事，请稍候。',
  closed: ({ opensAt, closesAt }: Hours, isTomorrow: boolean) =>
    `您的消息已收到。我们的服务时间是 ${opensAt}-${closesAt}，${isTomorrow ? '明天' : '今天'}上班后会有同事联系您。`,
  orPerson: '想找同事，回复「人工」就好。',
  followsUp: (isTomorrow: boolean) => `我们的同事${isTomorrow ? '明天' : '今天'}上班后会再跟进。`,
  optedOut: '好的，以后不再主动给您发消息。您有需要时，随时可以在这里找我们。',
  addMe: '您好，可以加我为微信好友，之后有问题直接找我。',
  personTalks: '会话已由同事接待',
  notGranted: '客服账号未授权给应用',
  tooLate: '未能及时发出',
  cannotBeSent: '企业微信未接受',
} as const;

/** What a rep is told. */
export const repHears = {
  followUp: (name: string, lines: string[]) => `【客服跟进】${name}在微信客服留言，请联系 TA：\n${lines.join('\n')}`,
  question: (when: string, words: string) => `${when} 客户：${words}`,
  answered: (words: string) => `　　已自动答复：${words}`,
  missed: (words: string, fault: string) => `　　没有送到（${fault}）：${words}`,
  more: (count: number) => `……另有 ${count} 条`,
  waits: (name: string, minutes: number) => `${name}在微信客服等了 ${minutes} 分钟，还没有人回复，请先回一句。`,
  waitsLong: (name: string, minutes: number, rep: string | null) =>
    `【待响应】${name}在微信客服等了 ${minutes} 分钟，${rep === null ? '还没有人接待' : `${rep}还没有回复`}，请安排人接一下。`,
  optOutReason: '客户在微信客服要求不再打扰',
  optedOut: (name: string) => `${name}在微信客服要求不再打扰，已停止对 TA 的所有主动触达。`,
  complaint: (name: string, words: string) =>
    `【客诉】${name}在微信客服反映：${words}\n处理好之前不会向 TA 推荐任何商品；处理好后请写：${name} 已解决`,
  proposed: ({ name, day, why }: { name: string; day: string; why: string }, known: string | null) =>
    [
      `【待确认】${name}在微信客服提到「${why}」，像是：${day}。`,
      known === null ? '' : `档案里记的是 ${known}，和这次说的不一样。`,
      `问清楚后请写：${name} ${day}`,
    ]
      .filter(Boolean)
      .join('\n'),
  unnamed: '一位访客',
} as const;
