import { CorpTag } from '../../../src/model/corp-tag';
import { Rep } from '../../../src/model/rep';
import { at, contactWorld, type ContactWorld } from './contact-world';

describe('sync', () => {
  let world: ContactWorld;
  beforeEach(async () => {
    world = await contactWorld();
    world.wecom.befriend('lin', 'wm1', { name: '小满', followedAt: at(0), mobiles: ['13900000000'], tagIds: ['et1'] });
    world.wecom.befriend('gao', 'wm1', { name: '小满', followedAt: at(-100) });
    world.wecom.befriend('lin', 'wm2', { name: '大暑', followedAt: at(0) });
    world.wecom.tagGroups = [{ groupId: 'g', name: '等级', order: 0, tags: [{ tagId: 'et1', name: 'VIP', order: 1 }] }];
  });
  afterEach(() => world.dataSource.destroy());

  test('brings reps, customers, relations and tags, and changes nothing the second time', async () => {
    world.wecom.pageSize = 2;
    const counts = await world.book.sync();
    expect(counts).toMatchObject({ reps: 2, relations: 3, customersNew: 2, relationsStarted: 3, repsFailed: [] });
    expect(await world.customer('wm1')).toMatchObject({ name: '小满', repUserId: 'gao', addedAt: at(-100) });
    expect(await world.dataSource.getRepository(CorpTag).find()).toMatchObject([{ tagId: 'et1', groupName: '等级' }]);
    expect(await world.dataSource.getRepository(Rep).find({ order: { name: 'ASC' } })).toMatchObject([
      { name: '林晓' },
      { name: '高明' },
    ]);
    const before = await world.rows();
    world.clock.at += 3_600_000;
    await world.book.sync();
    expect(await world.rows()).toBe(before);
  });

  test('by two at once, while events come, tells each thing once', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `wmP${index}`);
    for (const name of names) world.wecom.befriend('lin', name, { name, followedAt: at(5) });
    const event = (externalUserId: string) => ({ repUserId: 'lin', externalUserId, at: at(5), half: false });
    await Promise.all([
      world.book.sync(),
      world.book.sync(),
      ...names.map(async (name) => world.happens(world.book.relationStarted(event(name)))),
    ]);
    for (const name of names) {
      expect(await world.customer(name)).toMatchObject({ name, repUserId: 'lin' });
      expect([name, ...(await world.timeline(name))]).toEqual([name, '与林晓成为好友']);
    }
  });

  test('ends what WeCom no longer lists, and takes up what came without a callback', async () => {
    await world.book.sync();
    world.wecom.part('gao', 'wm1');
    world.wecom.befriend('gao', 'wm3', { name: '立秋', followedAt: at(2000) });
    world.clock.at = at(9000);
    expect(await world.book.sync()).toMatchObject({ relationsEnded: 1, customersNew: 1 });
    expect(await world.relation('gao', 'wm1')).toMatchObject({ endedBy: 'gone' });
    expect((await world.customer('wm1'))?.repUserId).toBe('lin');
    world.wecom.befriend('gao', 'wm1', { followedAt: at(-100) });
    world.clock.at = at(10_000);
    await world.book.sync();
    expect((await world.customer('wm1'))?.repUserId).toBe('gao');
  });

  test('a listing that breaks off ends nothing', async () => {
    await world.book.sync();
    world.wecom.pageSize = 1;
    world.wecom.part('lin', 'wm2');
    world.wecom.refuse('page:1', -2);
    world.clock.at = at(9000);
    expect(await world.book.sync()).toMatchObject({ relationsEnded: 0, repsFailed: ['lin', 'gao'] });
    expect(await world.relation('lin', 'wm2')).toMatchObject({ endedAt: null });
  });

  test('a rep whom WeCom no longer knows is marked as left; the others go on', async () => {
    await world.book.sync();
    world.wecom.refuse('lin', 60111);
    world.wecom.befriend('gao', 'wm4', { followedAt: at(2000) });
    world.clock.at = at(9000);
    expect(await world.book.sync()).toMatchObject({ repsLeft: 1, customersNew: 1, repsFailed: [] });
    expect(await world.dataSource.getRepository(Rep).findOneBy({ repUserId: 'lin' })).toMatchObject({ active: false });
    expect((await world.customer('wm2'))?.repUserId).toBeNull();
  });

  test('a rep who fails for another reason keeps the customers', async () => {
    await world.book.sync();
    world.wecom.refuse('lin', 60011);
    world.clock.at = at(9000);
    expect(await world.book.sync()).toMatchObject({ repsLeft: 0, repsFailed: ['lin'] });
    expect((await world.customer('wm2'))?.repUserId).toBe('lin');
  });

  test('a rep without the customer-contact function has left', async () => {
    await world.book.sync();
    world.wecom.reps = world.wecom.reps.filter((rep) => rep.repUserId !== 'lin');
    world.clock.at = at(9000);
    expect(await world.book.sync()).toMatchObject({ repsLeft: 1 });
    expect((await world.customer('wm1'))?.repUserId).toBe('gao');
  });

  test('a customer who deleted the rep stays lost, though WeCom still lists the one-way relation', async () => {
    await world.book.sync();
    await world.happens(
      world.book.relationEnded({ repUserId: 'lin', externalUserId: 'wm2', at: at(2000), by: 'customer' }),
    );
    world.clock.at = at(9000);
    await world.book.sync();
    expect(await world.relation('lin', 'wm2')).toMatchObject({ endedBy: 'by-customer' });
  });

  test('an unconfirmed relation, which WeCom does not list, is not taken for a lost one', async () => {
    world.wecom.refuse('wm9', 84061);
    await world.happens(
      world.book.relationStarted({ repUserId: 'lin', externalUserId: 'wm9', at: at(500), half: true }),
    );
    await world.book.sync();
    expect(await world.relation('lin', 'wm9')).toMatchObject({ endedAt: null });
  });

  test('a relation that began while the pages were read is not taken for a lost one', async () => {
    await world.book.sync();
    world.clock.at = at(2000.7);
    world.wecom.befriend('gao', 'wm5', { followedAt: at(2000) });
    await world.happens(
      world.book.relationStarted({ repUserId: 'gao', externalUserId: 'wm5', at: at(2000), half: false }),
    );
    const listed = world.wecom.pageCustomers.bind(world.wecom);
    world.wecom.pageCustomers = async (reps, cursor) => {
      const page = await listed(reps, cursor);
      return { ...page, items: page.items.filter((row) => row.externalUserId !== 'wm5') };
    };
    expect(await world.book.sync()).toMatchObject({ relationsEnded: 0 });
    expect((await world.customer('wm5'))?.repUserId).toBe('gao');
  });
});
