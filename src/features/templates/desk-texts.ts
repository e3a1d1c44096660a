/** What people at the console read of writing and publishing templates; zh-CN. */
export const deskTexts = {
  unknown: (name: string) => `没有名为 ${name} 的模板`,
  unknownVersion: (name: string, version: number) => `模板 ${name} 没有第 ${version} 版`,
  noDraft: '这份模板没有草稿，可能已经发布或删除，请刷新页面',
  stale: (author: string) => `${author} 刚刚改过这份草稿，你的改动没有保存：请对照两边再决定`,
  published: '这份草稿所依据的线上版本已经变了，请对照线上版本改好再提交',
  movedOn: '线上版本刚刚变了，请刷新页面后再试',
  faulty: (count: number) => `还有 ${count} 处需要改，改好才能提交`,
  unchanged: '草稿和线上版本一样，没有可发布的改动',
  notSubmitted: '这份草稿没有在等待批准：提交后改过一次，提交就作废了，需要重新提交',
  contentChanged: '内容在你看过之后改过，请重新看过再批准',
  audienceChanged: (then: number, now: number) =>
    `可能收到的客户从提交时的 ${then} 人变成了 ${now} 人，原来的提交已作废，请核对后重新提交`,
  audienceUnseen: (now: number) => `可能收到的客户是 ${now} 人，和你看到的不一样，请刷新后核对再批准`,
  ownWithOthers: (names: string) => `自己写的文案要由别人批准，可以请 ${names} 批准`,
  ownAlone:
    '自己写的文案不能自己批准，而现在没有别人有「批准发送」的权限：请管理员在「成员与权限」里再给一位同事开通，由他来批准',
  wholeShop: '这份文案会发给全店的客户，要由能看到全店客户的人批准',
  alreadyCurrent: '这一版正在使用，不用恢复',
  summary: {
    drafted: (title: string) => `修改模板草稿「${title}」`,
    discarded: (title: string) => `删除模板草稿「${title}」`,
    submitted: (title: string, count: number) => `提交模板「${title}」待批准，可能收到的客户 ${count} 人`,
    takenBack: (title: string) => `撤回模板「${title}」的提交`,
    rejected: (title: string) => `退回模板「${title}」`,
    voided: (title: string) => `模板「${title}」的提交作废：人数变化`,
    published: (title: string, version: number) => `批准并发布模板「${title}」第 ${version} 版`,
    rolledBack: (title: string, from: number, version: number) =>
      `模板「${title}」恢复为第 ${from} 版的内容，作为第 ${version} 版`,
    withdrawn: (title: string) => `停用模板「${title}」`,
  },
  rollBackNote: (from: number) => `恢复第 ${from} 版`,
} as const;
