import { Customer } from '../../../src/model/customer';
import { KfAccount } from '../../../src/model/kf-account';
import { TimelineEvent } from '../../../src/model/timeline-event';
import { type KfWorld, openKfId, startKfWorld, xiaoman } from './kf-world';

const minute = 60_000;
let world: KfWorld;
afterEach(() => world.stop());

/** The tick of the next minute. */
async function pass(minutes: number): Promise<void> {
  world.clock.moveTo(world.clock.now() + minutes * minute);
  await world.app.scheduler.ringDue();
  await world.settle();
}

/** What customers and WeCom said, without what we answered. */
async function received(): Promise<string[]> {
  const own = (await world.messages()).map(({ origin }) => origin === 'us');
  return (await world.kept()).filter((_, index) => !own[index]);
}

async function loseCursor(cursor: string): Promise<void> {
  await world.app.dataSource.manager.update(KfAccount, { openKfId }, { cursor });
}

describe('what a customer writes to the kf account', () => {
  it('is kept once, sealed, in the order of WeCom', async () => {
    world = await startKfWorld();
    world.kf.customerWrites(openKfId, xiaoman, '滤芯多久换一次');
    world.kf.customerSends(openKfId, xiaoman, 'image', { media_id: 'media1' });
    await world.hears('上次是五月换的');
    expect(await received()).toEqual(['滤芯多久换一次', 'image', '上次是五月换的']);
    const [first] = await world.messages();
    expect(first?.sealedBody).not.toContain('滤芯');
    expect(await world.conversation()).toMatchObject({ lastCustomerAt: world.clock.now() });
  });

  it('is on the timeline of the customer, and a sign of life', async () => {
    world = await startKfWorld();
    await world.hears('在吗');
    const { manager } = world.app.dataSource;
    const [line] = await manager.findBy(TimelineEvent, { externalUserId: xiaoman, kind: 'kf.text' });
    expect(line?.summary).toBe('在微信客服发来文字');
    type Told = { events: { kind: string; words: string | null }[] };
    const { events } = await world.api<Told>('GET', `/customers/${xiaoman}/timeline`);
    expect(events.find(({ kind, words }) => kind === 'kf.text' && words === '在吗')).toBeDefined();
    const { lastActiveAt } = await manager.findOneByOrFail(Customer, { externalUserId: xiaoman });
    expect(lastActiveAt).toBe(world.clock.now());
  });

  it('is kept of a visitor who is nobody’s friend too', async () => {
    world = await startKfWorld();
    const { externalUserId } = world.kf.customerEnters({ openKfId, customerName: '路人甲', scene: 'shelf' });
    await world.hears('你们几点关门', externalUserId);
    expect(await received()).toEqual(['entered', '你们几点关门']);
    const { manager } = world.app.dataSource;
    expect(await manager.existsBy(Customer, { externalUserId })).toBe(false);
    // Once they are a rep's friend, it is on their timeline.
    world.sandbox.platform.customerAddsRep({ repUserId: 'rep.lin', externalUserId });
    await world.settle();
    const lines = await manager.find(TimelineEvent, { where: { externalUserId }, order: { at: 'ASC', id: 'ASC' } });
    const told = lines.filter(({ kind }) => kind.startsWith('kf.')).map(({ summary }) => summary);
    expect(told.slice(0, 2)).toEqual(['进入了微信客服', '在微信客服发来文字']);
  });

  it('is kept of any length and kind', async () => {
    world = await startKfWorld();
    await world.hears('长'.repeat(10_000));
    world.kf.customerSends(openKfId, xiaoman, 'hologram', { depth: 3 });
    world.kf.customerSends(openKfId, xiaoman, 'merged_msg', {
      title: '聊天记录',
      item: Array.from({ length: 300 }, () => ({
        msgtype: 'text',
        sender_name: '妈妈',
        msg_content: JSON.stringify({ text: { content: '漏水了'.repeat(500) } }),
      })),
    });
    await world.hears('😂');
    expect((await received()).map((text) => text.slice(0, 9))).toEqual(['长'.repeat(9), 'unknown', 'merged', '😂']);
  });
});

