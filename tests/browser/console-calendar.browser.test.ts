import { ConsoleStage } from './console-stage';
import { picture } from './support';

const stage = new ConsoleStage({ CLOCK_START: '2027-01-20T10:00:00+08:00' });

test('an admin finds 春节, switches a festival off and on, and adds one of the shop', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.opens('日历');
  expect(await page.getByTestId('day-2027-01-20').getAttribute('aria-current')).toBe('date');
  await page.getByText('2027 年的放假与调休：国务院尚未公布').waitFor();
  await page.getByRole('button', { name: '下个月' }).click();
  const newYear = page.getByTestId('day-2027-02-06');
  await newYear.getByText('春节', { exact: true }).waitFor();
  await newYear.getByText('正月').waitFor();
  await picture(page, 'console-calendar-month');
  await newYear.click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('家庭团聚').waitFor();
  await drawer.getByText('梅子酒').waitFor();
  await picture(page, 'console-calendar-day');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '管理节日' }).click();
  const valentine = page.getByRole('switch', { name: '启用：情人节' });
  await valentine.click();
  await page.getByTestId('day-2027-02-14').getByText('情人节 · 停用').waitFor();
  await valentine.click();
  await page.getByTestId('day-2027-02-14').getByText('情人节', { exact: true }).waitFor();

  await page.getByRole('button', { name: '添加自己的节日' }).click();
  await page.getByRole('textbox', { name: '节日名称' }).fill('店庆');
  await page.getByRole('spinbutton', { name: '月', exact: true }).fill('2');
  await page.getByRole('spinbutton', { name: '日', exact: true }).fill('29');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('不是每年都有这一天').waitFor();
  await page.getByRole('spinbutton', { name: '日', exact: true }).fill('23');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByTestId('day-2027-02-23').getByText('店庆').waitFor();
  await visitor.leaves(422);
});

test('an admin adds an activity; words that sell are refused at their place', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.goesTo('calendar?month=2027-02&day=2027-02-10');
  await page.getByRole('dialog').getByRole('button', { name: '添加' }).click();
  const title = page.getByRole('textbox', { name: '活动标题' });
  await title.fill('节后怎么清洁净水器');
  await page.getByRole('textbox', { name: '活动内容' }).fill('今天下单立减 50 元');
  await page.getByRole('button', { name: '保存' }).click();
  await page.locator('.ant-form-item-explain-error').first().waitFor();
  await page.getByRole('textbox', { name: '活动内容' }).fill('节后用得多，滤芯外壳拆下来冲一冲就好。');
  await picture(page, 'console-calendar-topic');
  await page.getByRole('button', { name: '保存' }).click();
  await title.waitFor({ state: 'detached' });
  await page.getByTestId('day-2027-02-12').getByText('节后怎么清洁净水器').waitFor();
  await visitor.leaves(422);
});

test('on a phone the days are a list, and a tap opens one', async () => {
  const visitor = await stage.admin(375, 800);
  const { page } = visitor;
  await visitor.goesTo('calendar?month=2027-02');
  await page.getByTestId('day-2027-02-06').tap();
  await page.getByRole('dialog').getByText('家庭团聚').waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await picture(page, 'console-calendar-phone');
  await visitor.leaves();
});
