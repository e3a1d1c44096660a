import type { RelationEnd } from '../../model/follow-relation';

/** What a customer's timeline says about those who follow them. */
export const contactTexts = {
  started: (repName: string, half: boolean) => (half ? `添加了${repName}（对方尚未回加）` : `与${repName}成为好友`),
  ended: {
    'by-rep': (repName) => `${repName}删除了该客户`,
    'by-customer': (repName) => `客户删除了${repName}`,
    transferred: (repName) => `客户已从${repName}处转接`,
    'rep-left': (repName) => `${repName}已离职或停用，跟进关系结束`,
    gone: (repName) => `核对企业微信后，${repName}已不再跟进该客户`,
  } satisfies Record<RelationEnd, (repName: string) => string>,
  notFollowing: (repName: string) => `${repName}还没有添加这位客户，不能作为主跟进人`,
  nobodyFollows: '没有导购在跟进这位客户，企业微信不能给 TA 打标签',
  unknownTag: '这个标签已经不在企业微信里了，请刷新后再选',
  wecomAway: '企业微信暂时没有答复，请稍后再试',
  wecomRefused: (errcode: number) => `企业微信没有接受（错误码 ${errcode}）`,
  transferFailed: (repName: string, reason: string) =>
    `转接给${repName}未成功：${transferFaults[reason] ?? '企业微信未说明原因'}`,
  repChanged: (from: string | null, to: string | null) => {
    if (to === null) return `主跟进人${from}不再跟进，客户待分配`;
    return from === null ? `主跟进人为${to}` : `主跟进人由${from}变更为${to}`;
  },
};

const transferFaults: Record<string, string> = {
  customer_refused: '客户拒绝',
  customer_limit_exceed: '接替成员的客户数已达上限',
};
