import type { CalendarDay, FestivalView } from '../../../src/contract/console/calendar';
import { Touch } from '../../../src/model/touch';
import { startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let admin: Visitor;
beforeEach(async () => {
  world = await startWorld({ care: (care) => (care.caps.commercialAfterAddedDays = 0), now: '2027-08-22 08:00' });
  world.rep();
  world.rep('rep.zhou', '周舟');
  admin = await memberAt(world, 'admin');
});
afterEach(() => world.stop());

async function monthOf(month: string, visitor = admin): Promise<MonthAnswer> {
  const { status, body } = await visitor.ask('GET', `/calendar?month=${month}`);
  expect(status).toBe(200);
  return { ...body, on: (day: string): CalendarDay => body.days.find((each: CalendarDay) => each.day === day) };
}

interface MonthAnswer {
  days: CalendarDay[];
  topics: object[];
  undeclaredYears: number[];
  on: (day: string) => CalendarDay;
}

async function festivals() {
  const { body } = await admin.ask('GET', '/festivals');
  const of = (key: string): FestivalView => body.festivals.find((each: FestivalView) => each.key === key);
  return { version: body.version as number, of, all: body.festivals as FestivalView[] };
}

describe('a month', () => {
  test('comes in whole weeks from Monday, with both calendars: 正月初一 of 2027 is 6 February', async () => {
    const { days, on } = await monthOf('2027-02');
    expect([days[0]!.day, days.at(-1)!.day, days.length]).toEqual(['2027-02-01', '2027-02-28', 28]);
    expect(on('2027-02-06')).toMatchObject({
      lunar: '正月',
      festivals: [{ key: 'spring-festival', name: '春节', class: 'reunion', on: true }],
    });
    expect(on('2027-02-05').festivals.map(({ name }) => name)).toContain('除夕');
    expect(on('2027-02-04').solarTerm).toBe('立春');
  });

  test('says from which day a festival is planned, and from which customers hear of it', async () => {
    const { on } = await monthOf('2027-01');
    expect(on('2027-01-07').starts).toMatchObject([
      { kind: 'lead', key: 'spring-festival', festivalOn: '2027-02-06', absorbed: expect.arrayContaining(['除夕']) },
    ]);
    expect((await monthOf('2026-12')).on('2026-12-23').starts).toMatchObject([
      { kind: 'plan', key: 'spring-festival', festivalOn: '2027-02-06' },
    ]);
  });

  test('knows holidays and worked weekends of a declared year, and says which year is not declared', async () => {
    const october = await monthOf('2026-10');
    expect(october.undeclaredYears).toEqual([]);
    expect(october.on('2026-10-01').statutory).toEqual({ kind: 'holiday', name: '国庆节' });
    expect(october.on('2026-10-10').statutory).toEqual({ kind: 'workday', name: '国庆节' });
    const next = await monthOf('2027-10');
    expect(next.undeclaredYears).toEqual([2027]);
    expect(next.on('2027-10-01').statutory).toBeNull();
  });

  test('of a leap year has its 29 February, and a leap month is called so', async () => {
    expect((await monthOf('2028-02')).on('2028-02-29')).toMatchObject({ inMonth: true });
    expect((await monthOf('2025-07')).on('2025-07-25').lunar).toBe('闰六月');
  });

  test.each(['2027-13', '2027-2', 'next', '2500-01'])('%s is none', async (month) => {
    expect((await admin.ask('GET', `/calendar?month=${month}`)).status).toBe(400);
  });

  test("counts customers' dates from today for a year, and a lead sees only those of the own reps", async () => {
    const lins = await world.customer({ name: '甲', birthday: '9月3日' });
    await world.customer({ name: '乙', addedBy: 'rep.zhou', birthday: '农历八月初三' });
    const { on } = await monthOf('2027-09');
    expect(on('2027-09-03').dates).toEqual({ confirmed: 2, proposed: 0 });
    expect((await monthOf('2027-08')).on('2027-08-21').dates).toBeNull();
    expect((await monthOf('2028-12')).on('2028-12-01').dates).toBeNull();
    const { body } = await admin.ask('GET', '/calendar/dates?day=2027-09-03');
    expect(body.dates).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          externalUserId: lins,
          customerName: '甲',
          repName: '林晓',
          label: '生日',
          confirmed: true,
        }),
        expect.objectContaining({ customerName: '乙', text: '农历八月初三' }),
      ]),
    );
    const lead = await memberAt(world, 'lead', { departmentIds: [77] });
    expect((await monthOf('2027-09', lead)).on('2027-09-03').dates).toEqual({ confirmed: 0, proposed: 0 });
    expect((await lead.ask('GET', '/calendar/dates?day=2027-09-03')).body.dates).toEqual([]);
    expect((await lead.ask('GET', '/calendar/touches?day=2027-09-03')).body.touches).toEqual([]);
  });

  test('pages a day with many dates', async () => {
    for (const name of ['甲', '乙', '丙']) await world.customer({ name, birthday: '9月3日' });
    const first = await admin.ask('GET', '/calendar/dates?day=2027-09-03&limit=2');
    const rest = await admin.ask('GET', `/calendar/dates?day=2027-09-03&limit=2&after=${first.body.nextAfter}`);
    const names = [...first.body.dates, ...rest.body.dates].map((each: { customerName: string }) => each.customerName);
    expect(names.sort()).toEqual(['丙', '乙', '甲'].sort());
    expect(rest.body.nextAfter).toBeNull();
  });

  test('is for who may read the calendar', async () => {
    expect((await (await memberAt(world, 'auditor')).ask('GET', '/calendar')).status).toBe(200);
    expect((await (await memberAt(world, 'rep')).ask('GET', '/calendar')).status).toBe(403);
  });
});