describe('pulling', () => {
  it('goes on over pages that are empty', async () => {
    world = await startKfWorld({ sandbox: { kfPageRows: 1 } });
    for (const text of ['一', '二', '三']) world.kf.customerWrites(openKfId, xiaoman, text);
    await world.settle();
    await world.hears('四');
    expect(await received()).toEqual(['一', '二', '三', '四']);
  });

  it('reads the last three days again after a lost cursor, and keeps nothing twice', async () => {
    world = await startKfWorld();
    await world.hears('一');
    await loseCursor('of another world');
    await world.hears('二');
    await loseCursor('');
    await world.hears('三');
    expect(await received()).toEqual(['一', '二', '三']);
    expect(world.answers()).toHaveLength(new Set(world.answers()).size);
  });

  it('finds what a lost callback spoke of within minutes, without a token', async () => {
    world = await startKfWorld();
    world.sandbox.faults.callbacks.drop = 1;
    await world.hears('有人吗');
    expect(await received()).toEqual([]);
    await pass(6);
    expect(await received()).toEqual(['有人吗']);
    const pulls = world.sandbox.calls('kf/sync_msg');
    for (let minutes = 0; minutes < 10; minutes += 1) await pass(1);
    expect(world.sandbox.calls('kf/sync_msg') - pulls).toBe(2);
  });

  it('does without a token that is over', async () => {
    world = await startKfWorld();
    world.sandbox.faults.set('kf/sync_msg', { errcode: 95007, times: 1 });
    await world.hears('在吗');
    expect(await received()).toEqual(['在吗']);
  });

  it('tries again what WeCom refused or did not answer', async () => {
    world = await startKfWorld();
    world.sandbox.faults.set('kf/sync_msg', { errcode: 45009, times: 1 });
    await world.hears('在吗');
    expect(await received()).toEqual([]);
    await pass(3);
    expect(await received()).toEqual(['在吗']);
  });

  it('takes a burst of bells, each three times, for one', async () => {
    world = await startKfWorld();
    world.sandbox.faults.callbacks.duplicate = 2;
    for (let n = 0; n < 20; n += 1) world.kf.customerWrites(openKfId, xiaoman, `第${n}句`);
    await world.settle();
    expect(await received()).toHaveLength(20);
    // The one at the start, and at most one a bell.
    expect(world.sandbox.calls('kf/sync_msg')).toBeLessThanOrEqual(21);
  });

  it('is done by one of two processes at a time', async () => {
    world = await startKfWorld();
    const other = await world.startBeside();
    world.sandbox.faults.set('kf/sync_msg', { delayMs: 30 });
    for (let n = 0; n < 10; n += 1) {
      world.kf.customerWrites(openKfId, xiaoman, `第${n}句`);
      await Promise.all([world.app.features.kfPuller.pullDue(), other.features.kfPuller.pullDue()]);
    }
    await world.settle();
    await other.jobs.settle();
    await other.stop();
    expect(await received()).toEqual(Array.from({ length: 10 }, (_, n) => `第${n}句`));
  });

  it('is left to whoever took the account over meanwhile', async () => {
    world = await startKfWorld();
    const { kfAccounts } = world.app.features;
    const slow = await kfAccounts.take(openKfId);
    world.clock.moveTo(world.clock.now() + 2 * minute);
    await world.hears('在吗');
    if (!slow) throw new Error('nobody else reads it');
    await expect(kfAccounts.advance(world.app.dataSource.manager, slow, 'kfcur0')).rejects.toThrow('another reader');
    expect((await world.account()).cursor).not.toBe('kfcur0');
  });
});

describe('recalls', () => {
  it('mark what they recall, also where they come first', async () => {
    world = await startKfWorld();
    const said = world.kf.customerWrites(openKfId, xiaoman, '说错了');
    world.kf.customerRecalls(openKfId, xiaoman, said);
    await world.settle();
    const { messages } = world;
    expect((await messages()).find(({ messageId }) => messageId === said)?.recalledAt).toBe(world.clock.now());
    // WeCom tells in another order: the recall is known before its message.
    await world.app.dataSource.query('delete from messages where messageId = ?', [said]);
    await loseCursor('');
    await pass(6);
    expect((await messages()).find(({ messageId }) => messageId === said)?.recalledAt).not.toBeNull();
  });
});

describe('an account', () => {
  it('that is taken away in mid-conversation is read no more, until it comes back', async () => {
    world = await startKfWorld();
    await world.hears('在吗');
    world.kf.customerWrites(openKfId, xiaoman, '还在吗');
    world.kf.adminRevokesAccount(openKfId);
    await world.settle();
    await pass(10);
    expect(await world.account()).toMatchObject({ managed: false });
    const calls = world.sandbox.calls('kf/sync_msg');
    await pass(10);
    expect(world.sandbox.calls('kf/sync_msg')).toBe(calls);
  });

  it('that is deleted without a word is noticed by its refusal', async () => {
    world = await startKfWorld();
    await world.hears('在吗');
    world.sandbox.faults.callbacks.drop = 1;
    world.kf.adminDeletesAccount(openKfId);
    await pass(6);
    expect(await world.account()).toMatchObject({ managed: false });
  });

  it('is known by name after a sync', async () => {
    world = await startKfWorld();
    expect(await world.account()).toMatchObject({ name: '久伴生活馆客服', managed: true });
  });
});
