import { readFileSync } from 'node:fs';
import { ConsoleStage } from './console-stage';
import { picture } from './support';

const stage = new ConsoleStage();

test('the steps of the set-up are checked one by one, with the way to mend what fails', async () => {
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.opens('接入');
  await page.getByRole('button', { name: '全部检查' }).click();
  await page.getByTestId('step-callback').getByText('验证通过').waitFor();
  await page.getByText('2 步没有通过').waitFor();
  await page.getByTestId('step-public-address').getByText('怎么改：').waitFor();
  await picture(page, 'console-doctor');
  await visitor.leaves();
});

test('the audit is narrowed to one kind of deed and taken away as a file', async () => {
  const visitor = await stage.admin(1280, 800);
  const { page } = visitor;
  await visitor.goesTo('audit?action=session.opened');
  await page.getByRole('cell', { name: '管理员 登录了后台' }).first().waitFor();
  await picture(page, 'console-audit');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出' }).click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toContain('登录了后台');
  expect(text).not.toContain('member.added');
  await visitor.leaves();
});
