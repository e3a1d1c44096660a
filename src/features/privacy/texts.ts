/** What members read about requests of customers for their own data. */
export const privacyTexts = {
  noCustomer: '没有这位客户，或不归你管',
  otherName: (name: string) => `输入的名字和客户不一致：请原样输入「${name}」`,
  exported: '导出了客户的全部个人数据',
  erased: '按客户本人要求删除了个人数据',
  optedOut: '客户要求删除个人数据',
  erasedWhy: '客户要求删除个人数据，内容已删除',
  messageErased: '（内容已按客户要求删除）',
};
