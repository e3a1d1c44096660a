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

export const deskDeeds = {
  unmasked: (name: string) => ({ action: 'customer.unmasked', summary: `查看「${name}」的完整手机号` }),
  noteSaved: (name: string) => ({ action: 'customer.note_saved', summary: `修改「${name}」的备注` }),
  dateAdded: (name: string, date: string) => ({ action: 'customer.date_added', summary: `「${name}」新增${date}` }),
  dateSaved: (name: string, date: string) => ({ action: 'customer.date_saved', summary: `「${name}」改为${date}` }),
  dateConfirmed: (name: string, date: string) => ({
    action: 'customer.date_confirmed',
    summary: `确认「${name}」的${date}`,
  }),
  dateRemoved: (name: string, date: string) => ({
    action: 'customer.date_removed',
    summary: `删除「${name}」的${date}`,
  }),
  optedOut: (name: string, reason: string) => ({
    action: 'customer.opted_out',
    summary: `「${name}」${profileTexts.optedOut(reason)}`,
  }),
  optedIn: (name: string, reason: string) => ({
    action: 'customer.opted_in',
    summary: `「${name}」${profileTexts.optedIn(reason)}`,
  }),
  problemOpened: (name: string, problem: string) => ({
    action: 'customer.problem_opened',
    summary: `「${name}」${profileTexts.problemOpened(problem)}`,
  }),
  problemClosed: (name: string, problem: string) => ({
    action: 'customer.problem_closed',
    summary: `「${name}」的问题已处理：${problem}`,
  }),
  assigned: (name: string, repName: string | null) => ({
    action: 'customer.assigned',
    summary: `「${name}」的主跟进人改为${repName ?? '待分配'}`,
  }),
  tagged: (name: string, added: string[], removed: string[]) => ({
    action: 'customer.tagged',
    summary: `「${name}」的标签：${[
      ...(added.length > 0 ? [`加上${added.join('、')}`] : []),
      ...(removed.length > 0 ? [`去掉${removed.join('、')}`] : []),
    ].join('；')}`,
  }),
} as const;
