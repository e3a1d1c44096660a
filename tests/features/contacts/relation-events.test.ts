import fc from 'fast-check';
import { at, contactWorld, type ContactWorld } from './contact-world';

const pair = { repUserId: 'lin', externalUserId: 'wm1' };

describe('events of a relation', () => {
  let world: ContactWorld;
  beforeEach(async () => {
    world = await contactWorld();
  });
  afterEach(() => world.dataSource.destroy());

  test('a customer who adds a rep is known, with name, channel and rep', async () => {
    world.wecom.befriend('lin', 'wm1', {
      name: '小满',
      followedAt: at(0),
      state: 'expo',
      mobiles: ['139 0000 0000'],
      unionId: 'u1',
    });
    await world.happens(world.book.relationStarted({ ...pair, at: at(0), half: false, channel: 'expo' }));
    expect(await world.customer()).toMatchObject({
      name: '小满',
      repUserId: 'lin',
      channel: 'expo',
      unionId: 'u1',
      addedAt: at(0),
      addedOn: '2027-01-05',
    });
    expect(world.known.flatMap((one) => one.mobileHashes)).toEqual([world.vault.fingerprint('13900000000')]);
    expect(await world.timeline()).toEqual(['与林晓成为好友']);
  });

  test('a half relation counts, though WeCom will not show the customer, and becomes whole', async () => {
    world.wecom.refuse('wm1', 84061);
    await world.happens(world.book.relationStarted({ ...pair, at: at(0), half: true }));
    expect(await world.customer()).toMatchObject({ name: '', repUserId: 'lin' });
    expect(await world.relation()).toMatchObject({ half: true, endedAt: null });
    world.wecom.refusals.clear();
    world.wecom.befriend('lin', 'wm1', { name: '小满', followedAt: at(0) });
    await world.happens(world.book.relationStarted({ ...pair, at: at(60), half: false }));
    expect(await world.relation()).toMatchObject({ half: false, followedAt: at(0) });
    expect((await world.customer())?.name).toBe('小满');
  });

  test('WeCom being down is no reason to lose the event: it is tried again', async () => {
    world.wecom.refuse('wm1', -2);
    await expect(world.book.relationStarted({ ...pair, at: at(0), half: false })).rejects.toThrow('refused -2');
  });

  test('a customer who deletes the rep is nobody’s', async () => {
    await world.happens(world.book.relationStarted({ ...pair, at: at(0), half: false }));
    await world.happens(world.book.relationEnded({ ...pair, at: at(9), by: 'customer' }));
    expect(await world.relation()).toMatchObject({ endedAt: at(9), endedBy: 'by-customer' });
    expect((await world.customer())?.repUserId).toBeNull();
    expect(await world.timeline()).toEqual(['与林晓成为好友', '客户删除了林晓', '主跟进人林晓不再跟进，客户待分配']);
  });

  test('a customer who, by what became of a mass-send, is no friend any more is nobody’s, and no listing revives it', async () => {
    world.wecom.befriend('lin', 'wm1', { name: '小满', followedAt: at(0) });
    await world.happens(world.book.relationStarted({ ...pair, at: at(0), half: false }));
    await world.dataSource.transaction((manager) => world.book.notFriends(manager, 'lin', ['wm1'], at(9)));
    expect(await world.relation()).toMatchObject({ endedAt: at(9), endedBy: 'by-customer' });
    expect((await world.customer())?.repUserId).toBeNull();
    await world.book.sync();
    expect((await world.relation())?.endedAt).toBe(at(9));
  });

  test('but who added the rep again after it was sent stays a friend', async () => {
    await world.happens(world.book.relationStarted({ ...pair, at: at(0), half: false }));
    await world.happens(world.book.relationStarted({ ...pair, at: at(20), half: false }));
    await world.dataSource.transaction((manager) => world.book.notFriends(manager, 'lin', ['wm1'], at(9)));
    expect((await world.relation())?.endedAt).toBeNull();
  });

  test('a transfer that failed is told on the timeline and changes nobody', async () => {
    await world.happens(world.book.relationStarted({ ...pair, at: at(0), half: false }));
    await world.happens(
      world.book.transferFailed({ repUserId: 'gao', externalUserId: 'wm1', at: at(5), reason: 'customer_refused' }),
    );
    expect((await world.customer())?.repUserId).toBe('lin');
    expect((await world.timeline()).at(-1)).toBe('转接给gao未成功：客户拒绝');
  });

  test('with two reps the earliest alive is assigned, until one is pinned', async () => {
    const gao = { repUserId: 'gao', externalUserId: 'wm1' };
    await world.happens(world.book.relationStarted({ ...gao, at: at(10), half: false }));
    await world.happens(world.book.relationStarted({ ...pair, at: at(0), half: false }));
    expect((await world.customer())?.repUserId).toBe('lin');
    await world.book.assign('wm1', 'gao');
    await world.happens(world.book.relationEdited({ ...pair, at: at(11) }));
    expect(await world.customer()).toMatchObject({ repUserId: 'gao', repPinned: true });
    await world.happens(world.book.relationEnded({ ...gao, at: at(20), by: 'rep' }));
    expect(await world.customer()).toMatchObject({ repUserId: 'lin', repPinned: false });
    expect(await world.timeline()).toContain('主跟进人由高明变更为林晓');
    await expect(world.book.assign('wm1', 'gao')).rejects.toThrow('还没有添加这位客户');
  });

  test('customers of a rep who left go to the next, or wait; the rep back has them again', async () => {
    world.wecom.befriend('lin', 'wm1', { followedAt: at(0) }).befriend('lin', 'wm2', { followedAt: at(0) });
    await world.happens(world.book.relationStarted({ ...pair, at: at(0), half: false }));
    await world.happens(
      world.book.relationStarted({ repUserId: 'lin', externalUserId: 'wm2', at: at(0), half: false }),
    );
    await world.happens(
      world.book.relationStarted({ repUserId: 'gao', externalUserId: 'wm2', at: at(5), half: false }),
    );
    await world.happens(world.book.repLeft('lin', at(50)));
    expect((await world.customer('wm1'))?.repUserId).toBeNull();
    expect((await world.customer('wm2'))?.repUserId).toBe('gao');
    await world.happens(world.book.repJoined('lin', at(90)));
    expect((await world.customer('wm1'))?.repUserId).toBe('lin');
    await world.happens(world.book.repLeft('lin', at(50)));
    expect((await world.customer('wm1'))?.repUserId).toBe('lin');
  });

  test('our own remark and tags are mirrored, since WeCom does not call back for them', async () => {
    await world.happens(world.book.relationStarted({ ...pair, at: at(0), half: false }));
    await world.book.remark('lin', 'wm1', { remark: '周小满', description: '喜欢绿茶' });
    await world.book.markTags('lin', 'wm1', { add: ['et2', 'et1'], remove: [] });
    await world.book.markTags('lin', 'wm1', { add: [], remove: ['et2'] });
    const relation = await world.relation();
    expect(relation).toMatchObject({ remark: '周小满', tagIds: ['et1'] });
    expect(relation?.sealedDescription).not.toContain('绿茶');
  });
});

