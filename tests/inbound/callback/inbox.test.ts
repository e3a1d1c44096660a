import type { CallbackMetrics } from '../../../src/inbound/callback/handler';
import { identify } from '../../../src/inbound/callback/identity';
import { Inbox } from '../../../src/inbound/callback/inbox';
import { InboxUpkeep } from '../../../src/inbound/callback/inbox-upkeep';
import { CallbackEvent } from '../../../src/model/callback-event';
import { openAgain } from '../../support/databases';
import { added, Stage, vault } from './stage';

const groups: number[] = [];
const outcomes: string[] = [];
const metrics: CallbackMetrics = { stored: (_kind, outcome) => outcomes.push(outcome) };
let stage: Stage;

beforeEach(async () => {
  groups.length = 0;
  outcomes.length = 0;
  stage = await Stage.open({ afterCommit: (stored) => groups.push(stored), metrics });
});

afterEach(() => stage.close());

const store = (name: string) => stage.inbox.store(identify(added(name)));

it('what arrives in one turn is one commit', async () => {
  const results = await Promise.all(Array.from({ length: 40 }, (_, index) => store(`wm${index}`)));
  expect(new Set(results)).toEqual(new Set(['new']));
  expect(groups).toEqual([40]);
  await store('later');
  expect(groups).toEqual([40, 1]);
});

it('more than one statement takes are several commits', async () => {
  await Promise.all(Array.from({ length: 1201 }, (_, index) => store(`wm${index}`)));
  expect(groups).toEqual([500, 500, 201]);
  expect(await stage.rows()).toHaveLength(1201);
});

it('a repeat among new rows costs none of them', async () => {
  await store('wm1');
  const results = await Promise.all([store('wm0'), store('wm1'), store('wm2'), store('wm2')]);
  expect(results).toEqual(['new', 'repeat', 'new', 'repeat']);
  expect(await stage.rows()).toHaveLength(3);
  expect(groups).toEqual([1, 2]);
  expect(outcomes.sort()).toEqual(['new', 'new', 'new', 'repeat', 'repeat']);
});

it('the same events three times in parallel, at three nodes and in any order, are kept once each', async () => {
  const { clock, log } = stage;
  const nodes = [stage.inbox];
  for (const _ of [2, 3]) {
    nodes.push(new Inbox({ dataSource: await openAgain(stage.dataSource), clock, vault, logger: log, metrics }));
  }
  const names = Array.from({ length: 300 }, (_, index) => `wm${index}`);
  const orders = [names, [...names].reverse(), [...names.slice(150), ...names.slice(0, 150)]];
  const results = await Promise.all(
    nodes.flatMap((inbox, node) => (orders[node] ?? []).map((name) => inbox.store(identify(added(name))))),
  );
  expect(results.filter((result) => result === 'new')).toHaveLength(300);
  expect(results.filter((result) => result === 'repeat')).toHaveLength(600);
  expect(await stage.rows()).toHaveLength(300);
});

it('rows of one millisecond keep the order of their arrival', async () => {
  await Promise.all(['c', 'a', 'b'].map(store));
  const rows = await stage.rows();
  const ids = ['c', 'a', 'b'].map((name) => identify(added(name)).id);
  expect(rows.map((row) => row.id)).toEqual(ids);
  expect(new Set(rows.map((row) => Math.floor(row.receivedAt)))).toEqual(new Set([stage.clock.at]));
});

it('a group that cannot be stored is told so to each of its senders', async () => {
  await stage.dataSource.query('alter table callback_events rename to away');
  const results = await Promise.allSettled([store('wm1'), store('wm2')]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  expect(outcomes).toEqual(['failed', 'failed']);
});

describe('upkeep', () => {
  const day = 86_400_000;

  it('counts what waits and what is parked', async () => {
    const upkeep = new InboxUpkeep(stage);
    expect(await upkeep.stats()).toEqual({ waiting: 0, oldestAt: null, parked: 0 });
    await store('wm1');
    await store('wm2');
    await stage.inbox.store(identify('hello'));
    expect(await upkeep.stats()).toEqual({ waiting: 2, oldestAt: stage.clock.at, parked: 1 });
  });

  it('empties what was done, keeps its id for repeats, and drops it a month later', async () => {
    const upkeep = new InboxUpkeep(stage);
    await Promise.all([store('done'), store('waiting')]);
    const repository = stage.dataSource.getRepository(CallbackEvent);
    const { id } = identify(added('done'));
    const doneAt = stage.clock.at;
    await repository.update({ id }, { state: 'done', doneAt, nextAttemptAt: doneAt });

    expect(await upkeep.purge(doneAt)).toEqual({ emptied: 0, dropped: 0 });
    expect(await upkeep.purge(doneAt + 3 * day)).toEqual({ emptied: 1, dropped: 0 });
    expect(await upkeep.purge(doneAt + 3 * day)).toEqual({ emptied: 0, dropped: 0 });
    expect(await repository.findOneByOrFail({ id })).toMatchObject({ sealedXml: '', state: 'done' });
    expect(await store('done')).toBe('repeat');
    expect(await upkeep.purge(doneAt + 31 * day)).toEqual({ emptied: 0, dropped: 1 });
    expect((await stage.rows()).map((row) => row.state)).toEqual(['received']);
  });
});
