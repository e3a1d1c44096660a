import { ConsoleStage } from './console-stage';
import { layoutShift, seriousHurdles, watchLayout } from './page-checks';
import { picture } from './support';

/** The evening of a day on which a rep has not confirmed a task. */
const stage = new ConsoleStage({ CLOCK_START: '2027-04-25T09:50:00+08:00' }, '2027-04-25T18:00:00+08:00');

test('the first page tells today’s work, and leads to what needs a person', async () => {
  const visitor = await stage.stranger({ viewport: { width: 1280, height: 900 } });
  const { page } = visitor;
  await watchLayout(page);
  await visitor.signIn();
  await page.getByRole('heading', { level: 1, name: '总览' }).waitFor();
  await page
    .getByRole('img', { name: /各阶段的客户数：新客 \d/ })
    .locator('svg')
    .waitFor();
  await page.getByTestId('effect-verdict').getByText('没有对照组').waitFor();
  await page.getByText('最近一次通知').waitFor();
  expect(await layoutShift(page)).toBeLessThan(0.1);
  await page.getByText('用表格看').first().click();
  await page.getByRole('row', { name: /^复购/ }).waitFor();
  expect(await seriousHurdles(page)).toEqual([]);
  await picture(page, 'console-overview-open');
  await page.getByRole('link', { name: /群发任务超过两小时没有确认/ }).click();
  await page.getByTestId('mass-send').getByText('等导购确认').waitFor();
  await page.goBack();
  await page.getByRole('link', { name: /待导购发送/ }).click();
  await page.locator('.touch-table').getByText('待导购发送').first().waitFor();
  await visitor.leaves();
});

test('on a phone in the dark, the parts stand one below the other', async () => {
  const visitor = await stage.stranger({ viewport: { width: 375, height: 740 }, colorScheme: 'dark' });
  const { page } = visitor;
  await visitor.signIn();
  await page
    .getByRole('img', { name: /各阶段的客户数/ })
    .locator('svg')
    .waitFor();
  expect(await seriousHurdles(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await picture(page, 'console-overview-phone');
  await visitor.leaves();
});
