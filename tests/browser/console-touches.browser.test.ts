import { ConsoleStage } from './console-stage';
import { seriousHurdles } from './page-checks';
import { picture } from './support';

/** The afternoon of the day on which customers hear of 母亲节, with a rep's task that waits to be confirmed. */
const stage = new ConsoleStage({ CLOCK_START: '2027-04-25T09:50:00+08:00' }, '2027-04-25T16:40:00+08:00');

test('an operator holds two touches with a reason, reads it as their why, and cancels one', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.opens('推送');
  await page.getByRole('combobox', { name: '按状态筛选' }).click();
  await page.locator('.ant-select-item-option', { hasText: '待导购发送' }).click();
  const rows = page.locator('.touch-table tbody tr.ant-table-row');
  await page.waitForURL(/state=offered/);
  await page.getByRole('combobox', { name: '按打法筛选' }).click();
  await page.locator('.ant-select-item-option', { hasText: '使用指导（3）' }).click();
  await page.waitForURL(/play=usage-tip/);
  await rows.first().getByText('待导购发送').waitFor();
  await rows.nth(0).getByRole('checkbox').check();
  await rows.nth(1).getByRole('checkbox').check();
  await page.getByTestId('chosen').getByText('已选 2 条').waitFor();
  await picture(page, 'console-touches-chosen');
  await page.getByRole('button', { name: '暂缓', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '暂缓', exact: true }).click();
  await dialog.getByText('请写明原因').waitFor();
  await dialog.getByLabel('原因').fill('货还没到仓');
  await page.keyboard.press('Enter');
  await dialog.getByText('2 条已处理').waitFor();
  await picture(page, 'console-touches-held');
  await dialog.getByRole('button', { name: '知道了' }).click();

  await visitor.goesTo('touches?state=held');
  const held = rows.filter({ hasText: '运营暂缓：货还没到仓' });
  await held.nth(1).waitFor();
  expect(await held.count()).toBe(2);
  await held.first().getByRole('button').click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('会发的文案').waitFor();
  expect(await seriousHurdles(page, '.ant-drawer')).toEqual([]);
  await picture(page, 'console-touches-one');
  await drawer.getByRole('button', { name: '取消触达' }).click();
  await page.getByRole('dialog').getByLabel('原因').fill('客户说不需要');
  await page.getByRole('dialog').last().getByRole('button', { name: '取消触达' }).click();
  await page.getByText('已取消，这个由头不会再来').waitFor();
  await page.getByRole('button', { name: '知道了' }).click();
  await drawer.getByText('运营取消：客户说不需要').waitFor();
  await visitor.leaves();
});

test('an operator sees how far a rep’s task is, reminds, and cancels it', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.goesTo('touches?view=tasks');
  const task = page.getByTestId('mass-send').first();
  await task.getByText(/已发 0 · 等待 \d/).waitFor();
  expect(await seriousHurdles(page)).toEqual([]);
  await picture(page, 'console-touches-tasks');
  await task.getByRole('button', { name: '提醒导购' }).click();
  await page.getByText('已提醒导购确认发送').waitFor();
  await task.getByText('24 小时内提醒过').waitFor();
  await task.getByRole('button', { name: '取消任务' }).click();
  await page.getByRole('dialog').getByLabel('原因').fill('文案有误');
  await page.getByRole('dialog').getByRole('button', { name: '取消任务' }).click();
  await page.getByText(/已取消 \d 位客户的待发消息/).waitFor();
  await page.getByText('全部', { exact: true }).click();
  await page.getByTestId('mass-send').first().getByText('已取消', { exact: true }).waitFor();
  await visitor.leaves();
});

test('why a customer gets nothing, and what tomorrow would bring, are told and change nothing', async () => {
  const visitor = await stage.admin(375, 740);
  const { page } = visitor;
  await visitor.goesTo('touches?day=2027-04-26');
  await page.getByText('到当天凌晨两点才排').waitFor();
  await picture(page, 'console-touches-phone');
  await page.getByRole('button', { name: '试算这一天' }).click();
  await page.getByTestId('rehearsed').getByText('范围内的全部客户').waitFor();
  await picture(page, 'console-touches-rehearsal-phone');
  await page.getByText('为什么没有收到').click();
  await page.getByRole('combobox', { name: '选择客户' }).fill('小满');
  await page.locator('.ant-select-item-option', { hasText: '小满' }).first().click();
  await page.getByTestId('explained').getByText('小满').waitFor();
  await page.getByRole('term').filter({ hasText: '生日祝福' }).waitFor();
  // The lists of the selects that were open are antd's own.
  expect(await seriousHurdles(page, '[role="main"]')).toEqual([]);
  await picture(page, 'console-touches-why-phone');
  await visitor.goesTo('touches?day=2027-04-26');
  await page.getByText('到当天凌晨两点才排').waitFor();
  await visitor.leaves();
});