describe('a festival', () => {
  const touchOf = (externalUserId: string) =>
    world.app.dataSource
      .getRepository(Touch)
      .findOneBy({ externalUserId, occasion: 'holiday:2027-mid-autumn', occasionKey: 'holiday:2027-mid-autumn' });

  test('that is switched off is planned no more, its unsent touches are taken back, and on again they come back', async () => {
    const externalUserId = await buyer('甲');
    await world.app.features.planner.catchUp();
    expect(await touchOf(externalUserId)).toMatchObject({ state: 'planned' });

    const before = await festivals();
    const off = await admin.ask('PATCH', '/festivals/mid-autumn', { basedOn: before.version, on: false });
    expect(off.status).toBe(200);
    await world.settle();
    expect((await touchOf(externalUserId))?.state).not.toBe('planned');
    expect((await monthOf('2027-09')).on('2027-09-15').festivals[0]).toMatchObject({ key: 'mid-autumn', on: false });

    await admin.ask('PATCH', '/festivals/mid-autumn', { basedOn: off.body.version, on: true });
    await world.settle();
    expect(await touchOf(externalUserId)).toMatchObject({ state: 'planned' });
    const { body } = await admin.ask('GET', '/audit?subject=settings:festivals');
    expect(body.entries).toHaveLength(2);
  });

  test('with another lead is heard of from another day', async () => {
    const { version } = await festivals();
    await admin.ask('PATCH', '/festivals/mid-autumn', { basedOn: version, leadDays: 10 });
    const { on } = await monthOf('2027-09');
    expect(on('2027-09-05').starts).toMatchObject([{ kind: 'lead', key: 'mid-autumn' }]);
  });

  test('changed in another tab meanwhile is 409, with what holds now', async () => {
    const { version } = await festivals();
    await admin.ask('PATCH', '/festivals/mid-autumn', { basedOn: version, leadDays: 10 });
    const second = await admin.ask('PATCH', '/festivals/qixi', { basedOn: version, on: false });
    expect(second.status).toBe(409);
    expect(second.body.current.version).toBe(version + 1);
    expect((await festivals()).of('mid-autumn').leadDays).toBe(10);
  });

  test('of mourning stands as it is', async () => {
    const { version, of, all } = await festivals();
    const solemn = all.find((each) => each.fixed)!;
    expect(of(solemn.key).on).toBe(true);
    const { status } = await admin.ask('PATCH', `/festivals/${solemn.key}`, { basedOn: version, on: false });
    expect(status).toBe(422);
  });

  const refusedRules: [object, string][] = [
    [{ kind: 'solar', month: 2, day: 29 }, '29 February, which not every year has'],
    [{ kind: 'solar', month: 4, day: 31 }, '31 April'],
    [{ kind: 'lunar', month: 13, day: 1 }, 'a thirteenth month'],
    [{ kind: 'nth-weekday', month: 5, weekday: 0, nth: 5 }, 'a fifth Sunday'],
    [{ kind: 'solar-term', name: '大寒冬' }, 'a term that the sky does not know'],
  ];
  test.each(refusedRules)('by the rule %j is refused: %s', async (rule, _what) => {
    const { version } = await festivals();
    const { status } = await admin.ask('POST', '/festivals', { basedOn: version, festival: ownFestival({ rule }) });
    expect(status).toBe(422);
    expect((await festivals()).version).toBe(version);
  });

  const rules: [object, string][] = [
    [{ kind: 'solar', month: 9, day: 20 }, '2027-09-20'],
    [{ kind: 'lunar', month: 8, day: 30 }, '2027-09-29'],
    [{ kind: 'nth-weekday', month: 9, weekday: 6, nth: 3 }, '2027-09-18'],
    [{ kind: 'solar-term', name: '秋分' }, '2027-09-23'],
  ];
  test.each(rules)("of the shop's own by the rule %j comes on %s, and goes again", async (rule, day) => {
    const { version } = await festivals();
    const added = await admin.ask('POST', '/festivals', { basedOn: version, festival: ownFestival({ rule }) });
    expect(added.status).toBe(200);
    expect((await monthOf('2027-09')).on(day).festivals).toContainEqual(expect.objectContaining({ name: '店庆' }));
    expect((await festivals()).of(added.body.key)).toMatchObject({ own: true, nextOn: day, rule });
    const gone = await admin.ask('DELETE', `/festivals/${added.body.key}`, { basedOn: added.body.version });
    expect(gone.status).toBe(200);
    expect((await monthOf('2027-09')).on(day).festivals.map(({ name }) => name)).not.toContain('店庆');
  });

  test('that was shipped cannot be removed, one that is not there cannot be changed', async () => {
    const { version } = await festivals();
    expect((await admin.ask('DELETE', '/festivals/mid-autumn', { basedOn: version })).status).toBe(422);
    expect((await admin.ask('PATCH', '/festivals/nothing', { basedOn: version, on: true })).status).toBe(404);
  });

  test('is changed by operators, and read by leads', async () => {
    const { version } = await festivals();
    const change = { basedOn: version, on: false };
    expect((await (await memberAt(world, 'lead')).ask('PATCH', '/festivals/qixi', change)).status).toBe(403);
    expect((await (await memberAt(world, 'operator')).ask('PATCH', '/festivals/qixi', change)).status).toBe(200);
  });
});

