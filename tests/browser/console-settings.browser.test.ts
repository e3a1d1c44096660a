import { ConsoleStage } from './console-stage';
import { picture } from './support';

const stage = new ConsoleStage();

test('an admin changes a cap, sees what it would have done, saves, and takes it back', async () => {
  const visitor = await stage.admin(1280, 800);
  const { page } = visitor;
  await visitor.opens('设置');
  await picture(page, 'console-settings');

  const row = page.getByTestId('repDay.suggestions');
  await row.getByRole('spinbutton').fill('3');
  await page.keyboard.press('Tab');
  await row.getByText('默认 20 条').waitFor();
  await page.getByTestId('play-referral').getByRole('switch').click();
  await page.getByRole('button', { name: '预览并保存' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('保存 2 项改动').waitFor();
  await dialog.getByTestId('effect').waitFor();
  await dialog.getByLabel(/为什么改/).fill('春节前少打扰');
  await picture(page, 'console-settings-preview');
  await dialog.getByRole('button', { name: '保存，立即生效' }).click();
  await page.getByText('第 1 版').waitFor();

  await page.getByRole('button', { name: '改动记录' }).click();
  const first = page.getByRole('region', { name: '第 1 版' });
  await first.getByText('春节前少打扰').waitFor();
  await first.getByText('打法 · 老带新').waitFor();
  await picture(page, 'console-settings-history');
  await page.getByRole('button', { name: '恢复为出厂设置' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '确定' }).click();
  await page.getByText('第 2 版').waitFor();
  expect(await row.getByRole('spinbutton').inputValue()).toBe('20');
  await visitor.leaves();
});

test('two admins at once: the second one sees both sides and keeps theirs on top', async () => {
  const one = await stage.admin();
  const other = await stage.admin(375, 740);
  await one.goesTo('settings');
  await other.goesTo('settings');
  const set = async ({ page }: typeof one, path: string, value: string) => {
    await page.getByTestId(path).getByRole('spinbutton').fill(value);
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: '预览并保存' }).click();
    await page.getByTestId('effect').waitFor();
    await page.getByRole('button', { name: '保存，立即生效' }).click();
  };
  await other.page.getByTestId('caps.freeDaysBetween').getByRole('spinbutton').fill('2');
  await set(one, 'repDay.massSends', '4');
  await one.page.getByText('已保存').waitFor();
  await set(other, 'caps.freeDaysBetween', '2');
  await other.page.getByText('刚保存了第').waitFor();
  await picture(other.page, 'console-settings-conflict');
  await other.page.getByRole('button', { name: '在对方的基础上保留我的改动' }).click();
  await other.page.getByText('1 项改动还没有保存').waitFor();
  expect(await other.page.getByTestId('repDay.massSends').getByRole('spinbutton').inputValue()).toBe('4');
  expect(await other.page.getByTestId('caps.freeDaysBetween').getByRole('spinbutton').inputValue()).toBe('2');
  await picture(other.page, 'console-settings-phone');
  await one.leaves();
  await other.leaves(409);
});

test('an admin takes a right from a role: what leans on it goes with it, and it can be taken back', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.opens('设置');
  await page.getByRole('tab', { name: '角色权限' }).click();
  const box = (name: string) => page.getByRole('checkbox', { name });
  await box('运营 · 商品：查看').uncheck();
  expect(await box('运营 · 商品：修改').isChecked()).toBe(false);
  expect(await box('导购 · 客户：导出').isDisabled()).toBe(true);
  await page.getByRole('button', { name: '核对并保存' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('保存 2 项改动').waitFor();
  await picture(page, 'console-settings-roles');
  await dialog.getByRole('button', { name: '保存，立即生效' }).click();
  await page.getByText('已保存，立即生效').waitFor();

  await page.getByRole('button', { name: '改动记录' }).click();
  await page.getByRole('region', { name: '第 1 版' }).getByText('运营 · 商品：修改').waitFor();
  await page.getByRole('button', { name: '恢复为出厂设置' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '确定' }).click();
  await page.getByText('已恢复，立即生效').waitFor();
  expect(await box('运营 · 商品：修改').isChecked()).toBe(true);
  await visitor.leaves();
});
