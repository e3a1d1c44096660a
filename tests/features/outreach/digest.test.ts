import { digestMarkdown } from '../../../src/features/outreach/digest-text';
import { digestSlot } from '../../../src/features/outreach/digest';
import { civilMinutes } from '../../../src/kernel/calendar';
import { AppMessage } from '../../../src/model/app-message';
import { Rep } from '../../../src/model/rep';
import { minute, outreachWorld, type OutreachWorld, zone } from './outreach-world';

let world: OutreachWorld;
beforeEach(async () => {
  world = await outreachWorld('08:00');
  await world.people('lin', 'gao');
});
afterEach(() => world.close());

const suggestion = (set = {}) => world.touch({ path: 'suggestion', ...set });
const markdowns = () => world.wecom.said.map(({ body }) => (body.kind === 'markdown' ? body.markdown : ''));

async function untilSaid(limit = 24 * 60): Promise<number> {
  for (let passed = 0; passed < limit; passed += 1) {
    await world.digests.sendDue();
    await world.messages.deliver();
    if (world.wecom.said.length > 0) return civilMinutes(world.clock.now(), zone);
    world.clock.pass(minute);
  }
  return -1;
}

test('a rep hears once in the morning who, why and how many, and the touches are then offered', async () => {
  const touches = [await suggestion({ why: '今天生日' }), await suggestion()];
  await world.touch({ text: '中秋好' });
  const at = await untilSaid();
  expect(at).toBeGreaterThanOrEqual(8 * 60 + 31);
  expect(at).toBeLessThanOrEqual(8 * 60 + 44);
  const [markdown] = markdowns();
  expect(markdown).toContain('今天有 2 位老客');
  expect(markdown).toContain(`**客户${touches[0]?.externalUserId}** · 使用指导：今天生日`);
  expect(markdown).toContain('群发 1 条、共 1 位客户');
  expect(markdown).toMatch(/https:\/\/care\.example\.test\/tasks#t=[\w.-]+/);
  for (const touch of touches) {
    expect(await world.touchNow(touch)).toMatchObject({ state: 'offered', offeredAt: world.clock.now() });
  }
  for (let passed = 0; passed < 10 * 60; passed += 1) {
    await world.digests.sendDue();
    await world.messages.deliver();
    world.clock.pass(minute);
  }
  expect(markdowns()).toHaveLength(1);
});

test('a rep with nothing to do, or who left, hears nothing', async () => {
  await suggestion({ repUserId: 'gao' });
  await suggestion({ dueOn: '2027-03-11' });
  await world.dataSource.manager.update(Rep, { repUserId: 'gao' }, { active: false });
  expect(await untilSaid(12 * 60)).toBe(-1);
});

test('a missed digest still comes until 18:00, and not later', async () => {
  await suggestion();
  world.clock.to('18:00');
  await world.digests.sendDue();
  expect(await world.dataSource.manager.count(AppMessage)).toBe(0);
  world.clock.to('17:59', '2027-03-10');
  await world.digests.sendDue();
  expect(await world.dataSource.manager.count(AppMessage)).toBe(1);
});

test('two schedulers at once say it once', async () => {
  await suggestion();
  world.clock.to('09:01');
  await Promise.all([world.digests.sendDue(), world.digests.sendDue()]);
  await world.messages.deliver();
  expect(markdowns()).toHaveLength(1);
});

test('what becomes due later is told once, half an hour after the last push at the earliest', async () => {
  await suggestion();
  world.clock.to('08:50');
  await world.digests.sendDue();
  await suggestion();
  const said: number[] = [];
  for (let passed = 0; passed < 120; passed += 1) {
    world.clock.pass(minute);
    if (passed === 50) await suggestion();
    const { more } = await world.digests.sendDue();
    if (more > 0) said.push(civilMinutes(world.clock.now(), zone) - 8 * 60 - 50);
  }
  expect(said).toHaveLength(2);
  expect(said[0]).toBeGreaterThanOrEqual(30);
  expect((said[1] ?? 0) - (said[0] ?? 0)).toBeGreaterThanOrEqual(30);
});

test('a missed digest does not come at :00 or :30, when everybody pushes', async () => {
  await suggestion();
  for (const time of ['09:00', '09:30', '10:00']) {
    world.clock.to(time);
    expect(await world.digests.sendDue()).toEqual({ digests: 0, more: 0 });
  }
});

test('今天 is answered at any hour, with what is open then', async () => {
  const touch = await suggestion();
  world.clock.to('21:00');
  const { body, offer } = await world.digests.answerToday('lin');
  expect(body).toMatchObject({ kind: 'markdown', markdown: expect.stringContaining('今天还有 1 位') });
  await world.dataSource.transaction(offer);
  expect((await world.touchNow(touch)).state).toBe('offered');
  expect((await world.digests.answerToday('gao')).body).toMatchObject({ kind: 'text' });
});

test('every rep has a minute of their own in the window, the same every day, never :00 or :30', () => {
  const slots = Array.from({ length: 500 }, (_, index) => digestSlot(`rep${index}`, { from: '08:31', to: '08:44' }));
  expect(new Set(slots.map((slot) => slot.minutes)).size).toBe(13);
  expect(slots.every(({ minutes }) => minutes >= 511 && minutes < 524)).toBe(true);
  expect(digestSlot('rep1', { from: '08:31', to: '08:44' })).toEqual(slots[1]);
  const wide = Array.from(
    { length: 500 },
    (_, index) => digestSlot(`rep${index}`, { from: '08:25', to: '09:05' }).minutes,
  );
  expect(wide.some((minutes) => minutes % 30 === 0)).toBe(false);
});

test('a digest of any size keeps to 2048 bytes by whole lines and says how many are left', () => {
  const lines = Array.from({ length: 60 }, () => ({
    name: '很长的名字'.repeat(5),
    play: '生日祝福',
    why: '原因'.repeat(50),
  }));
  const url = `https://care.example.test/tasks#t=${'x'.repeat(180)}`;
  const markdown = digestMarkdown({
    headline: '**早**',
    lines,
    massSends: { texts: 3, customers: 90, from: '09:00' },
    url,
  });
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(2048);
  const shown = markdown.split('\n').filter((line) => /^\d+\. /.test(line)).length;
  expect(shown).toBeGreaterThan(3);
  expect(markdown).toContain(`… 还有 ${60 - shown} 位`);
  expect(markdown).toContain(url);
});

test('a nickname cannot write a link or markup into the digest', () => {
  const lines = [{ name: '[点我](http://evil.test)\n# 大', play: '生日祝福', why: '<font color="warning">x</font>' }];
  const markdown = digestMarkdown({ headline: 'h', lines, massSends: null, url: 'https://a.test' });
  expect(markdown).not.toContain('://evil');
  expect(markdown.split('\n')[1]).toMatch(/^1\. \*\*点我/);
  expect(markdown).not.toContain('<font color="warning"');
});
