import { ConsoleStage } from './console-stage';
import type { ConsoleVisitor } from './console-visitor';
import { picture } from './support';

const stage = new ConsoleStage({ CLOCK_START: '2027-01-20T10:00:00+08:00' });

async function openProduct(visitor: ConsoleVisitor, name: string): Promise<void> {
  const { page } = visitor;
  await visitor.opens('商品');
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

test('an admin moves the steps of a rhythm by keyboard and by hand, sees what comes of it, and saves', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await openProduct(visitor, '净水器');
  const preview = page.getByTestId('care');
  await preview.filter({ hasText: '2027-01-27' }).filter({ hasText: '第 7 天' }).waitFor();

  const uses = page.getByRole('slider', { name: '更多用法' });
  await uses.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageUp');
  expect(await uses.getAttribute('aria-valuetext')).toBe('第 15 天');
  await preview.filter({ hasText: '2027-02-04' }).filter({ hasText: '第 15 天' }).waitFor();

  const care = page.getByRole('slider', { name: '日常保养' });
  const from = (await care.boundingBox())!; // it is on the line
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 10, { steps: 8 });
  await page.mouse.up();
  const day = Number(await care.getAttribute('aria-valuenow'));
  expect(day).toBeGreaterThan(30);
  await preview.filter({ hasText: `第 ${day} 天` }).waitFor();

  // On a taken day no second step comes to stand.
  const doubts = page.getByRole('slider', { name: '常见疑问' });
  await doubts.focus();
  await page.keyboard.press('Home');
  expect(await doubts.getAttribute('aria-valuenow')).toBe('3');

  await picture(page, 'console-product-editor');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存').waitFor();
  await page.reload();
  await page.getByRole('slider', { name: '更多用法' }).waitFor();
  expect(await page.getByRole('slider', { name: '更多用法' }).getAttribute('aria-valuetext')).toBe('第 15 天');
  expect(await page.getByRole('slider', { name: '日常保养' }).getAttribute('aria-valuenow')).toBe(String(day));
  await visitor.leaves();
});

test('two tabs do not overwrite each other: the second sees both sides and chooses', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await openProduct(visitor, '空气炸锅');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('textbox', { name: '名称' }).fill('空气炸锅 5 升');
  await other.getByRole('button', { name: '保存' }).click();
  await other.getByText('已保存').waitFor();

  await page.getByRole('spinbutton', { name: '价格' }).fill('649');
  await page.getByRole('button', { name: '保存' }).click();
  const notice = page.getByRole('alert').filter({ hasText: '被改过' });
  await notice.getByRole('row', { name: '价格 ¥599.00 ¥649.00' }).waitFor();
  await notice.getByRole('row', { name: '名称 空气炸锅 5 升 空气炸锅' }).waitFor();
  await picture(page, 'console-product-stale');
  await notice.getByRole('button', { name: '放弃我的，用现在保存着的' }).click();
  expect(await page.getByRole('textbox', { name: '名称' }).inputValue()).toBe('空气炸锅 5 升');
  await visitor.leaves(409);
});

test('a new product with a fault is told where, and on a phone everything has its place', async () => {
  const visitor = await stage.admin(375, 800);
  const { page } = visitor;
  await visitor.goesTo('products/new');
  await page.getByRole('textbox', { name: '名称' }).fill('保温杯');
  await page.getByRole('button', { name: '添加一步' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请填写商品编号').waitFor();
  await page.getByText('请填写标题').waitFor();
  await page.getByRole('textbox', { name: '编号' }).fill('CUP-1');
  await page.getByRole('textbox', { name: '标题：签收当天' }).fill('开盖');
  await page.getByRole('textbox', { name: '内容：签收当天' }).fill('先用温水烫一遍再装茶');
  await page.getByTestId('care').getByText('先用温水烫一遍再装茶').waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { level: 1, name: '保温杯' }).waitFor();
  await picture(page, 'console-product-phone');
  await visitor.leaves();
});
