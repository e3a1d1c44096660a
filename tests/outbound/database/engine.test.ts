import type { DataSource } from 'typeorm';
import { Customer } from '../../../src/model/customer';
import { Marker } from '../../../src/model/marker';
import { isUniqueViolation } from '../../../src/kernel/errors';
import { openAgain, openFreshDatabase } from '../../support/databases';

/** What the slices take for granted of whatever engine they run on. */

let dataSource: DataSource;
beforeEach(async () => {
  dataSource = await openFreshDatabase();
});
afterEach(() => dataSource.destroy());

const markers = () => dataSource.getRepository(Marker);
const customers = () => dataSource.getRepository(Customer);
const customer = (externalUserId: string, more: Partial<Customer> = {}) => ({
  externalUserId,
  name: '',
  interests: [],
  createdAt: 1,
  updatedAt: 1,
  ...more,
});

test('ids that differ by case are two customers', async () => {
  await customers().insert([customer('wmABC', { name: '大' }), customer('wmabc', { name: '小' })]);
  expect((await customers().findOneByOrFail({ externalUserId: 'wmABC' })).name).toBe('大');
  await customers().update({ externalUserId: 'wmabc' }, { name: '改' });
  expect((await customers().find({ order: { externalUserId: 'ASC' } })).map(({ name }) => name)).toEqual(['大', '改']);
});

test('names keep their emoji, rare characters and accents', async () => {
  const names = ['👨‍👩‍👧‍👦 一家人', '𠮷野家', 'Zoë', 'Zoe'];
  await customers().insert(names.map((name, index) => customer(`wm${index}`, { name })));
  expect((await customers().find({ order: { externalUserId: 'ASC' } })).map(({ name }) => name)).toEqual(names);
  expect(await customers().countBy({ name: 'Zoe' })).toBe(1);
});

test('instants keep their fractions of a millisecond, sums of money their fen, flags their truth', async () => {
  const at = Date.parse('2027-01-04T10:00:00+08:00') + 0.001;
  await customers().insert(customer('wm1', { lastActiveAt: at, totalCents: 2_147_483_647, deceased: true }));
  expect(await customers().findOneBy({ externalUserId: 'wm1' })).toMatchObject({
    lastActiveAt: at,
    totalCents: 2_147_483_647,
    deceased: true,
    repPinned: false,
  });
});

test('an update counts the rows that it found, also where nothing was to change', async () => {
  await markers().insert({ id: 'a', value: 'x', at: 1 });
  expect((await markers().update({ id: 'a' }, { value: 'x' })).affected).toBe(1);
  expect((await markers().update({ id: 'b' }, { value: 'x' })).affected).toBe(0);
});

test('a row that is there already is told apart from every other fault', async () => {
  await markers().insert({ id: 'a', value: '', at: 1 });
  const fault = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
  expect(isUniqueViolation(await fault(markers().insert({ id: 'a', value: '', at: 2 })))).toBe(true);
  expect(isUniqueViolation(await fault(dataSource.query('select * from nowhere')))).toBe(false);
  expect(isUniqueViolation(await fault(markers().insert({ id: 'b', at: 2 })))).toBe(false);
});

test('a unique key that hit leaves the rest of its transaction alone', async () => {
  await markers().insert({ id: 'a', value: 'old', at: 1 });
  await dataSource.transaction(async (manager) => {
    await manager.insert(Marker, { id: 'b', value: '', at: 1 });
    await expect(manager.insert(Marker, { id: 'a', value: 'new', at: 1 })).rejects.toThrow();
    await manager.insert(Marker, { id: 'c', value: '', at: 1 });
  });
  expect((await markers().find({ order: { id: 'ASC' } })).map(({ id, value }) => id + value)).toEqual([
    'aold',
    'b',
    'c',
  ]);
});

test('a plain write during another’s open transaction is not lost when that one is rolled back', async () => {
  let plain: Promise<unknown> = Promise.resolve();
  const broken = dataSource.transaction(async (manager) => {
    await manager.insert(Marker, { id: 'half', value: '', at: 1 });
    plain = markers().insert({ id: 'plain', value: '', at: 1 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    throw new Error('then it broke');
  });
  await expect(broken).rejects.toThrow('then it broke');
  await plain;
  expect((await markers().find()).map(({ id }) => id)).toEqual(['plain']);
});

test('what is not committed yet is seen by nobody else', async () => {
  let seen: Promise<Marker[]> = Promise.resolve([]);
  await dataSource.transaction(async (manager) => {
    await manager.insert(Marker, { id: 'a', value: '', at: 1 });
    seen = markers().find();
    const soon = new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.race([seen, soon]);
    await manager.update(Marker, { id: 'a' }, { value: 'whole' });
  });
  // On SQLite the reader waited for the commit; elsewhere it saw what was there before.
  expect((await seen).every(({ value }) => value === 'whole')).toBe(true);
});

test('many transactions at once count every one', async () => {
  await markers().insert({ id: 'count', value: '', at: 0 });
  const other = await openAgain(dataSource);
  const raise = (source: DataSource) =>
    source.transaction(async (manager) => {
      const update = manager.createQueryBuilder().update(Marker);
      await update
        .set({ at: () => 'at + 1' })
        .where({ id: 'count' })
        .execute();
      const { at } = await manager.findOneByOrFail(Marker, { id: 'count' });
      await manager.insert(Marker, { id: `at${at}`, value: '', at });
    });
  await Promise.all(Array.from({ length: 40 }, (_, index) => raise(index % 2 ? dataSource : other)));
  expect((await markers().findOneByOrFail({ id: 'count' })).at).toBe(40);
  expect(await markers().count()).toBe(41);
});

test('a transaction sees what others committed since it began', async () => {
  const other = await openAgain(dataSource);
  if (other === dataSource) return; // on SQLite nobody commits meanwhile
  await dataSource.transaction(async (manager) => {
    expect(await manager.existsBy(Marker, { id: 'late' })).toBe(false);
    await other.getRepository(Marker).insert({ id: 'late', value: '', at: 1 });
    expect(await manager.existsBy(Marker, { id: 'late' })).toBe(true);
  });
});

test('two that take rows in opposite order both get through', async () => {
  await markers().insert(['a', 'b'].map((id) => ({ id, value: '', at: 0 })));
  const other = await openAgain(dataSource);
  const raise = async (source: DataSource, ids: string[]) =>
    source.transaction(async (manager) => {
      for (const id of ids) {
        const update = manager.createQueryBuilder().update(Marker);
        await update
          .set({ at: () => 'at + 1' })
          .where({ id })
          .execute();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
  await Promise.all([raise(dataSource, ['a', 'b']), raise(other, ['b', 'a']), raise(dataSource, ['b', 'a'])]);
  expect((await markers().find()).map(({ at }) => at)).toEqual([3, 3]);
});
