import { WecomError } from '../../../src/kernel/errors';
import { type Handlers, letPass } from '../../../src/inbound/callback/handler';
import { identify } from '../../../src/inbound/callback/identity';
import { InboxWorker } from '../../../src/inbound/callback/worker';
import type { EventKind } from '../../../src/inbound/callback/parse-event';
import { Marker } from '../../../src/model/marker';
import { openAgain } from '../../support/databases';
import { added, Stage, sysEvent, textFrom, vault } from './stage';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
});

afterEach(() => stage.close());

/** All kinds pass but those given. */
function handlers(some: Partial<Handlers>): Handlers {
  return new Proxy(some, { get: (target, kind: EventKind) => target[kind] ?? letPass }) as Handlers;
}

function workerWith(some: Partial<Handlers>, dataSource = stage.dataSource): InboxWorker {
  const { clock, log } = stage;
  return new InboxWorker({ dataSource, clock, vault, logger: log, handlers: handlers(some) });
}

const store = (xml: string) => stage.inbox.store(identify(xml));

function deferred() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

const mark = (name: string) => ({ id: name, value: '1', at: 0 });

describe('serving', () => {
  it('hands the typed event to its handler and marks it done with what it wrote', async () => {
    await store(added('wm1', { State: 'expo' }));
    const worker = workerWith({
      'relation.added': async (event) => async (manager) => {
        await manager.getRepository(Marker).insert(mark(`${event.repUserId} ${event.externalUserId} ${event.state}`));
      },
    });
    expect(await worker.serve()).toBe(1);
    expect(await stage.dataSource.getRepository(Marker).find()).toMatchObject([{ id: 'rep.lin wm1 expo' }]);
    expect(await stage.rows()).toMatchObject([{ state: 'done', doneAt: stage.clock.at, fault: null }]);
    expect(await worker.serve()).toBe(0);
  });

  it('takes the urgent first, then by age', async () => {
    const served: string[] = [];
    const worker = workerWith({
      text: async (event) => {
        served.push(event.text);
        return letPass();
      },
      'relation.added': async (event) => {
        served.push(event.externalUserId);
        return letPass();
      },
    });
    await store(added('plain'));
    await store(textFrom('007', 'first', '1'));
    await store(textFrom('008', 'second', '2'));
    await store(added('welcome', { WelcomeCode: 'w' }));
    expect(await worker.serve()).toBe(4);
    expect(served).toEqual(['welcome', 'first', 'second', 'plain']);
  });

  it('serves a welcome that comes while the lanes are busy', async () => {
    const gate = deferred();
    const greeted = deferred();
    const worker = workerWith({
      text: async () => {
        await gate.opened;
        return letPass();
      },
      'relation.added': async () => {
        greeted.open();
        return letPass();
      },
    });
    for (let rep = 0; rep < 30; rep += 1) await store(textFrom(`rep${rep}`, 'x', String(rep)));
    const busy = worker.serve();
    await store(added('wm1', { WelcomeCode: 'w' }));
    void worker.serve();
    await greeted.opened;
    gate.open();
    expect(await busy).toBe(31);
  });

  it("serves one customer's events in order, others beside them", async () => {
    const order: string[] = [];
    const gate = deferred();
    const worker = workerWith({
      'relation.added': async (event) => {
        if (event.externalUserId === 'slow') await gate.opened;
        order.push(`added ${event.externalUserId}`);
        return letPass();
      },
      'relation.edited': async (event) => {
        order.push(`edited ${event.externalUserId}`);
        if (event.externalUserId === 'quick') gate.open();
        return letPass();
      },
    });
    const edited = (name: string) => added(name).replace('add_external_contact', 'edit_external_contact');
    for (const name of ['slow', 'quick']) {
      await store(added(name));
      await store(edited(name));
    }
    expect(await worker.serve()).toBe(4);
    expect(order).toEqual(['added quick', 'edited quick', 'added slow', 'edited slow']);
  });

  it('works through a backlog', async () => {
    await Promise.all(Array.from({ length: 200 }, (_, index) => store(added(`wm${index}`))));
    expect(await workerWith({}).serve()).toBe(200);
  });

  it('lets an unknown event pass to its own handler', async () => {
    const names: string[] = [];
    await store(sysEvent({ MsgType: 'event', Event: 'brand_new' }));
    const worker = workerWith({
      unknown: async (event) => {
        names.push(event.name);
        return letPass();
      },
    });
    expect(await worker.serve()).toBe(1);
    expect(names).toEqual(['brand_new']);
  });
});

