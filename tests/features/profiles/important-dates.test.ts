import { noon, profileWorld, type ProfileWorld } from './profile-world';

const midAutumn = {
  kind: 'birthday',
  calendar: 'lunar',
  month: 8,
  day: 15,
  confirmed: true,
  source: 'rep:lin',
} as const;

describe('important dates', () => {
  let world: ProfileWorld;
  beforeEach(async () => {
    world = await profileWorld();
    await world.customer();
  });
  afterEach(() => world.dataSource.destroy());
  const dates = async () => (await world.profiles.getProfile('wm1')).dates;

  test('a lunar birthday comes next on its solar day, and is said again without effect', async () => {
    expect((await world.profiles.addDate('wm1', midAutumn)).kind).toBe('added');
    expect((await world.profiles.addDate('wm1', midAutumn)).kind).toBe('unchanged');
    expect(await dates()).toMatchObject([
      { nextOn: '2027-09-15', name: '生日', text: '农历八月十五', confirmed: true },
    ]);
    expect(await world.timeline()).toEqual(['生日 农历八月十五']);
  });

  test('a birthday in a leap month returns in the month that is not leap', async () => {
    await world.profiles.addDate('wm1', { ...midAutumn, year: 1995, month: 8, leapMonth: true });
    expect(await dates()).toMatchObject([{ nextOn: '2027-09-15', text: '1995年农历闰八月十五' }]);
    await expect(world.profiles.addDate('wm1', { ...midAutumn, year: 1996, leapMonth: true })).rejects.toMatchObject({
      code: 'invalid_date',
    });
  });

  test('a second, different birthday is asked about, not overwritten', async () => {
    await world.profiles.addDate('wm1', midAutumn);
    const other = { ...midAutumn, calendar: 'solar', month: 3, day: 1 } as const;
    expect(await world.profiles.addDate('wm1', other)).toMatchObject({ kind: 'conflict', existing: { month: 8 } });
    expect(await dates()).toHaveLength(1);
    expect((await world.profiles.addDate('wm1', { ...other, replace: true })).kind).toBe('updated');
    expect(await dates()).toMatchObject([{ calendar: 'solar', nextOn: '2027-03-01' }]);
  });

  test('altering or removing a date takes its greeting back and frees the occasion', async () => {
    const added = await world.profiles.addDate('wm1', midAutumn);
    if (added.kind !== 'added') throw new Error(added.kind);
    const greeting = await world.touch('planned', { details: { dateId: added.date.id } });
    const other = await world.touch('planned');
    await world.profiles.addDate('wm1', { ...midAutumn, day: 16, replace: true });
    expect(await world.touchOf(greeting)).toMatchObject({
      state: 'cancelled',
      occasionKey: null,
      why: '生日已更改或删除',
    });
    expect(await world.touchOf(other)).toMatchObject({ state: 'planned' });
    await world.profiles.removeDate('wm1', added.date.id);
    expect(await dates()).toEqual([]);
  });

  test('a daughter’s birthday is a child’s date, with the consent of the rep who entered it', async () => {
    await world.profiles.addDate('wm1', midAutumn);
    const added = await world.profiles.addDate('wm1', {
      ...midAutumn,
      forWhom: '女儿',
      calendar: 'solar',
      month: 6,
      day: 1,
    });
    expect(added).toMatchObject({ kind: 'added', date: { kind: 'child-birthday', consentAt: noon, forWhom: '女儿' } });
    const friend = await world.profiles.addDate('wm1', { ...midAutumn, forWhom: '女朋友' });
    expect(friend).toMatchObject({
      kind: 'added',
      date: { kind: 'birthday', label: '', forWhom: '女朋友', consentAt: null },
    });
    expect((await dates()).map((date) => date.name).sort()).toEqual(['女儿生日', '女朋友生日', '生日']);
  });

  test.each(['大宝', '二宝', '孙子', '外孙女'])(
    'a birthday of %s is kept with the consent of its guardian',
    async (forWhom) => {
      const added = await world.profiles.addDate('wm1', { ...midAutumn, forWhom });
      expect(added).toMatchObject({ date: { kind: 'child-birthday', forWhom, consentAt: noon } });
    },
  );

  test('what a chat reveals is proposed until somebody confirms it', async () => {
    const proposed = await world.profiles.addDate('wm1', { ...midAutumn, confirmed: false, source: 'chat:m1' });
    if (proposed.kind !== 'added') throw new Error(proposed.kind);
    expect(await dates()).toMatchObject([{ confirmed: false }]);
    await world.profiles.confirmDate('wm1', proposed.date.id, 'rep:lin');
    expect(await dates()).toMatchObject([{ confirmed: true }]);
    const again = await world.profiles.addDate('wm1', { ...midAutumn, day: 16, confirmed: false, source: 'chat:m2' });
    expect(again.kind).toBe('conflict');
  });

  test('a date that has passed is renewed, once', async () => {
    await world.profiles.addDate('wm1', { ...midAutumn, calendar: 'solar', month: 2, day: 29 });
    expect(await dates()).toMatchObject([{ nextOn: '2027-02-28' }]);
    expect(await world.profiles.rollDates('2027-02-28')).toBe(0);
    expect(await world.profiles.rollDates('2027-03-01')).toBe(1);
    expect(await world.profiles.rollDates('2027-03-01')).toBe(0);
    expect(await dates()).toMatchObject([{ nextOn: '2028-02-29' }]);
  });
});
