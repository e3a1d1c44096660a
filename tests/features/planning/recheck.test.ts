import type { Touch } from '../../../src/model/touch';
import { ImportantDate } from '../../../src/model/important-date';
import { FollowRelation } from '../../../src/model/follow-relation';
import { instantAt } from '../../../src/kernel/calendar';
import { PlanningWorld, shippedFestivals, zone } from './planning-world';

const usageSteps = [{ day: 3, title: '使用', text: '用得顺手吗。' }];
let world: PlanningWorld;
let tip: Touch;
let wish: Touch;
beforeEach(async () => {
  world = await PlanningWorld.open('2027-03-01');
  await world.customer('wang');
  await world.product('kettle', { usageSteps });
  await world.order('wang', 'o1', 'kettle', '2027-02-26');
  await world.customer('li');
  await world.date('li', { month: 3, day: 1 });
  await world.planner().catchUp();
  [tip] = (await world.touches('wang')) as [Touch];
  [wish] = (await world.touches('li')) as [Touch];
  world.moveTo('2027-03-01', '10:30');
});
afterEach(() => world.close());

const sent = (touch: Touch, at = world.now, by?: 'system' | 'rep') => world.planner().mayBeSent(touch, at, by);

describe('whether a touch may be sent', () => {
  test('what was planned may, on its day', async () => {
    expect(await sent(tip)).toEqual({ ok: true });
    expect(await sent(wish, world.now, 'system')).toEqual({ ok: true });
  });

  test('never after an opt-out', async () => {
    await world.change('wang', { optedOutAt: world.now });
    expect(await sent(tip)).toEqual({ ok: false, reason: 'opted_out', why: '不发：客户已退订', final: true });
  });

  test('not while nobody follows the customer', async () => {
    await world.dataSource.getRepository(FollowRelation).update({ externalUserId: 'wang' }, { endedAt: world.now });
    expect(await sent(tip)).toMatchObject({ ok: false, reason: 'no_rep', final: false });
  });

  test('no greeting while a complaint is open', async () => {
    await world.change('li', { problemOpenedAt: world.now });
    expect(await sent(wish)).toMatchObject({ ok: false, reason: 'problem_open', final: false });
  });

  test('not beside another touch of the day', async () => {
    await world.touch('wang', { dueOn: '2027-03-01' });
    expect(await sent(tip)).toMatchObject({ ok: false, reason: 'daily_cap', final: false });
  });

  test('thanks beside another touch on their day, and on a later day as any other', async () => {
    const thanks = { ...tip, exempt: true };
    await world.touch('wang', { dueOn: '2027-03-01' });
    await world.touch('wang', { dueOn: '2027-03-02' });
    expect(await sent(thanks)).toEqual({ ok: true });
    world.moveTo('2027-03-02', '10:30');
    expect(await sent(thanks)).toMatchObject({ ok: false, reason: 'daily_cap', final: false });
  });

  test('never when its order was refunded or its date removed', async () => {
    await world.refund('o1');
    await world.dataSource.getRepository(ImportantDate).update({ externalUserId: 'li' }, { status: 'removed' });
    expect(await sent(tip)).toMatchObject({ ok: false, reason: 'not_due', final: true });
    expect(await sent(wish)).toMatchObject({ ok: false, reason: 'not_due', final: true });
  });

  test('never after its last hour, and never once it has ended', async () => {
    expect(await sent(wish, wish.notAfter + 1)).toMatchObject({ ok: false, reason: 'expired', final: true });
    expect(await sent({ ...tip, state: 'skipped' })).toMatchObject({ ok: false, reason: 'ended', final: true });
    expect(await sent({ ...tip, externalUserId: 'nobody' })).toMatchObject({ ok: false, reason: 'ended', final: true });
  });

  test('by the system not before its time nor in quiet hours; by the rep’s own tap at any time', async () => {
    const [early, late] = [instantAt('2027-03-01', '08:00', zone), instantAt('2027-03-01', '22:00', zone)];
    expect(await sent(tip, early, 'system')).toMatchObject({ ok: false, reason: 'too_early', final: false });
    expect(await sent(tip, late, 'system')).toMatchObject({ ok: false, reason: 'quiet_hours', final: false });
    expect(await sent(tip, early, 'rep')).toEqual({ ok: true });
    expect(await sent(tip, late, 'rep')).toEqual({ ok: true });
  });
});

