import { readFileSync } from 'node:fs';
import { ConsoleStage } from './console-stage';
import { picture } from './support';

const stage = new ConsoleStage({ CLOCK_START: '2027-01-20T10:00:00+08:00' });

test('a customer’s data is handed out, and erased once their name is typed', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.opens('客户');
  await page.getByRole('link', { name: '王芳' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出全部个人数据' }).click();
  const file = await (await download).path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ customer: { name: expect.any(String) } });

  await page.getByRole('button', { name: '删除个人数据' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('不是这个名字');
  await dialog.getByRole('button', { name: '永久删除' }).click();
  const refusal = dialog.getByRole('alert').filter({ hasText: '输入的名字和客户不一致' });
  await refusal.waitFor();
  await picture(page, 'console-erasure');
  const called = /「(.+)」/.exec(await refusal.innerText())![1]!; // the words name it
  await dialog.getByRole('textbox').fill(called);
  await dialog.getByRole('button', { name: '永久删除' }).click();
  await page.getByText('共 7 位').waitFor();
  expect(await page.getByRole('link', { name: '王芳' }).count()).toBe(0);
  // The refusal of the wrong name is a 422 that the browser tells of.
  expect(visitor.faults.filter((fault) => !fault.includes('422'))).toEqual([]);
  await page.context().close();
}, 120_000);
