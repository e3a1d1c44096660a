import { tally } from '../../../src/features/outreach/tally';
import { Touch } from '../../../src/model/touch';
import { onServices } from '../../support/databases';
import { noAnswer, refusal, type Trouble } from './fake-wecom';
import { minute, outreachWorld } from './outreach-world';

/** Mulberry32: the same faults for the same seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const methods = ['createMassSend', 'pageMassSends', 'pageMassSendTasks', 'pageMassSendResults', 'cancelMassSend'];

// A day is many thousand commits, each of which a server syncs.
const days = onServices ? 2 : 12;

test.each(Array.from({ length: days }, (_, index) => index + 1))(
  'whatever fails on a day (seed %i), nobody gets a touch twice and every touch ends',
  async (seed) => {
    const roll = dice(seed);
    const world = await outreachWorld('09:00');
    const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!; // only full lists are given
    const touches: Touch[] = [];
    for (let count = 0; count < 14; count += 1) {
      const path = roll() < 0.5 ? 'suggestion' : 'mass-send';
      touches.push(await world.touch({ path, repUserId: pick(['lin', 'gao']), text: pick(['甲', '乙']) }));
    }
    const trouble = (): Trouble =>
      pick<() => Trouble>([
        () => ({ error: noAnswer(), applied: true }),
        () => ({ error: noAnswer() }),
        () => ({ error: refusal(-1, 'retry'), applied: roll() < 0.5 }),
        () => ({ error: refusal(45009, 'wait', 3 * minute) }),
        () => ({ error: refusal(41063, 'wait') }),
        // A process that hangs on, and is woken only at the end of the day.
        () => ({ before: () => new Promise<void>((resolve) => sleepers.push(resolve)) }),
      ])();
    const sleepers: (() => void)[] = [];
    const hanging: Promise<unknown>[] = [];
    /** Goes on when the sweep hangs, as another process would. */
    const sweep = async (work: Promise<unknown>) => {
      const asleep = sleepers.length;
      let done = false;
      hanging.push(
        work.then(
          () => (done = true),
          () => (done = true),
        ),
      );
      for (let turns = 0; !done && sleepers.length === asleep && turns < 3_000; turns += 1)
        await new Promise((resolve) => setImmediate(resolve));
    };
    for (let passed = 0; passed < 150; passed += 1) {
      world.clock.pass(5 * minute + Math.floor(roll() * 20_000));
      if (roll() < 0.3 && passed < 130) world.wecom.next(pick(methods), trouble());
      const sender = world.makeSender();
      await sweep(sender.lookUpUnknown());
      await sweep(sender.withdraw());
      await sweep(sender.createDue());
      await sweep(sender.poll());
      await sweep(sender.endOfDay());
      const tasks = [...world.wecom.tasks.keys()];
      if (tasks.length > 0 && roll() < 0.15) world.wecom.tap(pick(tasks));
      const { id, repUserId } = pick(touches);
      if (roll() < 0.1) await sweep(world.acts.send(id, repUserId ?? ''));
      if (roll() < 0.02) await sweep(world.acts.skip(id, repUserId ?? '', '不合适'));
      if (roll() < 0.02) {
        const touch = await world.dataSource.manager.findOneByOrFail(Touch, { id });
        if (['planned', 'offered', 'unknown'].includes(touch.state)) {
          await world.dataSource.manager.update(Touch, { id, state: touch.state }, { state: 'cancelled' });
        }
      }
    }
    world.wecom.calm();
    sleepers.splice(0).forEach((wake) => wake());
    await Promise.all(hanging);
    world.clock.pass(30 * 60 * minute);
    for (let times = 0; times < 3; times += 1) {
      await world.minutes(12);
      await world.massSender.endOfDay();
    }
    // Whatever is still waiting on a phone is tapped in the end.
    [...world.wecom.tasks.keys()].forEach((messageId) => world.wecom.tap(messageId));

    const delivered = world.wecom.delivered();
    expect(new Set(delivered).size).toBe(delivered.length);
    const sum = await tally(world.dataSource);
    expect(sum).toMatchObject({ holds: true, open: 0, planned: touches.length });
    expect(sum.sent).toBe(delivered.length);
    await world.close();
  },
);