describe('whether a rep may put a touch off', () => {
  const moved = (touch: Touch, day: string) => world.planner().mayMoveTo(touch, day);

  test('to a later day of its own, with the hours of that day', async () => {
    expect(await moved(tip, '2027-03-03')).toEqual({
      ok: true,
      notBefore: instantAt('2027-03-03', '10:00', zone),
      notAfter: instantAt('2027-03-04', '21:30', zone),
    });
  });

  test('not past its last day, not into the past, and a greeting not at all', async () => {
    expect(await moved(tip, '2027-03-05')).toMatchObject({ ok: false, reason: 'window_passed' });
    expect(await moved(tip, '2027-02-28')).toMatchObject({ ok: false, reason: 'past_day' });
    expect(await moved(wish, '2027-03-02')).toMatchObject({
      ok: false,
      reason: 'greeting',
      why: '祝福只在当天送，不能改期',
    });
  });

  test('not to a day that a cap closes', async () => {
    await world.touch('wang', { dueOn: '2027-03-03', state: 'planned' });
    expect(await moved(tip, '2027-03-03')).toMatchObject({ ok: false, reason: 'daily_cap', final: false });
  });
});

describe('an explanation', () => {
  test('every play says why, due or not', async () => {
    world.festivals = shippedFestivals();
    await world.change('wang', { problemOpenedAt: world.now });
    const explanation = await world.planner().explain('wang', '2027-03-01');
    expect(explanation?.plays.map(({ play, due, why }) => [play, due, why])).toEqual([
      ['welcome', false, '客户添加跟进人时发送，不在每日计划里'],
      ['birthday', false, '档案里没有已确认的客户生日'],
      ['anniversary', false, '今天不是档案里的重要日期'],
      ['usage-tip', true, '签收第 3 天：商品kettle 使用提醒（使用）'],
      ['replenish', false, '没有买过带消耗周期的商品'],
      ['holiday', true, '暂缓：客户有未解决的问题，先解决再联系（由头：妇女节（2027-03-08）前 7 天：节日建议）'],
      ['referral', false, '累计 1 单，满 3 单才请客户推荐'],
      ['topic', false, '日历里今天没有主题活动'],
    ]);
    const [tipDue] = explanation?.plays.find(({ play }) => play === 'usage-tip')?.occasions ?? [];
    expect(tipDue).toMatchObject({ decision: 'plan', touch: { id: tip.id, state: 'planned' } });
  });

  test('names each of two festivals, one that goes and one that waits', async () => {
    world.festivals = shippedFestivals();
    const explanation = await world.planner().explain('wang', '2027-08-21');
    expect(explanation?.plays.find(({ play }) => play === 'holiday')?.why).toMatch(
      /^中秋节（2027-09-15）前 25 天.*；暂缓：2027-08-21 已有节日建议，每天最多 1 次（由头：秋季开学（2027-09-01）前 11 天：节日建议）$/,
    );
  });

  test('tells of what was decided before, and nobody of an unknown customer', async () => {
    await world.dataSource.query("update touches set state = 'skipped', why = '客户在忙' where externalUserId = 'li'");
    const explanation = await world.planner().explain('li', '2027-03-01');
    const wished = explanation?.plays.find(({ play }) => play === 'birthday');
    expect(wished?.occasions).toMatchObject([{ decision: 'known', touch: { state: 'skipped', why: '客户在忙' } }]);
    expect(wished?.why).toContain('客户在忙');
    expect(await world.planner().explain('nobody', '2027-03-01')).toBeNull();
  });

  test('writes nothing', async () => {
    const before = await world.touches();
    await world.planner().explain('wang', '2027-03-01');
    expect(await world.touches()).toEqual(before);
  });
});
