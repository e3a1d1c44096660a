import { profileTexts } from './texts';

/** What people at the console are told, and what the audit says of what they did. */
export const deskTexts = {
  noCustomer: '没有这位客户，或不在你的范围内',
  staleNote: '备注已被别人改过，你的修改还没有保存',
  staleDate: '这个日期已被别人改过，你的修改还没有保存',
  dateConflict: (name: string, date: string) => `已经记着${name} ${date}；同一个人的同一种日子只能有一个`,
  problemIsOpen: (text: string) => `已有待处理问题：${text}；请先处理完这一个`,
  otherProblem: '这个问题已经处理过了，请刷新后再看',
  staleRep: '主跟进人已被别人换过，请核对后再选',
  notYourRep: '只能转给你所负责部门的导购',
} as const;

/** Names and days of customers stay out of the audit, which cannot forget: it says whose by their id. */
export const deskDeeds = {
  unmasked: { action: 'customer.unmasked', summary: '查看客户的完整手机号' },
  noteSaved: { action: 'customer.note_saved', summary: '修改客户备注' },
  dateAdded: (kind: string) => ({ action: 'customer.date_added', summary: `新增重要日期：${kind}` }),
  dateSaved: (kind: string) => ({ action: 'customer.date_saved', summary: `修改重要日期：${kind}` }),
  dateConfirmed: (kind: string) => ({ action: 'customer.date_confirmed', summary: `确认重要日期：${kind}` }),
  dateRemoved: (kind: string) => ({ action: 'customer.date_removed', summary: `删除重要日期：${kind}` }),
  optedOut: (reason: string) => ({ action: 'customer.opted_out', summary: profileTexts.optedOut(reason) }),
  optedIn: (reason: string) => ({ action: 'customer.opted_in', summary: profileTexts.optedIn(reason) }),
  problemOpened: (problem: string) => ({
    action: 'customer.problem_opened',
    summary: profileTexts.problemOpened(problem),
  }),
  problemClosed: (problem: string) => ({
    action: 'customer.problem_closed',
    summary: `${profileTexts.problemClosed}：${problem}`,
  }),
  assigned: (repName: string | null) => ({
    action: 'customer.assigned',
    summary: `主跟进人改为${repName ?? '待分配'}`,
  }),
  tagged: (added: string[], removed: string[]) => ({
    action: 'customer.tagged',
    summary: `标签：${[
      ...(added.length > 0 ? [`加上${added.join('、')}`] : []),
      ...(removed.length > 0 ? [`去掉${removed.join('、')}`] : []),
    ].join('；')}`,
  }),
} as const;
