import { tally } from '../../../src/features/outreach/tally';
import { instantAt } from '../../../src/kernel/calendar';
import { CareError } from '../../../src/kernel/errors';
import { TimelineEvent } from '../../../src/model/timeline-event';
import type { Touch } from '../../../src/model/touch';
import { noAnswer, refusal } from './fake-wecom';
import { outreachWorld, type OutreachWorld, zone } from './outreach-world';

let world: OutreachWorld;
beforeEach(async () => {
  world = await outreachWorld();
});
afterEach(async () => {
  expect((await tally(world.dataSource)).holds).toBe(true);
  const delivered = world.wecom.delivered();
  expect(new Set(delivered).size).toBe(delivered.length);
  await world.close();
});

const suggestion = (set: Partial<Touch> = {}) => world.touch({ path: 'suggestion', state: 'offered', ...set });
const onlyTask = () => [...world.wecom.tasks.keys()].at(-1) ?? '';
const told = async (kind: string) => world.dataSource.manager.countBy(TimelineEvent, { kind });

describe('发送', () => {
  test('makes a task for this one customer with the text as edited', async () => {
    const touch = await suggestion();
    const answer = await world.acts.send(touch.id, 'lin', '  张姐，用得还顺手吗？\r\n有事找我 ');
    expect(answer).toEqual({ state: 'offered', done: true, message: '已建好群发任务，请到「群发助手」点发送' });
    const request = [...world.wecom.tasks.values()][0]?.request;
    expect(request).toEqual({
      repUserId: 'lin',
      externalUserIds: [touch.externalUserId],
      text: '张姐，用得还顺手吗？\n有事找我',
    });
    expect((await world.touchNow(touch)).text).toBe('张姐，用得还顺手吗？\n有事找我');
  });

  test('tapped twice, also at once, makes one task', async () => {
    const touch = await suggestion();
    const [one, other] = await Promise.all([world.acts.send(touch.id, 'lin'), world.acts.send(touch.id, 'lin')]);
    await world.acts.send(touch.id, 'lin');
    expect([one?.done, other?.done]).toEqual([true, true]);
    expect(world.wecom.tasks.size).toBe(1);
  });

  test('of the same words to two customers makes two tasks, of which none is lost', async () => {
    const [one, other] = [await suggestion(), await suggestion()];
    await Promise.all([world.acts.send(one.id, 'lin'), world.acts.send(other.id, 'lin')]);
    expect(world.wecom.tasks.size).toBe(2);
  });

  test('without an answer says so, and the look-up finds the task', async () => {
    const touch = await suggestion();
    world.wecom.next('createMassSend', { error: noAnswer(), applied: true });
    expect((await world.acts.send(touch.id, 'lin')).message).toContain('不要重复发送');
    expect((await world.acts.send(touch.id, 'lin')).message).toContain('不要重复发送');
    await world.minutes(2);
    expect((await world.acts.send(touch.id, 'lin')).message).toContain('任务已在「群发助手」里');
    expect(world.wecom.tasks.size).toBe(1);
  });

  test('that WeCom refuses says what the rep can do', async () => {
    const touch = await suggestion();
    world.wecom.refusedCustomers.add(touch.externalUserId);
    const answer = await world.acts.send(touch.id, 'lin');
    expect(answer).toMatchObject({ state: 'failed', done: false });
    expect(answer.message).toContain('亲自发送');
    expect((await world.acts.markSent(touch.id, 'lin')).done).toBe(true);
    expect((await world.touchNow(touch)).state).toBe('sent');
  });

  test('that must wait is queued and made later', async () => {
    const touch = await suggestion();
    world.wecom.next('createMassSend', { error: refusal(45009, 'wait', 60_000) });
    expect((await world.acts.send(touch.id, 'lin')).message).toContain('已排队');
    await world.minutes(2);
    expect((await world.touchNow(touch)).state).toBe('offered');
    expect(world.wecom.tasks.size).toBe(1);
  });

  test('goes in quiet hours too, because the rep taps', async () => {
    world.clock.to('21:45');
    const touch = await suggestion({ notAfter: instantAt('2027-03-12', '21:30', zone) });
    expect((await world.acts.send(touch.id, 'lin')).done).toBe(true);
    await world.minutes(10);
    await world.massSender.endOfDay();
    expect(world.wecom.task(onlyTask()).cancelled).toBe(false);
  });

  test('is refused for words that the play forbids, for a touch that is over, and by the rules of care', async () => {
    const touch = await suggestion();
    await expect(world.acts.send(touch.id, 'lin', '只要¥99')).rejects.toMatchObject({ code: 'text_refused' });
    world.verdicts.send = { ok: false, final: true, reason: 'opted_out', why: '客户已退订' };
    expect(await world.acts.send(touch.id, 'lin')).toMatchObject({ done: false, message: '客户已退订' });
    world.verdicts.send = undefined;
    world.clock.to('22:00');
    expect((await world.acts.send(touch.id, 'lin')).message).toContain('时限');
    expect(world.wecom.tasks.size).toBe(0);
  });
});

