import { ConsoleStage } from './console-stage';
import { picture } from './support';

const stage = new ConsoleStage({ CLOCK_START: '2027-01-20T10:00:00+08:00' });

test('an admin keeps a filter as a segment, tags those in it, and hands the list out', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.opens('客户');
  await page.getByText('共 8 位').waitFor();

  await page.getByRole('combobox', { name: '阶段' }).click();
  await page.getByTitle('首购', { exact: true }).click();
  await page.getByText('符合条件的 2 位').waitFor();
  await page.getByRole('button', { name: '把现在的条件存为客群' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '名字' }).fill('刚买过一次的');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const segment = page.getByRole('region', { name: '客群' }).getByText('刚买过一次的 2');
  await segment.waitFor();

  // Taken up again by its name.
  await page.getByRole('button', { name: '清空', exact: true }).click();
  await page.getByText('共 8 位').waitFor();
  await segment.click();
  await page.getByText('符合条件的 2 位').waitFor();
  await page.waitForURL(/stage=first-purchase/);

  await page.getByRole('checkbox', { name: '选择列出的所有客户' }).check();
  await picture(page, 'console-customers-chosen');
  await page.getByRole('region', { name: '批量操作' }).getByRole('button', { name: '打标签' }).click();
  await dialog.getByText('会改动 2 位客户').waitFor();
  await dialog.getByRole('combobox', { name: '打上的标签' }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: '客户等级 · 尊享' }).click();
  await dialog.getByText('会改动 2 位客户').click();
  await picture(page, 'console-customers-tagging');
  await dialog.getByRole('button', { name: '对 2 位客户执行' }).click();
  await dialog.getByText('做完了：2 位成功').waitFor();
  await picture(page, 'console-customers-tagged');
  await dialog.getByRole('button', { name: '关闭' }).last().click();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  await page.getByRole('menuitem', { name: 'CSV（手机号打码）' }).click();
  expect((await download).suggestedFilename()).toBe('客户-2027-01-20.csv');

  await page.getByRole('button', { name: '管理「刚买过一次的」' }).click();
  await page.getByRole('menuitem', { name: '删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await segment.waitFor({ state: 'hidden' });
  await visitor.leaves();
}, 120_000);
