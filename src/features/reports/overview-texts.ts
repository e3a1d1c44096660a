interface Points {
  difference: number;
  low: number;
  high: number;
}

const between = ({ low, high }: Points) => `真实的差距有 95% 的把握在 ${low} 到 ${high} 个百分点之间`;

/** What may honestly be said of the effect. */
export const effectWords = {
  off: {
    words: '没有对照组，说不清成交是不是因为关怀',
    detail:
      '先后不等于因果：收到触达后下单的客户，也许本来就会买。在「设置」里留出百分之几的客户不主动触达，就能比较。',
  },
  waiting: {
    words: '还没有满 14 天的触达可以比较',
    detail: '触达发出满 14 天才计算成交，请过些日子再看。',
  },
  tooFew: (alone: number) => ({
    words: '样本太少，现在下结论就是猜',
    detail: `对照组只有 ${alone.toLocaleString('zh-CN')} 位客户，几位客户买或不买就会让数字翻转。等两组都至少有 100 位客户、且有一定成交再看。`,
  }),
  unclear: (points: Points) => ({
    words: '目前看不出差别',
    detail: `相差 ${points.difference} 个百分点，但${between(points)}，可能只是巧合。客户再多一些、日子再长一些，才能看清。`,
  }),
  better: (points: Points, more: number) => ({
    words: `关怀有效：下单的客户多 ${points.difference} 个百分点`,
    detail: `${between(points)}；按此估计，约有 ${more.toLocaleString('zh-CN')} 位客户因为关怀而下单。`,
  }),
  worse: (points: Points) => ({
    words: `被关怀的客户反而少买 ${-points.difference} 个百分点`,
    detail: `${between(points)}。请检查是否打扰过多、文案或对象不合适。`,
  }),
};

/** What wants a person, with what to do about it. */
export const attentionTexts = {
  problems: { title: '客户的问题没有处理', mend: '处理好之前，这些客户不会再收到营销内容' },
  unknown: { title: '触达不确定有没有发出', mend: '系统正向企业微信核实，超过一天仍在这里请联系导购确认' },
  failed: { title: '今天有触达发送失败', mend: '看清原因：不是好友、次数已满，还是内容不合要求' },
  held: { title: '被同事暂缓的触达', mend: '决定放行还是取消，过了期限就不会再发' },
  tasks: { title: '群发任务超过两小时没有确认', mend: '提醒导购在企业微信里点发送' },
  approvals: { title: '模板等待批准', mend: '批准后才会用新文案' },
  dates: { title: '30 天内的重要日期还没有确认', mend: '没有确认的日子不会祝福，请导购确认' },
  parked: { title: '企业微信的通知没能处理', mend: '见下方系统状态' },
};

/** Errors that a person can mend. */
export const errorTexts = {
  configuration: (path: string, errcode: number) => ({
    what: `企业微信拒绝了调用（${errcode}，${path}）`,
    mend: '到「接入」逐项检查，先处理最前面没通过的一步',
  }),
  content: (errcode: number) => ({
    what: `企业微信认为文案是垃圾信息（${errcode}）`,
    mend: '到「模板」修改这段文案，改好前每次都会失败',
  }),
  parked: (kind: string) => ({
    what: `一条通知没能处理（${kind}）`,
    mend: '已保存，不会丢；把这行原因交给技术同事，修好后会重新处理',
  }),
  rejected: (repName: string) => ({
    what: `${repName} 的群发任务被企业微信拒绝`,
    mend: '到「推送 · 群发任务」看原因；内容问题请改模板',
  }),
};
