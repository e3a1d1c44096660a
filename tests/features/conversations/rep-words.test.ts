import fc from 'fast-check';
import { readRepWords } from '../../../src/features/conversations/rep-words';

test.each([
  ['帮助', { kind: 'help' }],
  ['？', { kind: 'help' }],
  ['今天', { kind: 'today' }],
  ['张三 买过 什么', { kind: 'bought', who: '张三' }],
  ['张三 买了什么', { kind: 'bought', who: '张三' }],
  ['张三 生日 是哪天', { kind: 'dates', who: '张三' }],
  ['张三 备注 问过买过什么', { kind: 'note', who: '张三', note: '问过买过什么' }],
  ['2', { kind: 'choice', number: 2 }],
  ['张三', { kind: 'customer', who: '张三' }],
  ['Anna Li', { kind: 'customer', who: 'Anna Li' }],
  ['张三 备注 喜欢绿茶', { kind: 'note', who: '张三', note: '喜欢绿茶' }],
  ['张三，备注　喜欢绿茶，不喝咖啡', { kind: 'note', who: '张三', note: '喜欢绿茶，不喝咖啡' }],
  ['张三 备注', { kind: 'unclear', fault: 'no_words' }],
  ['张三 退订 嫌打扰', { kind: 'opt-out', who: '张三', reason: '嫌打扰' }],
  ['张三 退订', { kind: 'opt-out', who: '张三', reason: '' }],
  ['张三 恢复 客户要求', { kind: 'opt-in', who: '张三', reason: '客户要求' }],
  ['张三 恢复', { kind: 'unclear', fault: 'no_reason' }],
  ['张三 投诉 漏水', { kind: 'problem', who: '张三', problem: '漏水' }],
  ['张三 去世', { kind: 'deceased', who: '张三' }],
  ['张三 已故', { kind: 'deceased', who: '张三' }],
  ['张三 过世了', { kind: 'deceased', who: '张三' }],
  ['张三 去世 妈妈', { kind: 'unclear', fault: 'death_of_whom' }],
  ['张三 妈妈 去世', { kind: 'unclear', fault: 'death_of_whom' }],
  ['张三 健在', { kind: 'alive', who: '张三' }],
  ['张三 已解决', { kind: 'problem-solved', who: '张三' }],
  ['张三 买了 净水器 1999', { kind: 'order', product: '净水器', quantity: 1, totalCents: 199_900, paidWords: '' }],
  ['张三 买了净水器 ¥1999.5', { kind: 'order', product: '净水器', totalCents: 199_950 }],
  ['张三 买了 滤芯 x2 398元', { kind: 'order', product: '滤芯', quantity: 2, totalCents: 39_800 }],
  ['张三 买了 绿茶 3盒 264 6月1日', { kind: 'order', product: '绿茶', quantity: 3, paidWords: '6月1日' }],
  ['张三 买了 净水器 1999 上周五', { kind: 'order', product: '净水器', totalCents: 199_900, paidWords: '上周五' }],
  ['张三 买了 净水器 1999 8.15', { kind: 'order', product: '净水器', totalCents: 199_900, paidWords: '8.15' }],
  ['张三 买了 净水器 19.9', { kind: 'order', product: '净水器', totalCents: 1_990, paidWords: '' }],
  ['张三 买了 iPhone 15 5999', { kind: 'order', product: 'iPhone 15', totalCents: 599_900, paidWords: '' }],
  ['张三 toString 3月1日', { kind: 'customer' }],
  ['张三 买了 净水器', { kind: 'unclear', fault: 'no_amount' }],
  ['张三 买了 1999', { kind: 'unclear', fault: 'no_amount' }],
  [
    '张三 生日 农历八月十五',
    { kind: 'date', who: '张三', dateKind: 'birthday', forWhom: '', date: { calendar: 'lunar', month: 8, day: 15 } },
  ],
  [
    '张三 女儿 6月1日 生日',
    { kind: 'date', dateKind: 'birthday', forWhom: '女儿', date: { calendar: 'solar', month: 6, day: 1 } },
  ],
  ['张三 大宝 生日 5月6日', { kind: 'date', dateKind: 'birthday', forWhom: '大宝' }],
  ['张三 妈妈生日 农历腊月初八', { kind: 'date', dateKind: 'birthday', forWhom: '妈妈', date: { month: 12 } }],
  ['张三 闺蜜 生日 5月20日', { kind: 'date', dateKind: 'birthday', forWhom: '闺蜜', label: '生日' }],
  ['张三 他妈妈 生日 5月20日', { kind: 'date', dateKind: 'birthday', forWhom: '妈妈' }],
  ['张三 爸妈 结婚纪念日 10月1日', { kind: 'date', dateKind: 'wedding', forWhom: '爸妈' }],
  ['张三 生日 8月15日 1990', { kind: 'unclear', fault: 'no_date' }],
  ['张三 结婚纪念日 10月1日', { kind: 'date', dateKind: 'wedding', forWhom: '', date: { month: 10, day: 1 } }],
  ['张三 生日', { kind: 'unclear', fault: 'no_date' }],
  ['张三 生日 13月40日', { kind: 'unclear', fault: 'no_date' }],
  ['  ', { kind: 'unclear', fault: 'nothing' }],
])('a rep who writes %j is understood', (words, command) => {
  expect(readRepWords(words)).toMatchObject(command);
});

test('whatever a rep writes, the answer is a command', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (words) => {
      expect(readRepWords(words).kind).toEqual(expect.any(String));
    }),
  );
});
