import { readRepQuestion, type RepQuestion } from '../../../src/features/conversations/rep-questions';

const asked: [string, RepQuestion][] = [
  ['今天要联系谁', { kind: 'today' }],
  ['今天我该跟进哪些客户？', { kind: 'today' }],
  ['请问今天有什么任务呀', { kind: 'today' }],
  ['要联系谁', { kind: 'today' }],
  ['这周谁过生日', { kind: 'birthdays', span: 'week' }],
  ['下周有哪些客户生日？', { kind: 'birthdays', span: 'next-week' }],
  ['今天有谁过生日吗', { kind: 'birthdays', span: 'today' }],
  ['小满买过什么', { kind: 'bought', who: '小满' }],
  ['小满之前都买过些什么东西？', { kind: 'bought', who: '小满' }],
  ['小满 上次买的什么', { kind: 'bought', who: '小满' }],
  ['查一下Anna Li的购买记录', { kind: 'bought', who: 'Anna Li' }],
  ['王姐买了啥', { kind: 'bought', who: '王姐' }],
  ['小满生日是哪天', { kind: 'dates', who: '小满' }],
  ['小满的妈妈生日几号啊', { kind: 'dates', who: '小满' }],
  ['帮我给小满写句生日祝福', { kind: 'wish', who: '小满', about: '生日' }],
  ['给小满写一段祝福语', { kind: 'wish', who: '小满', about: '' }],
  ['麻烦帮我写条生日祝福给小满，谢谢', { kind: 'wish', who: '小满', about: '生日' }],
  ['给老陈想句结婚纪念日的祝福吧', { kind: 'wish', who: '老陈', about: '结婚纪念日' }],
  ['小满今天为什么没有安排', { kind: 'why-not', who: '小满' }],
  ['为什么今天没给小满发消息', { kind: 'why-not', who: '小满' }],
];
test.each(asked)('%s', (line, question) => {
  expect(readRepQuestion(line)).toEqual(question);
});

test.each([
  '小满',
  '张三 生日 农历八月十五',
  '张三 买了 净水器 1999',
  '张三 备注 喜欢绿茶',
  '你觉得呢',
  '什么',
  '生日祝福',
])('"%s" is no question of these', (line) => {
  expect(readRepQuestion(line)).toBeNull();
});
