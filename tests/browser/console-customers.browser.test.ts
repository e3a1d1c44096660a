import { ConsoleStage } from './console-stage';
import { picture } from './support';

const stage = new ConsoleStage({ CLOCK_START: '2027-01-20T10:00:00+08:00' });

test('an admin filters and sorts the list; the address keeps both, and an empty list says why', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.opens('客户');
  await page.getByText('共 8 位').waitFor();
  const names = () => page.locator('tbody tr[data-row-key]').getByTestId('customer-name').allInnerTexts();

  await page.getByRole('combobox', { name: '阶段' }).click();
  await page.getByTitle('首购', { exact: true }).click();
  await page.getByText('符合条件的 2 位').waitFor();
  await page.getByRole('columnheader', { name: '累计消费' }).click();
  await page.waitForURL(/sort=total&order=desc/);
  await page.getByRole('columnheader', { name: '累计消费' }).and(page.locator('[aria-sort=descending]')).waitFor();
  expect(await names()).toEqual(['刘洋', '王芳']);

  await page.getByRole('button', { name: '更多条件' }).click();
  await page.getByRole('spinbutton', { name: '累计消费最多' }).fill('600');
  await page.keyboard.press('Enter');
  await page.getByText('符合条件的 1 位').waitFor();
  await page.reload();
  await page.getByText('符合条件的 1 位').waitFor();
  expect(await names()).toEqual(['王芳']);
  await picture(page, 'console-customers-filtered');

  const find = page.getByRole('searchbox', { name: '按姓名、备注名或手机号查找' });
  await find.fill('没有这个人');
  await find.press('Enter');
  await page.getByText('没有符合条件的客户').waitFor();
  await page.getByRole('button', { name: '清空条件' }).click();
  await page.getByText('共 8 位').waitFor();
  await visitor.leaves();
});
