import { addDays, instantAt } from '../../../src/kernel/calendar';
import { Customer } from '../../../src/model/customer';
import { ImportantDate } from '../../../src/model/important-date';
import { TimelineEvent } from '../../../src/model/timeline-event';
import { Touch } from '../../../src/model/touch';
import { PlanningWorld, plainTexts, shippedFestivals, zone } from './planning-world';

const steps = [
  { day: 0, title: '开箱', text: '先冲洗。' },
  { day: 3, title: '使用', text: '用得顺手吗。' },
  { day: 7, title: '进阶', text: '还能这样用。' },
];

let world: PlanningWorld;
beforeEach(async () => {
  world = await PlanningWorld.open('2027-03-01');
});
afterEach(() => world.close());

test('a birthday is planned for the day with its hours, its text and its why', async () => {
  await world.customer('wang');
  await world.date('wang', { month: 3, day: 1 });
  const result = await world.planner().planDay('2027-03-01');
  expect(result.counts).toEqual({ planned: 1 });
  const [touch] = await world.touches('wang');
  expect(touch).toMatchObject({
    play: 'birthday',
    occasion: 'birthday:2027',
    state: 'planned',
    repUserId: 'lin',
    path: 'suggestion',
    commercial: false,
    priority: 2,
    template: 'birthday/plain@1',
    text: '王姐，birthday ',
    why: '客户生日：3月1日',
    notBefore: instantAt('2027-03-01', '09:00', zone),
    notAfter: instantAt('2027-03-01', '21:30', zone),
  });
});

test('planning again writes nothing, and looks at nobody of whom nothing changed', async () => {
  await world.customer('wang');
  await world.customer('li');
  await world.date('wang', { month: 3, day: 1 });
  world.now += 60_000;
  const first = await world.planner().planDay('2027-03-01');
  const before = await world.touches();
  world.now += 60_000;
  const again = await world.planner().planDay('2027-03-01');
  const full = await world.planner().planDay('2027-03-01', { full: true });
  expect([first.written, again.written, full.written]).toEqual([1, 0, 0]);
  expect([first.customers, again.customers, full.customers]).toEqual([2, 0, 2]);
  expect(await world.touches()).toEqual(before);
});

test('two planners at once plan once', async () => {
  for (let n = 0; n < 30; n += 1) {
    await world.customer(`c${n}`);
    await world.date(`c${n}`, { month: 3, day: 1 });
  }
  const results = await Promise.all([1, 2, 3].map(() => world.planner({ pageSize: 7 }).planDay('2027-03-01')));
  const keys = (await world.touches()).map(({ externalUserId, occasion }) => `${externalUserId} ${occasion}`);
  expect(keys).toHaveLength(30);
  expect(new Set(keys).size).toBe(30);
  expect(results.every(({ counts }) => (counts['planned'] ?? 0) + (counts['held.rep_day_full'] ?? 0) <= 30)).toBe(true);
  const planned = (await world.touches()).filter(({ state }) => state === 'planned');
  expect(planned).toHaveLength(world.settings.repDay.suggestions);
});

test('an order that comes at noon is planned by the next catch-up, and only its customer is looked at', async () => {
  await world.customer('wang');
  await world.customer('li');
  await world.product('kettle', { usageSteps: steps });
  world.now += 1000;
  await world.planner().catchUp();
  world.moveTo('2027-03-01', '12:00');
  await world.order('wang', 'o1', 'kettle', '2027-03-01');
  const result = await world.planner().catchUp();
  expect(result.customers).toBe(1);
  expect(await world.states('wang')).toEqual(['tip:o1:kettle:d0 planned']);
  expect((await world.touches('wang'))[0]).toMatchObject({
    exempt: true,
    why: '今日签收：商品kettle 答谢与首次使用（开箱）',
  });
});

