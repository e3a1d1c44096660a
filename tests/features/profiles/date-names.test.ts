import { nameOfDate } from '../../../src/features/profiles/date-rules';

test.each([
  ['生日', { kind: 'birthday', forWhom: '', label: '' }],
  ['生日', { kind: 'birthday', forWhom: '', label: '生日' }],
  ['老婆生日', { kind: 'birthday', forWhom: '老婆', label: '' }],
  ['老婆生日', { kind: 'other', forWhom: '老婆', label: '老婆生日' }],
  ['女儿生日', { kind: 'child-birthday', forWhom: '女儿', label: '女儿生日' }],
  ['女儿生日', { kind: 'child-birthday', forWhom: '女儿', label: '女儿的生日' }],
  ['女儿生日', { kind: 'child-birthday', forWhom: '女儿', label: '' }],
  ['孩子生日', { kind: 'child-birthday', forWhom: '', label: '' }],
  ['奶奶80大寿', { kind: 'birthday', forWhom: '奶奶', label: '80大寿' }],
  ['结婚纪念日', { kind: 'wedding', forWhom: '', label: '' }],
  ['爸妈结婚纪念日', { kind: 'wedding', forWhom: '爸妈', label: '结婚纪念日' }],
  ['乔迁纪念日', { kind: 'other', forWhom: '', label: '乔迁纪念日' }],
  ['重要日期', { kind: 'other', forWhom: '', label: '' }],
] as const)('%s names %j', (name, date) => {
  expect(nameOfDate(date)).toBe(name);
});
