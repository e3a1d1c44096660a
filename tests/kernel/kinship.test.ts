import { isChildsDate, kinOf, personIn } from '../../src/kernel/kinship';

test.each([
  [
    'child',
    '女儿 儿子 大女儿 小儿子 闺女 姑娘 丫头 囡囡 宝宝 宝贝 大宝 二宝 三宝 小宝 老大 老二 孩子 小孩 娃 俩娃 双胞胎 千金 公子 儿女',
  ],
  ['child', '孙子 孙女 大孙子 外孙 外孙女 重孙 侄子 侄女 外甥 外甥女 干女儿 继子 养女 son daughter baby'],
  ['child', '女儿小雨 小雨（女儿） 老婆的女儿 大宝和二宝'],
  ['spouse', '老婆 老公 太太 妻子 先生 丈夫 爱人 媳妇 宝贝老婆 孩子妈 孩子他爸 娃她妈 wife husband'],
  ['parent', '妈妈 爸爸 母亲 父亲 老妈 老爸 妈 爸 爹 爸妈 岳父 岳母 丈母娘 公公 婆婆 家里老人 老公的妈妈 mother'],
  ['other', '奶奶 爷爷 姥姥 外公 外婆 祖母 姑妈 舅妈 伯父 孩子奶奶'],
  ['other', '儿媳 儿媳妇 孙媳妇 女婿 孙女婿 小女婿 女朋友 儿子的女朋友 女友 闺蜜 女士 女同事 女儿的老师 新娘'],
  ['self', '本人 自己 客户 客户本人'],
])('%s: %s', (kin, words) => {
  expect(words.split(' ').map((each) => [each, kinOf(each)])).toEqual(words.split(' ').map((each) => [each, kin]));
});

test.each(['', '小雨', '孙总', '孙伟', '宝强', '王建国', 'Jason', '团队'])('%j names nobody that we know', (words) => {
  expect(kinOf(words)).toBeNull();
});

test.each([
  ['他妈妈', '妈妈'],
  ['她老公', '老公'],
  ['我家宝宝', '宝宝'],
  ['客户的女儿', '女儿'],
  [' 女儿 ', '女儿'],
  ['孩子他爸', '孩子他爸'],
  ['本人', ''],
  ['他', ''],
  ['', ''],
])('%j is %j when we speak to the customer', (words, person) => {
  expect(personIn(words)).toBe(person);
});

test.each([
  [true, { kind: 'child-birthday', forWhom: '', label: '' }],
  [true, { kind: 'birthday', forWhom: '大宝', label: '' }],
  [true, { kind: 'other', forWhom: '孙子', label: '满月' }],
  [true, { kind: 'other', forWhom: '', label: '宝宝满月' }],
  [false, { kind: 'birthday', forWhom: '', label: '' }],
  [false, { kind: 'birthday', forWhom: '女朋友', label: '' }],
  [false, { kind: 'wedding', forWhom: '', label: '结婚纪念日' }],
] as const)("is a child's: %s, %j", (childs, date) => {
  expect(isChildsDate(date)).toBe(childs);
});
