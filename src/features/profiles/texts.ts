import type { DateKind } from '../../model/important-date';

export const dateNames: Record<DateKind, string> = {
  birthday: '生日',
  wedding: '结婚纪念日',
  'child-birthday': '孩子生日',
  'parent-birthday': '父母生日',
  other: '重要日期',
};

/** What the profile tells people: timeline, whys of touches that are taken back, faults of imported rows. */
export const profileTexts = {
  erased: '该客户的个人数据已按本人要求删除，不再保存',
  optedOut: (reason: string) => (reason === '' ? '客户已退订，不再打扰' : `客户已退订（${reason}），不再打扰`),
  optedIn: (reason: string) => `恢复联系（${reason}）`,
  deceased: '客户已故，停止一切触达',
  alive: '更正：客户健在，恢复关怀',
  dateChanged: (name: string) => `${name}已更改或删除`,
  dateAdded: (name: string, date: string, proposed: boolean) => `${proposed ? '待确认：' : ''}${name} ${date}`,
  dateConfirmed: (name: string, date: string) => `确认${name} ${date}`,
  dateReplaced: (name: string, from: string, to: string) => `${name}由${from}改为${to}`,
  dateRemoved: (name: string, date: string) => `删除${name} ${date}`,
  noteChanged: '更新了备注',
  interestsAdded: (interests: string[]) => `兴趣：${interests.join('、')}`,
  problemOpened: (problem: string) => `待处理问题：${problem}`,
  problemClosed: '问题已处理',
  problemHolds: '暂缓：客户有未解决的问题，先解决再联系',
  imported: '导入了客户资料',

  dateConflict: (name: string, date: string) =>
    `该客户已有${name} ${date}，不会直接覆盖；请与客户核实后由导购更改，或先删除原日期`,
  whoseDate: (name: string, date: string) => `该客户已有${name} ${date}；若是另一位家人，请用 forWhom 注明`,
  noReason: '客户已退订；恢复联系须在 optOutReason 中写明客户本人的意愿',
  noKey: '请提供 externalUserId、unionId 或 mobile 之一',
  badMobile: '手机号格式不正确',
  ambiguousMobile: (count: number) => `有 ${count} 位客户使用该手机号，请改用 externalUserId`,
  importedWithoutReason: '业务系统导入',
};