describe('a failure', () => {
  it('puts one event off and none of the others, and is tried again with growing waits until it is parked', async () => {
    await store(added('bad'));
    await store(added('good'));
    let tries = 0;
    const worker = workerWith({
      'relation.added': async (event) => {
        if (event.externalUserId === 'good') return letPass();
        tries += 1;
        throw new Error('no luck');
      },
    });
    expect(await worker.serve()).toBe(1);
    const waits: number[] = [];
    for (;;) {
      const bad = (await stage.rows())[0];
      if (bad?.state !== 'received') break;
      waits.push(Math.round((bad.nextAttemptAt - stage.clock.at) / 1000));
      expect(await worker.serve()).toBe(0);
      stage.clock.at = bad.nextAttemptAt;
      await worker.serve();
    }
    expect(waits).toEqual([1, 5, 30, 120, 600, 3600, 3600, 3600, 3600, 3600, 3600]);
    expect(tries).toBe(12);
    expect((await stage.rows())[0]).toMatchObject({ state: 'parked', fault: 'Error: no luck' });
    expect(stage.log.lines.filter((line) => line.level === 'error')).toHaveLength(1);
  });

  it('waits as long as WeCom asks', async () => {
    await store(added('wm1'));
    const limited = new WecomError(45009, 'externalcontact/get', 'frequency', { kind: 'wait', waitMs: 60_000 });
    await workerWith({ 'relation.added': () => Promise.reject(limited) }).serve();
    expect((await stage.rows())[0]?.nextAttemptAt).toBe(stage.clock.at + 60_000);
  });

  it('in what is written takes all of it back', async () => {
    await store(added('wm1'));
    const worker = workerWith({
      'relation.added': async () => async (manager) => {
        await manager.getRepository(Marker).insert(mark('half'));
        throw new Error('then it broke');
      },
    });
    expect(await worker.serve()).toBe(0);
    expect(await stage.dataSource.getRepository(Marker).count()).toBe(0);
    expect(await stage.rows()).toMatchObject([{ state: 'received', attempts: 1, doneAt: null }]);
  });

  it('to be read parks the event at once and names the field', async () => {
    await store(added('wm1').replace(/<ExternalUserID>.*<\/ExternalUserID>/, ''));
    expect(await workerWith({}).serve()).toBe(0);
    expect(await stage.rows()).toMatchObject([{ state: 'parked', fault: expect.stringContaining('ExternalUserID') }]);
  });
});

