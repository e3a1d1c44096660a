import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { ConsoleStage } from './console-stage';
import { picture } from './support';

const stage = new ConsoleStage();

/** Waits until the phone shows these words. */
async function phoneShows(page: Page, words: string): Promise<void> {
  await page.getByTestId('phone').getByText(words).waitFor();
}

test('a text is rewritten before a customer’s eyes, approved by somebody else, and taken back', async () => {
  const admin = await stage.admin(1440);
  const writer = await stage.member('operator', '小周');
  const { page } = writer;
  await writer.opens('模板');
  await page.getByLabel('找模板').fill('温暖祝福');
  await page.getByRole('menuitem', { name: '温暖祝福' }).click();
  await phoneShows(page, '王女士，生日快乐');

  await page.getByTestId('preview-customer').click();
  await page.keyboard.type('陈');
  await page.locator('.ant-select-item-option').first().click();
  await page.getByTestId('phone').getByText('王女士').waitFor({ state: 'detached' });
  await phoneShows(page, '生日快乐');

  const text = page.getByLabel('文案内容');
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('进店有限时优惠，{{ nick }}！');
  const found = page.getByTestId('faults').getByRole('listitem');
  await found.filter({ hasText: '是不是 {{customer.name}}（客户称呼）' }).waitFor();
  await found.filter({ hasText: '「限时」是促销用语' }).waitFor();
  await page.locator('.cm-lintRange-error', { hasText: '优惠' }).waitFor();
  expect(await page.getByTestId('submit').isDisabled()).toBe(true);
  await picture(page, 'templates-faults');

  for (let left = '进店有限时优惠，{{ nick }}！'.length + 2; left > 0; left -= 1)
    await page.keyboard.press('Backspace');
  await page.keyboard.type('。改天聊聊近况，');
  await page.locator('[data-path="rep.name"]').click();
  await page.keyboard.type('一直在。');
  await phoneShows(page, '改天聊聊近况，林晓一直在。');
  await page.getByText('没有发现问题').waitFor();
  await page.getByTestId('submit').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByTestId('forecast').getByText('次点按').waitFor();
  await dialog.getByLabel('改了什么').fill('更像老朋友');
  await dialog.getByRole('button', { name: '提交' }).click();
  await page.getByText('草稿待批准').waitFor();
  await picture(page, 'templates-submitted');

  await admin.goesTo('templates?name=birthday/warm');
  await admin.page.getByText('小周 于').waitFor();
  await admin.page.getByText('说明：更像老朋友').waitFor();
  await admin.page.getByTestId('approve').click();
  await admin.page.getByText('使用中 · 第 2 版').waitFor();
  await phoneShows(admin.page, '改天聊聊近况');

  await admin.page.getByRole('tab', { name: /版本/ }).click();
  const sides = admin.page.getByTestId('diff').locator('.cm-mergeViewEditor');
  await sides.nth(1).getByText('改天聊聊近况').first().waitFor();
  await sides.nth(1).locator('.cm-changedText', { hasText: '聊聊近况' }).waitFor();
  expect(await sides.nth(0).getByText('改天聊聊近况').count()).toBe(0);
  await picture(admin.page, 'templates-versions');
  await admin.page.getByTestId('roll-back-1').click();
  await admin.page.getByRole('button', { name: '确定' }).click();
  await admin.page.getByText('使用中 · 第 3 版').waitFor();
  await admin.page.getByTestId('phone').getByText('改天聊聊近况').waitFor({ state: 'detached' });
  await writer.leaves();
  await admin.leaves();
});