test('events in any order and twice over come to one end', async () => {
  type Told = { kind: 'add' | 'half' | 'rep' | 'customer'; at: number };
  const histories: Told[][] = [
    [
      { kind: 'half', at: 1 },
      { kind: 'add', at: 2 },
      { kind: 'customer', at: 3 },
    ],
    [
      { kind: 'add', at: 1 },
      { kind: 'rep', at: 2 },
      { kind: 'add', at: 3 },
    ],
    [
      { kind: 'add', at: 1 },
      { kind: 'customer', at: 2 },
      { kind: 'rep', at: 3 },
    ],
  ];
  const run = async (events: Told[]) => {
    const world = await contactWorld();
    world.wecom.refuse('wm1', 40096);
    for (const { kind, at: second } of events) {
      const starts = kind === 'add' || kind === 'half';
      await world.happens(
        starts
          ? world.book.relationStarted({ ...pair, at: at(second), half: kind === 'half' })
          : world.book.relationEnded({ ...pair, at: at(second), by: kind }),
      );
    }
    const { half, endedAt, endedBy } = (await world.relation())!;
    const customer = await world.customer();
    await world.dataSource.destroy();
    return {
      half: endedAt === null && half,
      endedAt,
      endedBy,
      repUserId: customer?.repUserId,
      addedAt: customer?.addedAt,
    };
  };
  for (const history of histories) {
    const straight = await run(history);
    const shuffled = fc.shuffledSubarray([...history, ...history], { minLength: history.length * 2 });
    await fc.assert(
      fc.asyncProperty(shuffled, async (events) => expect(await run(events)).toEqual(straight)),
      { numRuns: 8 },
    );
  }
});