describe('a lease', () => {
  it('that ends unserved passes the event on, and the first worker can write nothing any more', async () => {
    await store(added('wm1'));
    const stuck = deferred();
    const begun = deferred();
    const zombie = workerWith({
      'relation.added': async () => {
        begun.open();
        await stuck.opened;
        return async (manager) => void (await manager.getRepository(Marker).insert(mark('zombie')));
      },
    });
    const heir = workerWith({
      'relation.added': async () => async (manager) => void (await manager.getRepository(Marker).insert(mark('heir'))),
    });
    const late = zombie.serve();
    await begun.opened;
    expect(await heir.serve()).toBe(0);
    stage.clock.at += 30_000;
    expect(await heir.serve()).toBe(1);
    stuck.open();
    expect(await late).toBe(0);
    expect(await stage.dataSource.getRepository(Marker).find()).toMatchObject([{ id: 'heir' }]);
    expect(await stage.rows()).toMatchObject([{ state: 'done', attempts: 2 }]);
  });

  it('that ends while its own worker still serves, and nobody else came, is served once and counts', async () => {
    await store(added('wm1'));
    const stuck = deferred();
    const begun = deferred();
    let times = 0;
    const slow = workerWith({
      'relation.added': async () => {
        times += 1;
        begun.open();
        await stuck.opened;
        return async (manager) => void (await manager.getRepository(Marker).insert(mark('slow')));
      },
    });
    const served = slow.serve();
    await begun.opened;
    stage.clock.at += 31_000;
    void slow.serve();
    await store(added('wm2').replace('add_external_contact', 'edit_external_contact'));
    void slow.serve();
    while (!(await stage.rows()).some((row) => row.state === 'done')) await new Promise(setImmediate);
    stuck.open();
    expect(await served).toBe(2);
    expect(times).toBe(1);
    expect(await stage.rows()).toMatchObject([
      { state: 'done', attempts: 1 },
      { state: 'done', attempts: 1 },
    ]);
  });

  it('of a zombie that fails late does not put the event off again', async () => {
    await store(added('wm1'));
    const stuck = deferred();
    const begun = deferred();
    const zombie = workerWith({
      'relation.added': async () => {
        begun.open();
        await stuck.opened;
        throw new Error('too late');
      },
    });
    const late = zombie.serve();
    await begun.opened;
    stage.clock.at += 30_000;
    await workerWith({}).serve();
    stuck.open();
    await late;
    expect(await stage.rows()).toMatchObject([{ state: 'done', fault: null }]);
  });

  it('is had by one of three workers, on two nodes, that serve at once', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => store(added(`wm${index}`))));
    const seen: string[] = [];
    const counting: Partial<Handlers> = {
      'relation.added': async ({ externalUserId }) => {
        seen.push(externalUserId);
        return async (manager) => void (await manager.getRepository(Marker).insert(mark(externalUserId)));
      },
    };
    const otherNode = await openAgain(stage.dataSource);
    const workers = [workerWith(counting), workerWith(counting), workerWith(counting, otherNode)];
    const served = await Promise.all(workers.map((worker) => worker.serve()));
    expect(served.reduce((sum, count) => sum + count)).toBe(60);
    expect(new Set(seen).size).toBe(60);
    expect(seen).toHaveLength(60);
    expect(await stage.dataSource.getRepository(Marker).count()).toBe(60);
  });

  it('taken by worker after worker that dies parks the event', async () => {
    await store(added('deadly'));
    await stage.dataSource.query('update callback_events set attempts = 12');
    expect(await workerWith({}).serve()).toBe(0);
    expect(await stage.rows()).toMatchObject([{ state: 'parked', fault: expect.stringContaining('died') }]);
  });
});

describe('stopping', () => {
  it('ends what runs and hands back what was not begun', async () => {
    const gate = deferred();
    const begun = deferred();
    const worker = workerWith({
      text: async () => {
        begun.open();
        await gate.opened;
        return letPass();
      },
    });
    for (let index = 0; index < 8; index += 1) await store(textFrom(`rep${index}`, 'x', String(index)));
    const serving = worker.serve();
    await begun.opened;
    const stopped = worker.stop(5000);
    gate.open();
    await stopped;
    const served = await serving;
    const rows = await stage.rows();
    expect(rows.filter((row) => row.state === 'done')).toHaveLength(served);
    const rest = rows.filter((row) => row.state === 'received');
    expect(rest.length).toBeGreaterThan(0);
    expect(rest.every((row) => row.attempts === 0 && row.nextAttemptAt <= stage.clock.at + 1)).toBe(true);
    expect(await workerWith({}).serve()).toBe(8 - served);
    expect(await worker.serve()).toBe(0);
  });

  it('does not wait longer than told', async () => {
    const begun = deferred();
    const worker = workerWith({
      text: () => {
        begun.open();
        return new Promise(() => undefined);
      },
    });
    await store(textFrom('007', 'x', '1'));
    void worker.serve();
    await begun.opened;
    await worker.stop(20);
    expect(await stage.rows()).toMatchObject([{ state: 'received' }]);
  });
});
