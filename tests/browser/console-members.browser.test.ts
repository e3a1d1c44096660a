import { Secret, TOTP } from 'otpauth';
import { ConsoleStage } from './console-stage';
import { adminPassword } from './console-visitor';
import { picture } from './support';

const stage = new ConsoleStage();

test('an admin adds a member bound to a rep, who then signs in through WeCom; an outsider is told why not', async () => {
  const visitor = await stage.admin(1280, 800);
  const { page } = visitor;
  await visitor.opens('成员与权限');
  await page.getByRole('button', { name: '添加成员' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('账号').fill('xiaolin');
  await dialog.getByLabel('姓名').fill('林晓');
  await dialog.getByLabel('企业微信成员').click();
  const option = page.locator('.ant-select-item-option').first();
  const chosen = (await option.innerText()).replace(/（.*/, '');
  await option.click();
  await picture(page, 'console-members-add');
  await dialog.getByRole('button', { name: '添加', exact: true }).click();
  await page.getByRole('cell', { name: 'xiaolin' }).waitFor();
  await picture(page, 'console-members');

  const theirs = await stage.stranger();
  await theirs.page.goto(`${stage.server.url}/console/audit`);
  await picture(theirs.page, 'console-sign-in');
  await theirs.page.getByTestId('wecom-sign-in').click();
  await theirs.page.getByText('请选择用谁的身份登录').waitFor();
  const others = theirs.page.getByRole('link').filter({ hasNotText: chosen }).filter({ hasNotText: '客户' });
  await others.first().click();
  await theirs.page.getByRole('alert').getByText('还没有开通后台').waitFor();
  await picture(theirs.page, 'console-sign-in-refused');
  await theirs.page.getByTestId('wecom-sign-in').click();
  await theirs.page.getByRole('link').filter({ hasText: chosen }).first().click();
  await theirs.page.getByTestId('who').getByText('林晓').waitFor();

  await page.getByRole('button', { name: '更多操作：林晓' }).click();
  await page.getByRole('menuitem', { name: '停用' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /确\s*定/ })
    .click();
  await page.getByText('已停用', { exact: true }).waitFor();
  await theirs.page.reload();
  await theirs.page.getByTestId('wecom-sign-in').waitFor();
  await theirs.leaves(401);
  await visitor.leaves();
});

test('two admins change one member: the second sees both sides and chooses', async () => {
  const newcomer = await stage.member('operator', '小周');
  const visitor = await stage.admin();
  const { page } = visitor;
  await visitor.opens('成员与权限');
  await page.getByRole('button', { name: '编辑 小周' }).click();
  const other = await visitor.opensTab('members');
  await other.getByRole('button', { name: '编辑 小周' }).click();
  await other.getByLabel('姓名').fill('周宁');
  await other.getByRole('button', { name: '保存' }).click();
  await other.getByRole('button', { name: '编辑 周宁' }).waitFor();

  const dialog = page.getByRole('dialog');
  await dialog.getByRole('switch', { name: '可批准发送' }).click();
  await dialog.getByRole('button', { name: '保存' }).click();
  const sides = dialog.getByRole('alert').filter({ hasText: '刚被别的管理员改过' });
  await sides.getByRole('row', { name: '姓名 周宁 小周' }).waitFor();
  await sides.getByRole('row', { name: '可批准发送 否 是' }).waitFor();
  await picture(page, 'console-members-clash');
  await sides.getByRole('button', { name: '放弃我的，用现在保存着的' }).click();
  expect(await dialog.getByLabel('姓名').inputValue()).toBe('周宁');
  await dialog.getByRole('switch', { name: '可批准发送' }).click();
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByRole('row', { name: /周宁/ }).getByText('可批准发送').waitFor();
  await newcomer.page.context().close();
  await visitor.leaves(409);
});

// The last: from here on the admin needs a code.
test('a member turns on a second factor and is asked for it', async () => {
  const visitor = await stage.admin(375, 740);
  const { page } = visitor;
  await page.getByTestId('who').click();
  await page.getByRole('menuitem', { name: '我的账号' }).click();
  await page.getByRole('button', { name: '开启两步验证' }).click();
  const secret = (await page.locator('.account-secret').innerText()).replace(/[^A-Z2-7]/g, '');
  await picture(page, 'console-account-phone');
  const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await page.getByLabel('6 位验证码').fill(code());
  await page.getByRole('button', { name: '确认开启' }).click();
  await page.getByText('已开启：').waitFor();
  await page.getByTestId('who').click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await page.getByTestId('login').fill('admin');
  await page.getByTestId('password').fill(adminPassword);
  await page.getByTestId('sign-in').click();
  await page.getByTestId('totp').waitFor();
  await picture(page, 'console-sign-in-totp');
  await visitor.leaves(401);
});