test('a product edit supersedes the unsent tip and never adds one', async () => {
  await world.customer('wang');
  await world.product('kettle', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.planner().planDay('2027-03-01');
  world.now += 1000;
  await world.product('kettle', { name: '养生壶', usageSteps: steps });
  await world.planner().planDay('2027-03-01');
  await world.planner().planDay('2027-03-01');
  const touches = await world.touches('wang');
  expect(touches.map(({ state, occasionKey }) => [state, occasionKey])).toEqual([
    ['superseded', null],
    ['planned', 'tip:o1:kettle:d3'],
  ]);
  expect(touches[1]?.why).toContain('养生壶');
});

test('a new version of the text supersedes what is planned, not what is in the rep’s hands', async () => {
  for (const id of ['wang', 'li']) {
    await world.customer(id);
    await world.date(id, { month: 3, day: 1 });
  }
  await world.planner().planDay('2027-03-01');
  await world.dataSource
    .getRepository(Touch)
    .update({ externalUserId: 'li' }, { state: 'offered', offeredAt: world.now });
  world.now += 1000;
  await world.planner({ templates: plainTexts([], 2) }).planDay('2027-03-01');
  expect((await world.touches('wang')).map(({ state, template }) => [state, template])).toEqual([
    ['superseded', 'birthday/plain@1'],
    ['planned', 'birthday/plain@2'],
  ]);
  expect((await world.touches('li')).map(({ state }) => state)).toEqual(['offered']);
});

test('what is on its way through WeCom is no longer the plan’s to hold back, replace or withdraw', async () => {
  for (const id of ['wang', 'li', 'zhao']) {
    await world.customer(id);
    await world.date(id, { month: 3, day: 1 });
  }
  await world.planner().planDay('2027-03-01');
  await world.dataSource.getRepository(Touch).update({ dueOn: '2027-03-01' }, { massSendId: 'intended' });
  await world.change('li', { problemOpenedAt: world.now, problem: '漏水' });
  await world.dataSource.getRepository(ImportantDate).update({ externalUserId: 'zhao' }, { status: 'removed' });
  world.now += 1000;
  await world.planner({ templates: plainTexts([], 2) }).planDay('2027-03-01', { full: true });
  for (const id of ['wang', 'li', 'zhao']) {
    expect((await world.touches(id)).map(({ state, template }) => [state, template])).toEqual([
      ['planned', 'birthday/plain@1'],
    ]);
  }
});

test('what the rep edited stays when the day is planned again', async () => {
  await world.customer('wang');
  await world.date('wang', { month: 3, day: 1 });
  await world.planner().planDay('2027-03-01');
  await world.dataSource.getRepository(Touch).update({ externalUserId: 'wang' }, { text: '亲手写的祝福' });
  await world.planner().planDay('2027-03-01', { full: true });
  expect((await world.touches('wang')).map(({ text }) => text)).toEqual(['亲手写的祝福']);
});

test('a refund takes the tip away', async () => {
  await world.customer('wang');
  await world.product('kettle', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.planner().planDay('2027-03-01');
  world.now += 60_000;
  await world.refund('o1');
  await world.planner().catchUp();
  expect(await world.states('wang')).toEqual(['tip:o1:kettle:d3 cancelled not_due']);
});

test('a date that is removed takes its greeting away, and a greeting in the rep’s hands too', async () => {
  await world.customer('wang');
  const id = await world.date('wang', { month: 3, day: 1 });
  await world.planner().planDay('2027-03-01');
  await world.dataSource.getRepository(Touch).update({ externalUserId: 'wang' }, { state: 'offered' });
  await world.dataSource.getRepository(ImportantDate).update({ id }, { status: 'removed', updatedAt: world.now });
  await world.planner().catchUp();
  expect(await world.states('wang')).toEqual(['birthday:2027 cancelled not_due']);
});

test('an opted-out customer is refused, and what was planned ahead for them is taken back', async () => {
  await world.customer('wang');
  await world.date('wang', { month: 3, day: 4 });
  await world.planner().planDay('2027-03-04');
  expect(await world.states('wang')).toEqual(['birthday:2027 planned']);
  await world.change('wang', { optedOutAt: world.now, optOutReason: '嫌打扰' });
  await world.planner().planDay('2027-03-01');
  expect(await world.states('wang')).toEqual(['birthday:2027 cancelled opted_out']);

  await world.customer('li', { optedOutAt: 1 });
  await world.date('li', { month: 3, day: 1 });
  await world.planner().planDay('2027-03-01');
  expect(await world.states('li')).toEqual(['birthday:2027 refused opted_out']);
});

test('nobody follows the customer: held, and planned once somebody does', async () => {
  await world.customer('wang', { repUserId: null });
  await world.date('wang', { month: 3, day: 1 });
  await world.planner().planDay('2027-03-01');
  expect(await world.states('wang')).toEqual(['birthday:2027 held no_rep']);
});

test('a tip that a cap held back is planned on the next day that is free', async () => {
  await world.customer('wang');
  await world.product('kettle', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.touch('wang', { dueOn: '2027-02-28' });
  world.now += 1000;
  await world.planner().planDay('2027-03-01');
  expect(await world.states('wang')).toContain('tip:o1:kettle:d3 held free_day');
  const held = (await world.touches('wang')).find(({ state }) => state === 'held');
  expect(held?.why).toBe('暂缓：2027-02-28 有check-in，两次触达之间至少空 1 天');
  world.moveTo('2027-03-02');
  await world.planner().catchUp();
  const [, tip] = await world.touches('wang');
  expect(tip).toMatchObject({
    id: held?.id,
    state: 'planned',
    reason: '',
    dueOn: '2027-03-02',
    template: 'usage-tip/plain@1',
  });
});

test('a day planned ahead counts for the days before it', async () => {
  await world.customer('wang');
  await world.date('wang', { month: 3, day: 2 });
  await world.product('kettle', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.planner().planDay('2027-03-02');
  await world.planner().planDay('2027-03-01');
  expect(await world.states('wang')).toEqual(['birthday:2027 planned', 'tip:o1:kettle:d3 held daily_cap']);
  const tip = (await world.touches('wang'))[1];
  expect(tip?.dueOn).toBe('2027-03-02');
});

test('a birthday that is not planned yet keeps its place', async () => {
  await world.customer('wang');
  await world.date('wang', { month: 3, day: 2 });
  await world.product('kettle', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.planner().planDay('2027-03-01');
  const [tip] = await world.touches('wang');
  expect(tip).toMatchObject({ state: 'held', reason: 'reserved', why: '暂缓：为 2027-03-02 的客户生日留出名额' });
  world.moveTo('2027-03-02');
  await world.planner().catchUp();
  world.moveTo('2027-03-04');
  await world.planner().catchUp();
  expect(await world.states('wang')).toEqual(['birthday:2027 planned', 'tip:o1:kettle:d3 planned']);
});

test('a rep’s day has a size: the rest waits by priority and comes the next day', async () => {
  world.settings.repDay.suggestions = 2;
  await world.product('kettle', { usageSteps: steps });
  for (const id of ['a', 'b', 'c']) {
    await world.customer(id);
    await world.order(id, `o-${id}`, 'kettle', '2027-02-26');
  }
  await world.customer('d');
  await world.date('d', { month: 3, day: 1 });
  const result = await world.planner().planDay('2027-03-01');
  expect(result.counts).toEqual({ planned: 2, 'held.rep_day_full': 2 });
  expect(await world.states('d')).toEqual(['birthday:2027 planned']);
  expect(await world.states('c')).toEqual(['tip:o-c:kettle:d3 held rep_day_full']);
  expect((await world.planner().planDay('2027-03-01', { full: true })).written).toBe(0);
  await world.dataSource.getRepository(Touch).update({ state: 'planned' }, { state: 'sent', sentAt: world.now });
  world.moveTo('2027-03-02');
  await world.planner().catchUp();
  expect(await world.states('c')).toEqual(['tip:o-c:kettle:d3 planned']);
});

test('mass-sends of one text are one confirmation of the rep', async () => {
  world.festivals = shippedFestivals();
  world.settings.repDay.massSends = 1;
  for (let n = 0; n < 8; n += 1) {
    await world.customer(`c${n}`, {
      orderCount: 1,
      firstOrderAt: world.now - 86_400_000 * 60,
      lastOrderAt: world.now - 86_400_000 * 9,
    });
  }
  const lead = addDays('2027-09-15', -25); // 中秋 2027
  world.moveTo(lead);
  await world.everybodyIsActive();
  const result = await world.planner().catchUp();
  expect(result.counts).toEqual({ planned: 8, 'held.daily_cap': 8 });
  expect(await world.states('c1')).toEqual([
    'holiday:2027-autumn-term held daily_cap',
    'holiday:2027-mid-autumn planned',
  ]);
});

test('the delivery day’s thanks find room in a full day', async () => {
  world.settings.repDay.suggestions = 0;
  await world.customer('wang');
  await world.product('kettle', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-03-01');
  await world.planner().planDay('2027-03-01');
  expect(await world.states('wang')).toEqual(['tip:o1:kettle:d0 planned']);
});

test('planned late in the evening, a tip waits for tomorrow and a birthday is not wished late', async () => {
  world.moveTo('2027-03-01', '22:00');
  await world.customer('wang');
  await world.product('kettle', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.customer('li');
  await world.date('li', { month: 3, day: 1 });
  await world.planner().planDay('2027-03-01');
  expect(await world.states('wang')).toEqual(['tip:o1:kettle:d3 held quiet_hours']);
  expect(await world.states('li')).toEqual(['birthday:2027 refused window_passed']);
});

test('a dry run decides the same and writes nothing; a past day is for dry runs only', async () => {
  world.settings.repDay.suggestions = 1;
  for (const id of ['a', 'b']) {
    await world.customer(id, id === 'b' ? { problemOpenedAt: 1 } : {});
    await world.date(id, { month: 3, day: 1 });
  }
  await world.customer('c');
  await world.date('c', { month: 3, day: 1 });
  const brief = async (result: { lines(): AsyncIterable<Touch> }) => {
    const lines: unknown[] = [];
    for await (const { externalUserId, occasion, state, reason, why, text } of result.lines()) {
      lines.push({ externalUserId, occasion, state, reason, why, text });
    }
    return lines;
  };
  const rehearsal = await world.planner().planDay('2027-03-01', { dryRun: true });
  expect(await world.touches()).toEqual([]);
  const real = await world.planner().planDay('2027-03-01');
  expect(await brief(rehearsal)).toEqual(await brief(real));
  expect(rehearsal.counts).toEqual(real.counts);
  const after = await world.planner().planDay('2027-03-01', { dryRun: true });
  expect(await brief(after)).toEqual(await brief(real));

  await expect(world.planner().planDay('2027-02-28')).rejects.toMatchObject({ code: 'past_day' });
  await expect(world.planner().planDay('2027-02-30')).rejects.toMatchObject({ code: 'bad_day' });
  const past = await world.planner().planDay('2026-03-01', { dryRun: true });
  expect(past.counts['planned']).toBe(1);
});

test('without a fitting text the touch is held, and its place goes to the next', async () => {
  await world.customer('wang');
  await world.date('wang', { month: 3, day: 1 });
  await world.product('kettle', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.planner({ templates: plainTexts(['birthday']) }).planDay('2027-03-01');
  expect(await world.states('wang')).toEqual(['birthday:2027 held no_template', 'tip:o1:kettle:d3 planned']);
});

test('several tips of one day become one', async () => {
  await world.customer('wang');
  await world.product('kettle', { usageSteps: steps });
  await world.product('filter', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.order('wang', 'o2', 'filter', '2027-02-26');
  await world.planner().planDay('2027-03-01');
  expect(await world.states('wang')).toEqual(['tip:o1:kettle:d3 planned', 'tip:o2:filter:d3 refused merged']);
  expect((await world.touches('wang'))[0]?.why).toContain('；另：签收第 3 天：商品filter');
});

test('nothing commercial on a mourning day; on 中元 only greetings, and thanks come the day after', async () => {
  world.festivals = shippedFestivals();
  await world.customer('wang');
  await world.product('filter', { consumable: { cycleDays: 100, leadDays: 7 } });
  await world.order('wang', 'o1', 'filter', addDays('2027-04-05', -93)); // 清明 2027-04-05
  world.moveTo('2027-04-05');
  await world.everybodyIsActive();
  await world.planner().catchUp();
  expect(await world.states('wang')).toEqual(['replenish:o1:filter:1 held mourning_day']);
  world.moveTo('2027-04-06');
  await world.planner().catchUp();
  expect(await world.states('wang')).toEqual(['replenish:o1:filter:1 planned']);

  world.moveTo('2027-08-16'); // 中元 2027
  await world.product('kettle', { usageSteps: steps });
  await world.customer('li');
  await world.order('li', 'o2', 'kettle', '2027-08-16');
  await world.customer('zhao');
  await world.date('zhao', { month: 8, day: 16 });
  await world.planner().catchUp();
  expect(await world.states('li')).toEqual(['tip:o2:kettle:d0 held no_contact_day']);
  expect(await world.states('zhao')).toEqual(['birthday:2027 planned']);
  world.moveTo('2027-08-17');
  await world.planner().catchUp();
  expect(await world.states('li')).toEqual(['tip:o2:kettle:d0 planned']);
});

test('an occasion that was withdrawn comes back with its ground', async () => {
  await world.customer('wang');
  await world.product('kettle', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.planner().catchUp();
  world.now += 1000;
  await world.product('kettle', { usageSteps: [] });
  await world.planner().catchUp();
  expect(await world.states('wang')).toEqual(['tip:o1:kettle:d3 cancelled not_due']);
  world.now += 1000;
  await world.product('kettle', { usageSteps: steps });
  await world.planner().catchUp();
  expect(await world.states('wang')).toEqual(['tip:o1:kettle:d3 cancelled not_due', 'tip:o1:kettle:d3 planned']);

  world.settings.playsOff = ['usage-tip'];
  world.now += 1000;
  await world.planner().catchUp();
  world.settings.playsOff = [];
  world.now += 1000;
  await world.planner().catchUp();
  const states = (await world.touches('wang')).map(({ state, occasionKey }) => [state, occasionKey]);
  expect(states).toEqual([
    ['cancelled', null],
    ['cancelled', null],
    ['planned', 'tip:o1:kettle:d3'],
  ]);
});

test('what has ended stays ended', async () => {
  await world.customer('wang');
  await world.date('wang', { month: 3, day: 1 });
  for (const state of ['sent', 'skipped', 'failed', 'expired', 'cancelled', 'refused', 'unknown'] as const) {
    await world.dataSource.getRepository(Touch).clear();
    await world.touch('wang', { occasion: 'birthday:2027', play: 'birthday', state });
    await world.planner().planDay('2027-03-01', { full: true });
    expect(await world.states('wang')).toEqual([`birthday:2027 ${state}`]);
  }
});

test('after an outage what was not offered moves to today, and what is stale expires', async () => {
  await world.customer('wang');
  await world.product('kettle', { usageSteps: steps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.customer('li');
  await world.date('li', { month: 3, day: 1 });
  await world.planner().planDay('2027-03-01');
  world.moveTo('2027-03-03');
  expect(await world.planner().expireStale(world.now)).toBe(1);
  await world.planner().catchUp();
  const [tip] = await world.touches('wang');
  expect(tip).toMatchObject({
    state: 'planned',
    dueOn: '2027-03-03',
    notBefore: instantAt('2027-03-03', '10:00', zone),
  });
  expect((await world.touches('li'))[0]).toMatchObject({ state: 'expired', why: '过期未发：客户生日：3月1日' });
});

test('stage and tier follow the facts, and the timeline says why', async () => {
  await world.customer('wang');
  await world.product('filter');
  for (const [index, day] of ['2026-12-01', '2027-01-10', '2027-02-20'].entries()) {
    await world.order('wang', `o${index}`, 'filter', day);
  }
  await world.planner().planDay('2027-03-01');
  const customer = await world.dataSource.getRepository(Customer).findOneByOrFail({ externalUserId: 'wang' });
  expect([customer.stage, customer.tier]).toEqual(['repeat', 'premium']);
  const events = await world.dataSource.getRepository(TimelineEvent).find({ order: { kind: 'ASC' } });
  expect(events.map(({ kind, summary }) => [kind, summary])).toEqual([
    ['stage.changed', '信任阶段：新客 → 复购（累计 3 单）'],
    ['tier.changed', '权益等级：无 → 高级（近 12 个月 3 单，净消费 ¥300）'],
  ]);
  await world.planner().planDay('2027-03-01', { full: true });
  expect(await world.dataSource.getRepository(TimelineEvent).count()).toBe(2);
});

test('pages of any size come to the same plan', async () => {
  for (let n = 0; n < 25; n += 1) {
    await world.customer(`c${n}`);
    await world.date(`c${n}`, { month: 3, day: 1 + (n % 3) });
  }
  const plans = await Promise.all(
    [1, 7, 1000].map(
      async (pageSize) => (await world.planner({ pageSize }).planDay('2027-03-01', { dryRun: true })).counts,
    ),
  );
  expect(plans[1]).toEqual(plans[0]);
  expect(plans[2]).toEqual(plans[0]);
});

test('every customer is planned by the day of their own zone', async () => {
  await world.customer('anna', { zone: 'America/New_York' });
  await world.date('anna', { month: 3, day: 1 });
  await world.planner().planDay('2027-03-01');
  const [touch] = await world.touches('anna');
  expect(touch?.notBefore).toBe(instantAt('2027-03-01', '09:00', 'America/New_York'));
});
