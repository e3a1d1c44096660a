import { Quota, SlidingWindow } from '../../../src/outbound/wecom/pacing';
import { failureOf, ok, startWecomWorld, StillClock } from './support/wecom-world';
import type { WecomWorld } from './support/wecom-world';

const minute = 60_000;
const hour = 60 * minute;

describe('a sliding window', () => {
  it('never holds more than its limit in any minute, and uses nearly all of it', () => {
    const window = new SlidingWindow(100, minute);
    const taken: number[] = [];
    for (let now = 0; now < 10 * minute; now += 37) {
      if (window.waitMs(now) > 0) continue;
      window.take(now);
      taken.push(now);
    }
    for (const [index, at] of taken.entries()) {
      expect(taken.filter((other, place) => place >= index && other < at + minute).length).toBeLessThanOrEqual(100);
    }
    expect(taken.length).toBeGreaterThanOrEqual(0.95 * 1000);
  });

  it('says how long until one more fits', () => {
    const window = new SlidingWindow(1, minute);
    window.take(1_000);
    const waitMs = window.waitMs(1_500);
    expect(window.waitMs(1_500 + waitMs - 1)).toBeGreaterThan(0);
    expect(window.waitMs(1_500 + waitMs)).toBe(0);
  });
});

it('a quota ends even on a clock that stands still', async () => {
  const quota = new Quota({ perMinute: 1, perHour: 10 }, { clock: new StillClock(), sleep: () => Promise.resolve() });
  await quota.take('/p', 'x');
  await expect(quota.take('/p', 'x')).rejects.toMatchObject({ options: { kind: 'wait' } });
});

describe('against WeCom', () => {
  let world: WecomWorld;
  beforeEach(async () => {
    world = await startWecomWorld({ quota: { perMinute: 10, perHour: 100 } });
  });
  afterEach(() => world.stub.stop());

  it('a 45009 puts its path, and no other, to rest for a minute', async () => {
    const { stub, client, clock } = world;
    stub.answer('user/get', { errcode: 45009 }, { ...ok, userid: 'lin', name: '林' });
    stub.answer('agent/get', { ...ok, name: 'x' });
    const first = await failureOf(client.getRep('lin'));
    expect(first).toMatchObject({ errcode: 45009, options: { kind: 'wait', waitMs: minute } });
    clock.pass(minute - 1);
    expect(await failureOf(client.getRep('lin'))).toMatchObject({ options: { kind: 'wait', waitMs: 1 } });
    expect(stub.asked('user/get')).toHaveLength(1);
    await client.getAgent();
    clock.pass(1);
    await expect(client.getRep('lin')).resolves.toMatchObject({ repUserId: 'lin' });
  });

  it('a second 45009 right after the rest means the hour', async () => {
    const { stub, client, clock } = world;
    stub.answer('user/get', { errcode: 45009 });
    await failureOf(client.getRep('lin'));
    clock.pass(minute);
    expect(await failureOf(client.getRep('lin'))).toMatchObject({ options: { waitMs: hour } });
  });

  it('the quota of a path refuses before WeCom would', async () => {
    const { stub, client, clock } = world;
    stub.answer('user/get', { ...ok, userid: 'lin', name: '林' });
    for (let call = 0; call < 10; call += 1) await client.getRep('lin');
    const error = await failureOf(client.getRep('lin'));
    expect(error).toMatchObject({ errcode: 45009, outcomeUnknown: false, options: { kind: 'wait' } });
    expect(stub.asked('user/get')).toHaveLength(10);
    clock.pass(2 * minute);
    await client.getRep('lin');
  });

  it('app messages have no such quota, but 30 a minute for each rep', async () => {
    const { stub, client, clock } = world;
    stub.answer('message/send', { ...ok, msgid: 'm' });
    const send = (rep: string) => client.sendAppMessage(rep, { kind: 'text', text: 'hi' });
    for (let call = 0; call < 30; call += 1) await send(call % 2 === 0 ? 'Lin' : 'lin');
    expect(await failureOf(send('LIN'))).toMatchObject({ options: { kind: 'wait' } });
    await send('gao');
    expect(stub.asked('message/send')).toHaveLength(31);
    clock.pass(2 * minute);
    await send('lin');
  });
});

describe('in parallel', () => {
  let world: WecomWorld;
  beforeEach(async () => {
    world = await startWecomWorld();
  });
  afterEach(() => world.stub.stop());

  it('at most 8 calls of a path are open', async () => {
    const { stub, client } = world;
    stub.on('user/get', () => ({ json: { ...ok, userid: 'lin' }, delayMs: 5 }));
    await Promise.all(Array.from({ length: 50 }, () => client.getRep('lin')));
    expect(stub.asked('user/get')).toHaveLength(50);
    const mostOpen = stub.mostOpen.get('user/get') ?? 0;
    expect(mostOpen).toBeGreaterThan(1);
    expect(mostOpen).toBeLessThanOrEqual(8);
  });

  it('45033 narrows a path, and every call still comes through', async () => {
    const { stub, client } = world;
    let calls = 0;
    stub.on('user/get', () => ({ json: ++calls <= 3 ? { errcode: 45033 } : { ...ok, userid: 'lin' }, delayMs: 3 }));
    await Promise.all(Array.from({ length: 30 }, () => client.getRep('lin')));
    stub.mostOpen.clear();
    await Promise.all(Array.from({ length: 20 }, () => client.getRep('lin')));
    expect(stub.mostOpen.get('user/get')).toBeLessThan(8);
  });

  it('writes on one rep and customer go one after another, those on others do not wait', async () => {
    const { stub, client } = world;
    stub.on('externalcontact/mark_tag', () => ({ json: ok, delayMs: 5 }));
    const mark = (rep: string, tag: string) => client.markTags(rep, 'wm1', { add: [tag], remove: [] });
    await Promise.all(['a', 'b', 'c', 'd'].map((tag, place) => mark(place % 2 === 0 ? 'lin' : 'LIN', tag)));
    expect(stub.mostOpen.get('externalcontact/mark_tag')).toBe(1);
    expect(stub.asked('externalcontact/mark_tag').map(({ json }) => json?.add_tag)).toEqual([
      ['a'],
      ['b'],
      ['c'],
      ['d'],
    ]);
    await Promise.all(['lin', 'gao', 'wu'].map((rep) => mark(rep, 'a')));
    expect(stub.mostOpen.get('externalcontact/mark_tag')).toBeGreaterThan(1);
  });

  it('a write that fails does not hold the next one', async () => {
    const { stub, client } = world;
    stub.answer('externalcontact/mark_tag', { errcode: 40068 }, ok);
    const [first, second] = await Promise.allSettled(
      ['a', 'b'].map((tag) => client.markTags('lin', 'wm1', { add: [tag], remove: [] })),
    );
    expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
  });
});