describe('a touch of another rep', () => {
  test.each(['send', 'markSent', 'skip', 'postpone'] as const)('does not exist for %s', async (act) => {
    const touch = await suggestion({ repUserId: 'gao' });
    const more = { send: undefined, markSent: undefined, skip: '不合适', postpone: '2027-03-12' }[act];
    // Each verb takes (touch, rep, its own third).
    const verb = world.acts[act].bind(world.acts) as (id: string, rep: string, more?: string) => Promise<unknown>;
    await expect(verb(touch.id, 'lin', more)).rejects.toThrow(CareError);
    expect((await world.touchNow(touch)).state).toBe('offered');
  });
});

describe('已发', () => {
  test('counts once and is told once', async () => {
    const touch = await suggestion();
    await Promise.all([world.acts.markSent(touch.id, 'lin'), world.acts.markSent(touch.id, 'lin')]);
    expect(await world.touchNow(touch)).toMatchObject({ state: 'sent', reason: 'by_hand', sentAt: world.clock.now() });
    expect(await told('touch.sent')).toBe(1);
  });

  test('takes the waiting task back, so that the customer gets it once', async () => {
    const touch = await suggestion();
    await world.acts.send(touch.id, 'lin');
    await world.acts.markSent(touch.id, 'lin');
    expect(world.wecom.task(onlyTask()).cancelled).toBe(true);
    expect((await world.touchNow(touch)).state).toBe('sent');
  });

  test('takes it back later when WeCom is away', async () => {
    const touch = await suggestion();
    await world.acts.send(touch.id, 'lin');
    world.wecom.next('cancelMassSend', { error: noAnswer() });
    await world.acts.markSent(touch.id, 'lin');
    await world.minutes(3);
    expect(world.wecom.task(onlyTask()).cancelled).toBe(true);
  });
});

describe('跳过', () => {
  test('keeps the reason, once', async () => {
    const touch = await suggestion();
    await world.acts.skip(touch.id, 'lin', ' 刚通过\n电话 ');
    await world.acts.skip(touch.id, 'lin', '别的');
    expect(await world.touchNow(touch)).toMatchObject({ state: 'skipped', why: '导购跳过：刚通过 电话' });
    expect(await told('touch.skipped')).toBe(1);
  });

  test('of one customer in a group leaves the others a new task', async () => {
    const one = await world.touch();
    const other = await world.touch();
    await world.massSender.createDue();
    await world.acts.skip(one.id, 'lin', '不合适');
    await world.massSender.createDue();
    const tasks = [...world.wecom.tasks.values()];
    expect(tasks.map((task) => [task.cancelled, task.request.externalUserIds.length])).toEqual([
      [true, 2],
      [false, 1],
    ]);
    expect((await world.touchNow(one)).state).toBe('skipped');
    expect((await world.touchNow(other)).state).toBe('offered');
  });

  test('of what is sent changes nothing', async () => {
    const touch = await suggestion({ state: 'sent' });
    expect(await world.acts.skip(touch.id, 'lin', '不合适')).toMatchObject({
      state: 'sent',
      message: '这条触达已经发出，不用再处理',
    });
  });
});

describe('改期', () => {
  test('moves the day and the window', async () => {
    const touch = await suggestion();
    expect((await world.acts.postpone(touch.id, 'lin', '2027-03-12')).message).toBe('已改到 3月12日');
    expect(await world.touchNow(touch)).toMatchObject({
      state: 'planned',
      dueOn: '2027-03-12',
      offeredAt: null,
      notBefore: instantAt('2027-03-12', '09:00', zone),
      notAfter: instantAt('2027-03-12', '21:30', zone),
    });
    await world.acts.postpone(touch.id, 'lin', '2027-03-12');
    expect(await told('touch.postponed')).toBe(1);
  });

  test('is refused where the day matters, and for days that make no sense', async () => {
    const touch = await suggestion();
    world.verdicts.move = { ok: false, final: true, reason: 'day_matters', why: '生日祝福只在当天' };
    expect(await world.acts.postpone(touch.id, 'lin', '2027-03-12')).toMatchObject({
      done: false,
      message: '生日祝福只在当天',
    });
    for (const day of ['2027-03-10', '2027-03-09', '2028-01-01', '2027-02-30', 'x']) {
      await expect(world.acts.postpone(touch.id, 'lin', day)).rejects.toMatchObject({ code: 'bad_day' });
    }
  });

  test('takes a waiting task back first; when WeCom is away nothing moves', async () => {
    const touch = await suggestion();
    await world.acts.send(touch.id, 'lin');
    world.wecom.next('cancelMassSend', { error: noAnswer() });
    expect((await world.acts.postpone(touch.id, 'lin', '2027-03-12')).message).toContain('稍后再试');
    expect((await world.touchNow(touch)).dueOn).toBe('2027-03-10');
    expect((await world.acts.postpone(touch.id, 'lin', '2027-03-12')).done).toBe(true);
    expect(world.wecom.task(onlyTask()).cancelled).toBe(true);
    world.clock.to('10:00', '2027-03-12');
    expect((await world.acts.send(touch.id, 'lin')).message).toContain('已建好');
  });

  test('after the rep has already sent finds it sent', async () => {
    const touch = await suggestion();
    await world.acts.send(touch.id, 'lin');
    world.wecom.tap(onlyTask());
    expect(await world.acts.postpone(touch.id, 'lin', '2027-03-12')).toMatchObject({ state: 'sent' });
  });
});
