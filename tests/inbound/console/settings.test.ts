import type { CareSettings } from '../../../src/kernel/care-settings';
import { shanghai, startWorld, type World } from '../../support/world';
import { memberAt, type Visitor } from './console-world';

let world: World;
let admin: Visitor;
beforeEach(async () => {
  world = await startWorld({ now: '2027-01-04 10:00' });
  world.rep();
  await world.app.features.contacts.sync();
  admin = await memberAt(world, 'admin');
});
afterEach(() => world.stop());

/** The rules as they hold, with changes. */
async function careWith(change: (care: CareSettings) => void): Promise<{ basedOn: number; value: CareSettings }> {
  const { version, value } = (await admin.ask('GET', '/settings/care')).body;
  change(value);
  return { basedOn: version, value };
}

const change = (body: object) => admin.ask('POST', '/settings/care/versions', { note: '年前少打扰', ...body });

describe('rules of care that an admin changes', () => {
  test('hold in the next plan, on another node of the same database too', async () => {
    const { clock } = world;
    const other = await world.startBeside();
    for (const name of ['小满', '小雪']) await world.customer({ name, birthday: '2月10日' });
    const body = await careWith(({ repDay }) => (repDay.suggestions = 1));
    expect(await change(body)).toMatchObject({ status: 200, body: { version: 1 } });
    expect(world.app.features.liveSettings.care.repDay.suggestions).toBe(1);

    clock.moveTo(shanghai('2027-02-10 08:00'));
    await other.jobs.ring({ name: 'plan', id: 'plan-test' });
    await other.jobs.settle();
    const touches = await world.app.dataSource.query(
      `select state, reason from touches where play = 'birthday' order by state desc`,
    );
    expect(touches).toEqual([
      { state: 'planned', reason: '' },
      { state: 'held', reason: 'rep_day_full' },
    ]);
    await other.stop();
  });

  test('hold in a process that starts later, as the command line does', async () => {
    await change(await careWith(({ caps }) => (caps.perDay = 2)));
    await world.app.stop();
    await world.startApp();
    expect(world.app.features.liveSettings.care.caps.perDay).toBe(2);
    expect(world.config.care.caps.perDay).toBe(1);
  });

  test('can be read back, each with who, when and why, and an old one restored, the shipped one too', async () => {
    await change(await careWith(({ caps }) => (caps.perDay = 2)));
    await change(await careWith(({ caps }) => (caps.freeDaysBetween = 0)));
    const { versions } = (await admin.ask('GET', '/settings/care/versions')).body;
    expect(
      versions.map(({ version, note, value }: { version: number; note: string; value: CareSettings }) => [
        version,
        note,
        value.caps.freeDaysBetween,
      ]),
    ).toEqual([
      [2, '年前少打扰', 0],
      [1, '年前少打扰', 1],
    ]);
    const restored = await admin.ask('POST', '/settings/care/restorations', { basedOn: 2, version: 1 });
    expect(restored).toMatchObject({ status: 200, body: { version: 3 } });
    expect((await admin.ask('POST', '/settings/care/restorations', { basedOn: 3, version: 0 })).body).toEqual({
      version: 4,
    });
    const now = (await admin.ask('GET', '/settings/care')).body;
    expect(now.value).toEqual(now.shipped);
    const { entries } = (await admin.ask('GET', '/audit?action=settings.changed')).body;
    expect(entries).toHaveLength(4);
    expect(entries[3]).toMatchObject({ before: { 'caps.perDay': 1 }, after: { 'caps.perDay': 2 } });
    expect((await admin.ask('GET', '/audit/verification')).body.broken).toBeNull();
    expect((await admin.ask('POST', '/settings/care/restorations', { basedOn: 4, version: 9 })).status).toBe(404);
  });

  test('on a page that somebody else has outrun, are refused with both sides', async () => {
    const mine = await careWith(({ caps }) => (caps.freeDaysBetween = 0));
    await change(await careWith(({ caps }) => (caps.perDay = 2)));
    const refused = await change(mine);
    expect(refused.status).toBe(409);
    expect(refused.body.current).toMatchObject({ version: 1, note: '年前少打扰', value: { caps: { perDay: 2 } } });
    expect(world.app.features.liveSettings.care.caps.perDay).toBe(2);
  });

  const bad: [string, (care: CareSettings) => void, string][] = [
    ['a night that is not quiet', ({ quietHours }) => (quietHours.from = '23:00'), 'quietHours.from'],
    ['a night turned into a day', ({ quietHours }) => (quietHours.from = '00:30'), 'quietHours.from'],
    ['an early morning', ({ quietHours }) => (quietHours.to = '07:30'), 'quietHours.to'],
    ['a time that is none', ({ repDay }) => (repDay.digestFrom = '25:00'), 'repDay.digestFrom'],
    ['a digest that ends before it begins', ({ repDay }) => (repDay.digestTo = '08:00'), 'repDay.digestTo'],
    ['no touch at all', ({ caps }) => (caps.perDay = 0), 'caps.perDay'],
    ['a touch and a half', ({ caps }) => (caps.per7Days = 2.5), 'caps.per7Days'],
    ['more than all', ({ caps }) => (caps.commercialShare = 1.5), 'caps.commercialShare'],
    ['tiers upside down', ({ tiers }) => (tiers.eliteCents = 1), 'tiers.eliteCents'],
    ['no welcome', (care) => (care.playsOff = ['welcome']), 'playsOff.0'],
    ['a play that is none', (care) => (care.playsOff = ['spam']), 'playsOff.0'],
  ];
  test.each(bad)('are refused with the field marked: %s', async (_what, make, path) => {
    const refused = await change(await careWith(make));
    expect(refused.status).toBe(422);
    const [fault] = refused.body.errors.filter((each: { path: string }) => each.path === path);
    expect(fault?.message).toMatch(/[\u4e00-\u9fff]/);
    expect((await admin.ask('GET', '/settings/care')).body.version).toBe(0);
  });

  test('are no new version where nothing differs, and no business of who may only read', async () => {
    expect((await change(await careWith(() => undefined))).status).toBe(422);
    const auditor = await memberAt(world, 'auditor');
    expect((await auditor.ask('GET', '/settings/care')).status).toBe(200);
    const body = await careWith(({ caps }) => (caps.perDay = 2));
    expect((await auditor.ask('POST', '/settings/care/versions', body)).status).toBe(403);
    expect((await auditor.ask('POST', '/settings/care/preview', { value: body.value })).status).toBe(403);
  });
});

