import { calledName } from '../../../src/features/planning/called-name';

test.each([
  ['周小满', '小满', '周小满'],
  ['王女士', '🌸', '王女士'],
  ['Anna Li', '安娜', 'Anna Li'],
  ['', '小满', '小满'],
  ['张总 爱讲价 2栋', '老张', '老张'],
  ['李姐-退过货', '水云间', '水云间'],
  ['13900000000', '小满', '小满'],
  ['王女士（净水器）', '', ''],
  ['', '一个长得谁也不会这样叫出口来的微信昵称', ''],
])('a customer remarked %j, nicknamed %j, is called %j', (remark, nickname, name) => {
  expect(calledName(remark, nickname)).toBe(name);
});
