import type { Page } from 'playwright-core';
import { ConsoleStage } from './console-stage';
import type { ConsoleVisitor } from './console-visitor';
import { layoutShift, seriousHurdles, watchLayout } from './page-checks';
import { picture } from './support';

const stage = new ConsoleStage({ CLOCK_START: '2027-01-20T10:00:00+08:00' });

/** From the list, as people go. */
async function opensProfile(visitor: ConsoleVisitor, name: string): Promise<void> {
  const { page } = visitor;
  await visitor.opens('客户');
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** By typing, as the lists are long. */
async function chooseFrom(page: Page, field: string, words: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).fill(words);
  await page.keyboard.press('Enter');
}

test('an operator opens a profile, types a lunar birthday and sees its solar day, and learns why today nothing goes', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await opensProfile(visitor, '核桃');
  await page.getByText('与高远成为好友').waitFor();
  await page.getByRole('button', { name: '添加日期' }).click();
  await page.getByRole('combobox', { name: '谁的', exact: true }).fill('妈妈');
  await page.getByRole('dialog').getByText('农历', { exact: true }).click();
  await chooseFrom(page, '月', '腊月');
  await chooseFrom(page, '日', '三十');
  const preview = page.getByTestId('date-preview');
  await preview.getByText('妈妈生日 农历腊月三十，下一次是公历 2027-02-05，还有 16 天').waitFor();
  await page.getByRole('checkbox', { name: '闰月' }).check();
  await preview.getByText('没有闰腊月').waitFor();
  expect(await page.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: '闰月' }).uncheck();
  await preview.getByText('2027-02-05').waitFor();
  await picture(page, 'console-profile-date');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('下一次 2027-02-05').waitFor();
  await page.getByText('妈妈生日 农历腊月三十').first().waitFor();

  await page.getByRole('tab', { name: '今天为什么' }).click();
  await page.getByText('生日祝福').waitFor();
  await page.reload();
  await page.getByText('生日祝福').waitFor();
  await page.getByRole('link', { name: '客户列表' }).click();
  await page.getByRole('heading', { level: 1, name: '客户' }).waitFor();
  await visitor.leaves();
});

test('a profile stops care and lets it go on with a reason, shows a number, and another tab’s note is not lost', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await opensProfile(visitor, '周小满');
  await page.getByText('139****0001').waitFor();
  await page.getByRole('button', { name: '查看完整手机号' }).click();
  await page.getByText(/139\d{4}0001/).waitFor();

  await page.getByRole('button', { name: '退订' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '确定' }).click();
  await dialog.getByText('请写明，至少 2 个字').waitFor();
  await dialog.getByLabel('原因').fill('客户电话里说别发了');
  await dialog.getByRole('button', { name: '确定' }).click();
  await page.getByRole('alert').getByText('已退订：不做任何主动触达').waitFor();
  await page.getByRole('button', { name: '恢复联系' }).click();
  await dialog.getByLabel('客户本人的意愿').fill('客户今天到店说可以发');
  await dialog.getByRole('button', { name: '确定' }).click();
  await page.getByRole('button', { name: '退订' }).waitFor();

  const other = await page.context().newPage();
  await other.goto(page.url());
  for (const tab of [page, other]) await tab.getByRole('button', { name: '修改备注' }).click();
  await other.getByRole('textbox', { name: '备注' }).fill('对花粉过敏');
  await other.getByRole('button', { name: '保存备注' }).click();
  await other.getByRole('button', { name: '修改备注' }).waitFor();
  await page.getByRole('textbox', { name: '备注' }).fill('喜欢红茶');
  await page.getByRole('button', { name: '保存备注' }).click();
  const notice = page.getByRole('alert').filter({ hasText: '备注已被别人改过' });
  await notice.getByText('对花粉过敏').waitFor();
  await picture(page, 'console-profile-stale-note');
  await notice.getByRole('button', { name: '拿来接着改' }).click();
  await page.getByRole('textbox', { name: '备注' }).fill('对花粉过敏；喜欢红茶');
  await page.getByRole('button', { name: '保存备注' }).click();
  await page.getByText('对花粉过敏；喜欢红茶').waitFor();
  await visitor.leaves(409);
});

test('a profile has no serious hurdle and does not jump, and fits a phone', async () => {
  const visitor = await stage.admin(375, 800);
  const { page } = visitor;
  await watchLayout(page);
  await opensProfile(visitor, '周小满');
  await page.getByText('与林晓成为好友').waitFor();
  await page.reload();
  await page.getByText('与林晓成为好友').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await layoutShift(page)).toBeLessThan(0.1);
  expect(await seriousHurdles(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await picture(page, 'console-profile-phone');
  await visitor.leaves();
});