describe('festivals', () => {
  const festivalsWith = (key: string, set: object) =>
    world.app.features.liveSettings.festivals.map((each) => (each.key === key ? { ...each, ...set } : each));
  const actor = { id: 'm', name: '运营', address: '' };

  test('that are switched on or off hold at once, and mourning days stand', async () => {
    const { settingsBook, liveSettings } = world.app.features;
    const held = liveSettings.festivals;
    await settingsBook.change(actor, 'festivals', {
      basedOn: 0,
      value: festivalsWith('christmas', { on: true }),
      note: '',
    });
    expect(held.find(({ key }) => key === 'christmas')?.on).toBe(true);
    const change = (value: unknown) => settingsBook.change(actor, 'festivals', { basedOn: 1, value, note: '' });
    await expect(change(festivalsWith('qingming', { on: false }))).rejects.toThrow('几项设置');
    await expect(change(held.filter(({ key }) => key !== 'qixi'))).rejects.toThrow('几项设置');
  });
});

describe('a preview', () => {
  test('says what last week would have been by the new rules, and changes nothing', async () => {
    for (const name of ['小满', '小雪', '小寒']) await world.customer({ name, birthday: '2月10日' });
    await world.walkTo('2027-02-12 09:30');
    admin = await memberAt(world, 'admin');
    const { value } = await careWith((care) => {
      care.repDay.suggestions = 1;
      care.playsOff = ['referral'];
    });
    const answer = await admin.ask('POST', '/settings/care/preview', { value });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      from: '2027-02-05',
      to: '2027-02-11',
      customers: 3,
      sampled: 3,
      touches: 3,
      heldMore: 2,
      letGoMore: 0,
      byReason: [{ reason: 'rep_day_full', touches: 2 }],
    });
    expect(answer.body.examples[0]).toMatchObject({ playTitle: '生日祝福', on: '2027-02-10' });
    expect(answer.body.examples[0].why).toContain('已满 1 个');
    expect(world.app.features.liveSettings.care.repDay.suggestions).toBe(20);
  });
});
