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