describe('an activity of the shop', () => {
  test('is told to those it is for, and taken back when it is removed', async () => {
    await world.api('POST', '/products', { sku: 'tea', name: '龙井', tags: ['茶'] });
    const drinker = await buyer('甲', 'tea');
    const other = await buyer('乙', 'cup');
    const { status, body: topic } = await admin.ask('POST', '/topics', activity({ productTags: ['茶'] }));
    expect(status).toBe(200);
    await world.settle();
    const touches = await world.app.dataSource.getRepository(Touch).findBy({ play: 'topic' });
    expect(touches.map(({ externalUserId }) => externalUserId)).toEqual([drinker]);
    expect(other).not.toBe(drinker);
    expect((await monthOf('2027-08')).on('2027-08-24').topics).toEqual([topic.id]);

    expect((await admin.ask('DELETE', `/topics/${topic.id}`)).status).toBe(200);
    await world.settle();
    const left = await world.app.dataSource.getRepository(Touch).findBy({ play: 'topic', state: 'planned' });
    expect(left).toEqual([]);
    expect((await monthOf('2027-08')).topics).toEqual([]);
  });

  test('saved in one tab is not overwritten from another', async () => {
    const { body: made } = await admin.ask('POST', '/topics', activity());
    const save = (title: string, revision: number) =>
      admin.ask('PUT', `/topics/${made.id}`, { revision, topic: activity({ title }) });
    expect((await save('一稿', made.revision)).status).toBe(200);
    const second = await save('二稿', made.revision);
    expect([second.status, second.body.current.title]).toEqual([409, '一稿']);
    expect((await save('二稿', second.body.current.revision)).body.title).toBe('二稿');
  });

  test.each([
    ['ends before it begins', { toOn: '2027-08-01' }, 'toOn'],
    ['sells', { text: '今天下单立减 50 元' }, 'text'],
    ['begins on no day', { fromOn: '2027-02-29' }, 'fromOn'],
    ['says nothing', { text: ' ' }, 'text'],
  ])('that %s is refused with the place', async (_what, more, path) => {
    const { status, body } = await admin.ask('POST', '/topics', activity(more));
    expect([status, body.errors[0].path]).toEqual([422, path]);
  });

  test('is no matter of a lead, and one that is not there is 404', async () => {
    expect((await (await memberAt(world, 'lead')).ask('POST', '/topics', activity())).status).toBe(403);
    expect((await admin.ask('DELETE', '/topics/nothing')).status).toBe(404);
  });
});

function activity(more: object = {}) {
  return {
    title: '秋茶怎么存',
    kind: 'share',
    text: '密封、避光、冷藏，三样做到，放到明年也不走味。',
    fromOn: '2027-08-22',
    toOn: '2027-08-28',
    stages: [],
    tiers: [],
    productTags: [],
    ...more,
  };
}

function ownFestival(more: object = {}) {
  return { name: '店庆', class: 'commemorative', leadDays: 5, greeting: null, angle: '', ...more };
}

/** A customer who bought long enough ago for nothing else to be due. */
async function buyer(name: string, sku = 'cup'): Promise<string> {
  const externalUserId = await world.customer({ name });
  await world.api('POST', '/orders', {
    orderNo: `order-${name}`,
    externalUserId,
    paidAt: '2027-07-20T10:00:00+08:00',
    deliveredAt: '2027-07-22T10:00:00+08:00',
    items: [{ sku, name: '杯子', quantity: 1, unitPriceCents: 100 }],
    totalCents: 100,
    status: 'delivered',
  });
  return externalUserId;
}
