import { FollowRelation } from '../../../src/model/follow-relation';
import { profileWorld, type ProfileWorld } from './profile-world';

describe('what stops care', () => {
  let world: ProfileWorld;
  beforeEach(async () => {
    world = await profileWorld();
    await world.customer();
  });
  afterEach(() => world.dataSource.destroy());

  test('opt-out takes back every touch not yet sent, and tells why', async () => {
    const open = [
      await world.touch('planned'),
      await world.touch('held'),
      await world.touch('offered', { massSendId: 'ms1' }),
      await world.touch('unknown', { massSendId: 'ms2' }),
    ];
    const done = [await world.touch('sent'), await world.touch('skipped')];
    const out = await world.profiles.optOut('wm1', { reason: '嫌打扰', by: 'rep:lin' });
    expect(out).toEqual({ kind: 'opted-out', cancelled: 4 });
    for (const id of open) {
      expect(await world.touchOf(id)).toMatchObject({
        state: 'cancelled',
        why: '客户已退订（嫌打扰），不再打扰',
        reason: 'opted_out',
      });
    }
    expect(await world.touchOf(open[2]!)).toMatchObject({ massSendId: 'ms1', occasionKey: 'o:3' });
    expect((await Promise.all(done.map(world.touchOf))).map((touch) => touch.state)).toEqual(['sent', 'skipped']);
    expect(await world.read()).toMatchObject({ optOutReason: '嫌打扰', optOutBy: 'rep:lin' });
    expect(world.takenBack).toEqual([{ externalUserId: 'wm1', massSendIds: ['ms1', 'ms2'] }]);
    expect((await world.profiles.optOut('wm1', { reason: '又一次', by: 'customer' })).kind).toBe('unchanged');
    expect((await world.read())?.optOutReason).toBe('嫌打扰');
  });

  test('only a recorded reason turns care on again', async () => {
    await world.profiles.optOut('wm1', { reason: '嫌打扰', by: 'rep:lin' });
    await expect(world.profiles.optIn('wm1', { reason: ' ', by: 'rep:lin' })).rejects.toMatchObject({
      code: 'no_reason',
    });
    expect((await world.profiles.optIn('wm1', { reason: '客户要求', by: 'rep:lin' })).kind).toBe('opted-in');
    expect(await world.read()).toMatchObject({ optedOutAt: null, optOutReason: null });
    expect(await world.timeline()).toContain('恢复联系（客户要求）');
  });

  test('a change made in a transaction that fails is not made', async () => {
    await expect(
      world.dataSource.transaction(async (manager) => {
        await world.profiles.optOut('wm1', { reason: 'x', by: 'api' }, manager);
        throw new Error('lost');
      }),
    ).rejects.toThrow('lost');
    expect((await world.read())?.optedOutAt).toBeNull();
  });

  test('a problem is opened and closed, death ends all touches', async () => {
    const touch = await world.touch('planned');
    await world.profiles.openProblem('wm1', { problem: '漏水', by: 'rep:lin' });
    expect((await world.read())?.problemOpenedAt).not.toBeNull();
    await world.profiles.closeProblem('wm1', { by: 'rep:lin' });
    expect((await world.read())?.problemOpenedAt).toBeNull();
    expect(await world.profiles.markDeceased('wm1', { by: 'rep:lin' })).toBe(true);
    expect(await world.profiles.markDeceased('wm1', { by: 'rep:lin' })).toBe(false);
    expect(await world.touchOf(touch)).toMatchObject({ state: 'cancelled', reason: 'deceased' });
    expect(await world.profiles.markAlive('wm1', { by: 'rep:lin' })).toBe(true);
    expect(await world.profiles.markAlive('wm1', { by: 'rep:lin' })).toBe(false);
    expect((await world.timeline()).slice(-2)).toEqual(['客户已故，停止一切触达', '更正：客户健在，恢复关怀']);
  });

  test('a problem holds what sells or congratulates, in a task at WeCom too, and nothing else', async () => {
    const promotion = { play: 'holiday', commercial: true, path: 'mass-send' } as const;
    const care = { play: 'usage-tip', why: '签收第 3 天' };
    const held = [
      await world.touch('planned'),
      await world.touch('offered', { ...promotion, massSendId: 'ms1' }),
      await world.touch('unknown', { ...promotion, massSendId: 'ms2' }),
    ];
    const kept = [await world.touch('planned', care), await world.touch('sent', promotion)];
    await world.profiles.openProblem('wm1', { problem: '漏水', by: 'rep:lin' });
    for (const id of held) {
      expect(await world.touchOf(id)).toMatchObject({
        state: 'held',
        reason: 'problem_open',
        why: '暂缓：客户有未解决的问题，先解决再联系（由头：生日）',
        occasionKey: expect.any(String) as string,
      });
    }
    expect((await Promise.all(kept.map(world.touchOf))).map(({ state }) => state)).toEqual(['planned', 'sent']);
    expect(world.takenBack).toEqual([{ externalUserId: 'wm1', massSendIds: ['ms1', 'ms2'] }]);
  });

  test('notes are sealed and never on the timeline', async () => {
    await world.profiles.setNote('wm1', '喜欢绿茶', { by: 'rep:lin' });
    await world.profiles.setNote('wm1', '家里两只猫', { by: 'rep:lin', append: true });
    expect((await world.read())?.sealedNote).not.toContain('绿茶');
    expect((await world.profiles.getProfile('wm1')).note).toBe('喜欢绿茶\n家里两只猫');
    expect((await world.timeline()).join()).not.toContain('绿茶');
    await world.profiles.addInterests('wm1', ['绿茶', '猫'], { by: 'rep:lin' });
    expect(await world.profiles.addInterests('wm1', ['猫'], { by: 'rep:lin' })).toBe('unchanged');
    expect((await world.read())?.interests).toEqual(['绿茶', '猫']);
  });

  test('a rep finds customers by remark, then by name, then by part of either, and only their own', async () => {
    await world.customer('wm2', { name: '张三' });
    await world.customer('wm3', { name: '张三丰' });
    await world.customer('wm4', { name: '张三' });
    const relations = world.dataSource.getRepository(FollowRelation);
    const row = { followedAt: 1, tagIds: [], changedAt: 1 };
    await relations.insert({ ...row, repUserId: 'lin', externalUserId: 'wm1', remark: '张三 100%' });
    await relations.insert({ ...row, repUserId: 'lin', externalUserId: 'wm2' });
    await relations.insert({ ...row, repUserId: 'lin', externalUserId: 'wm3', remark: '太极' });
    await relations.insert({ ...row, repUserId: 'gao', externalUserId: 'wm4' });
    const find = async (text: string) =>
      (await world.profiles.findCustomers('lin', text)).map((one) => one.externalUserId);
    expect(await find('太极')).toEqual(['wm3']);
    expect(await find('张三')).toEqual(['wm2']);
    expect((await find('张')).sort()).toEqual(['wm1', 'wm2', 'wm3']);
    expect(await find('0%')).toEqual(['wm1']);
    expect(await find('_三')).toEqual([]);
    await relations.update({ externalUserId: 'wm3' }, { endedAt: 5 });
    expect(await find('太极')).toEqual([]);
  });
});
