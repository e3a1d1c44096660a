import type { DataSource } from 'typeorm';
import { Marker } from '../../../src/model/marker';
import { openDatabase } from '../../../src/outbound/database/open-database';
import { WriteGate } from '../../../src/outbound/database/write-gate';

describe('the gate', () => {
  afterEach(() => jest.useRealTimers());

  test('lets in one at a time, first come, first served', async () => {
    const gate = new WriteGate();
    const entered: string[] = [];
    const visitors = ['a', 'b', 'c'].map((name) => ({ name }));
    const visits = visitors.map(async (visitor) => {
      await gate.enter(visitor);
      entered.push(visitor.name);
      expect(visitors.filter((one) => gate.isHeldBy(one))).toEqual([visitor]);
      await new Promise((resolve) => setImmediate(resolve));
      gate.leave(visitor);
    });
    await Promise.all(visits);
    expect(entered).toEqual(['a', 'b', 'c']);
  });

  test('tells one who waited 30 s what to mend, and lets the next in as if that one had never come', async () => {
    jest.useFakeTimers();
    const gate = new WriteGate();
    const [holder, tired, next] = [{}, {}, {}];
    await gate.enter(holder);
    const waited = expect(gate.enter(tired)).rejects.toThrow('inside a transaction use its own manager');
    await jest.advanceTimersByTimeAsync(10_000);
    const turn = gate.enter(next);
    await jest.advanceTimersByTimeAsync(20_000);
    await waited;
    gate.leave(holder);
    await turn;
    expect(gate.isHeldBy(next)).toBe(true);
  });

  test('is not opened by one who does not hold it', async () => {
    const gate = new WriteGate();
    const [holder, stranger] = [{}, {}];
    await gate.enter(holder);
    gate.leave(stranger);
    expect(gate.isHeldBy(holder)).toBe(true);
  });
});

describe('SQLite behind the gate', () => {
  let dataSource: DataSource;
  beforeEach(async () => {
    dataSource = await openDatabase('sqlite::memory:');
  });
  afterEach(() => dataSource.destroy());
  const markers = () => dataSource.getRepository(Marker);
  const marker = (id: string) => ({ id, value: '', at: 1 });

  test('opens again when a transaction breaks, in whatever way', async () => {
    const broken = dataSource.transaction(async (manager) => {
      await manager.query('this is no sql');
    });
    await expect(broken).rejects.toThrow();
    await expect(dataSource.query('nor is this')).rejects.toThrow();
    // A commit that fails is a rollback.
    await dataSource.query('pragma foreign_keys = on');
    await dataSource.query('create table parents (id integer primary key)');
    await dataSource.query('create table children (parent integer references parents deferrable initially deferred)');
    const orphaned = dataSource.transaction(async (manager) => {
      await manager.insert(Marker, marker('a'));
      await manager.query('insert into children values (1)');
    });
    await expect(orphaned).rejects.toThrow(/FOREIGN KEY/);
    await markers().insert(marker('b'));
    expect((await markers().find()).map(({ id }) => id)).toEqual(['b']);
  });

  test('keeps one holder through nested transactions', async () => {
    let plain: Promise<unknown> = Promise.resolve();
    await dataSource.transaction(async (manager) => {
      plain = markers().insert(marker('plain'));
      await expect(
        manager.transaction(async (nested) => {
          await nested.insert(Marker, marker('lost'));
          throw new Error('only this one');
        }),
      ).rejects.toThrow('only this one');
      await manager.insert(Marker, marker('kept'));
      expect((await manager.find(Marker)).map(({ id }) => id)).toEqual(['kept']);
    });
    await plain;
    expect((await markers().find({ order: { id: 'ASC' } })).map(({ id }) => id)).toEqual(['kept', 'plain']);
  });

  test('keeps its durability: WAL with a full sync', async () => {
    expect(await dataSource.query('pragma synchronous')).toEqual([{ synchronous: 2 }]);
  });
});