test('an image and a link go with a text, and the phone shows them', async () => {
  const visitor = await stage.admin(1440);
  const { page } = visitor;
  await visitor.goesTo('templates?name=holiday/reunion-home');
  const image = await sharp({ create: { width: 800, height: 500, channels: 3, background: '#b5463c' } })
    .png()
    .toBuffer();
  const attachments = page.getByRole('region', { name: '附件' });
  await attachments
    .locator('input[type=file]')
    .setInputFiles({ name: '贺卡.png', mimeType: 'image/png', buffer: image });
  const phone = page.getByTestId('phone');
  await phone.getByAltText('图片附件').waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.phone-image')?.naturalWidth === 800);
  await attachments.getByRole('button', { name: '链接' }).click();
  const dialog = page.getByRole('dialog', { name: '加一个链接' });
  await dialog.getByLabel('标题').fill('中秋备货清单');
  await dialog.getByLabel('网址').fill('https://shop.example/list');
  await dialog.getByRole('button', { name: '加上' }).click();
  await phone.getByText('中秋备货清单').waitFor();
  await attachments.locator('input[type=file]').setInputFiles({
    name: '不是图片.png',
    mimeType: 'image/png',
    buffer: Buffer.from('<svg/>'),
  });
  await page.getByText('这不是能用的图片').waitFor();
  await page.getByText('没有发现问题').waitFor();
  await picture(page, 'templates-attachments');
  await page.getByTestId('save-draft').click();
  await page.getByText('草稿已保存').first().waitFor();
  await visitor.leaves(422);
});

test('another tab’s save is shown beside one’s own, and nothing is lost', async () => {
  const visitor = await stage.admin(1440);
  const { page } = visitor;
  await visitor.goesTo('templates?name=birthday/plain');
  const other = await visitor.opensTab('templates?name=birthday/plain');
  const writes = async (tab: Page, words: string) => {
    await tab.getByLabel('文案内容').click();
    await tab.keyboard.press('Control+End');
    await tab.keyboard.type(words);
    await tab.getByTestId('save-draft').click();
  };
  await writes(other, '那边写的');
  await other.getByText('草稿已保存').first().waitFor();
  await writes(page, '这边写的');
  const dialog = page.getByRole('dialog', { name: '草稿被别人改过' });
  await dialog.getByText('那边写的').first().waitFor();
  await dialog.getByText('这边写的').first().waitFor();
  await dialog.getByRole('button', { name: '用我的覆盖' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await phoneShows(page, '这边写的');
  await visitor.leaves(409);
});

test('it is read and tried on a phone’s width', async () => {
  const visitor = await stage.admin(375, 800);
  const { page } = visitor;
  await visitor.goesTo('templates?name=holiday/reunion-home&tab=reach');
  await page.getByTestId('reach-words').waitFor();
  await page.getByTestId('forecast').getByText('写上客户姓名会变成').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await picture(page, 'templates-narrow');
  await visitor.leaves();
});

test('a loop without an end is named, a variable is completed, and one sees the first whom a text would reach', async () => {
  const visitor = await stage.admin(1440);
  const { page } = visitor;
  await visitor.goesTo('templates?name=birthday/old-friend');
  const text = page.getByLabel('文案内容');
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('{% for i in (1..1000000000) %}好{% endfor %}');
  const found = page.getByTestId('faults').getByRole('listitem');
  await found.filter({ hasText: '没有尽头，已经停下' }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('没有发现问题').waitFor();
  await page.keyboard.type('{{ shop');
  await page.locator('.cm-tooltip-autocomplete').getByText('店铺名称').waitFor();
  await page.keyboard.press('Control+z');

  const weight = page.getByRole('spinbutton', { name: '权重' });
  await weight.fill('1000');
  await weight.press('Tab');
  expect(await weight.inputValue()).toBe('100');
  await page.getByRole('tab', { name: '会发给谁' }).click();
  await page.getByTestId('reach-words').getByText('先看').waitFor();
  const rows = await page.getByRole('tabpanel').locator('tbody tr[data-row-key]').count();
  expect(rows > 0 && rows <= 20).toBe(true);
  await page.getByTestId('test-send').click();
  await page.getByText('你的账号还没有绑定企业微信成员').waitFor();
  await visitor.leaves(422, 409);
});
