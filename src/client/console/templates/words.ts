/** As people at the console call what the header says. */
export const channelNames: Record<string, string> = {
  welcome: '加好友时自动发',
  suggestion: '导购逐个发',
  'mass-send': '群发任务',
};

export const depthNames: Record<string, string> = {
  corp: '全店一个样',
  rep: '每位导购一个样',
  customer: '每位客户一个样',
};

export const stateNames: Record<string, string> = { published: '使用中', draft: '未发布', withdrawn: '已停用' };

export const whenNames: Record<string, string> = {
  step: '签收后第几天',
  festivals: '只用于节日',
  festivalClass: '节日类型',
  dateKind: '日期类型',
  forWhom: '谁的日子',
  moment: '时机',
};

const valueNames: Record<string, string> = {
  reunion: '团聚',
  commemorative: '纪念',
  seasonal: '时令',
  promotion: '促销季',
  solemn: '祭扫',
  dignified: '庄重',
  day: '当天',
  lead: '提前',
  restock: '该补货时',
  birthday: '生日',
  wedding: '结婚纪念日',
  'child-birthday': '孩子生日',
  'parent-birthday': '父母生日',
  'first-purchase': '首购周年',
  other: '其他',
  self: '客户本人',
};

export function whenValueName(key: string, value: string): string {
  if (key === 'forWhom' && value === 'other') return '家人';
  return valueNames[value] ?? value;
}
