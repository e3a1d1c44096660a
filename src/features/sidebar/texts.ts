/** What the sidebar says to reps; zh-CN. */
export const sidebarTexts = {
  noCustomer: '没有找到这位客户：不在你的客户里，或刚刚添加、还在同步。请稍后再打开',
  dateConflict: (name: string, text: string) => `${name}之前记的是${text}，和这次的不一样`,
  noProduct: '商品库里没有这个商品，请刷新后再选',
  futureOrder: '购买日期不能在今天之后',
  notOurPage: '这个地址不是我们的页面，不能签名',
  optOutReason: (reason: string) => `导购代客户退订：${reason}`,
} as const;
