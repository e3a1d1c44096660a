import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { ConsoleStage } from './console-stage';
import type { ConsoleVisitor } from './console-visitor';
import { picture } from './support';

const stage = new ConsoleStage({ CLOCK_START: '2027-01-20T10:00:00+08:00' });

async function openImport(visitor: ConsoleVisitor): Promise<void> {
  const { page } = visitor;
  await visitor.opens('商品');
  await page.getByRole('button', { name: '导入' }).click();
  await page.getByText('先检查一遍给你看').waitFor();
}

function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  const buffer = typeof content === 'string' ? Buffer.from(content) : content;
  return page.locator('.ant-upload input').setInputFiles({ name, mimeType: 'text/csv', buffer });
}

const csv = [
  '商品编码,商品名称,价格,标签,颜色',
  'IM-1,旅行杯,89,送礼,白',
  'IM-2,"=HYPERLINK(""http://x.cn"",""点我"")",59,,黑',
  'IM-3,+坏价格,很贵,,灰',
].join('\n');

test('an admin tries a file, sees what would come of it, imports it and takes the refused row home', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await openImport(visitor);
  await picture(page, 'console-import-file');
  await choose(page, '新品.csv', csv);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '确认导入 2 条' }).waitFor();
  await dialog.getByText('这些列不认识，会被略过：颜色').waitFor();
  await dialog.getByRole('row', { name: '4 价格 金额无法识别' }).waitFor();
  // The formula is a text, in the page too.
  await dialog.getByRole('cell', { name: '=HYPERLINK("http://x.cn","点我")' }).waitFor();
  expect(await dialog.locator('a').count()).toBe(0);
  await picture(page, 'console-import-checked');

  // Closed and opened again it goes on where it was.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '导入' }).click();
  await dialog.getByRole('button', { name: '确认导入 2 条' }).click();
  await dialog.getByText('导入完成').waitFor();
  await picture(page, 'console-import-done');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: '下载退回的 1 行' }).click();
  const file = await (await download).path();
  const [head, row] = readFileSync(file, 'utf8').split('\n');
  expect(head).toContain('行号,字段,原因,商品编码');
  expect(row).toMatch(/^4,价格,"?金额无法识别.*,IM-3,'\+坏价格,很贵/);

  await dialog.getByRole('button', { name: '关闭', exact: true }).last().click();
  await page.getByRole('link', { name: '旅行杯' }).waitFor();
  await visitor.leaves();
});

test('a file that is too large, or is no list of products, is refused with words, on a phone too', async () => {
  const visitor = await stage.admin(375, 800);
  const { page } = visitor;
  await openImport(visitor);
  await choose(page, '很大.csv', Buffer.alloc(21 * 1024 * 1024, 44));
  await page.getByRole('alert').filter({ hasText: '一次最多 20 MB' }).waitFor();
  await choose(page, '别的.csv', '甲,乙\n1,2');
  await page.getByRole('alert').filter({ hasText: '缺少列' }).waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await picture(page, 'console-import-phone');
  await visitor.leaves();
});
