import { civilDay } from '../../../src/kernel/calendar';
import { dice } from '../../support/dice';
import type { World } from '../../support/world';
import { type Habit, reps } from './cast';
import { type Chronicle, zone } from './chronicle';

/** Reps who look at their lists and their phones, each after their habits. */
export class RepsAtWork {
  private readonly roll = dice(2027);

  constructor(
    private readonly world: World,
    private readonly chronicle: Chronicle,
  ) {}

  /** At one stop of the clock, `HH:mm`. */
  async act(time: string): Promise<void> {
    const day = civilDay(this.world.clock.now(), zone);
    for (const [repUserId, { habit }] of Object.entries(reps)) {
      if (isThere(habit, day)) await this.repActs(repUserId, habit, time);
    }
  }

  private async repActs(repUserId: string, habit: Habit, time: string): Promise<void> {
    const nth = Math.floor(this.world.clock.now() / 86_400_000);
    if (habit.at.includes(time) && nth % habit.everyDays === 0) await this.workThroughList(repUserId, habit);
    if (habit.forgets && nth % 2 === 1) return;
    const opensPhone = habit.at.some((at) => at <= time);
    if (!opensPhone) return;
    for (const { msgid } of this.world.sandbox.platform.waitingMassSends(repUserId)) {
      this.world.sandbox.platform.repConfirmsMassSend(repUserId, msgid);
      this.chronicle.count('confirmed');
    }
  }

  private async workThroughList(repUserId: string, habit: Habit): Promise<void> {
    const { today, acts } = this.world.app.features;
    const { items } = await today.todayFor(repUserId);
    for (const { touch, state, task } of items) {
      if (!['planned', 'offered'].includes(state) || task !== null) continue;
      const chance = this.roll();
      if (touch.play !== 'birthday' && chance < habit.skips) {
        await acts.skip(touch.id, repUserId, '这周刚聊过');
        this.chronicle.count('skipped');
      } else if (touch.play !== 'birthday' && chance < habit.skips + habit.postpones) {
        const { done } = await acts.postponeToNextDay(touch.id, repUserId);
        this.chronicle.count(done ? 'postponed' : 'not postponed');
      } else if (chance > 1 - habit.byHand && touch.path === 'suggestion') {
        await this.sendByHand(touch.id, repUserId, touch.externalUserId, touch.text);
      } else if (touch.path === 'suggestion') {
        const { done } = await acts.send(touch.id, repUserId);
        this.chronicle.count(done ? 'tapped' : 'tap refused');
      }
    }
  }

  private async sendByHand(touchId: string, repUserId: string, externalUserId: string, text: string): Promise<void> {
    const { platform } = this.world.sandbox;
    // A customer who deleted the rep gets nothing, and the rep does not say so.
    if (!platform.repSendsByHand(repUserId, externalUserId, text)) return;
    this.chronicle.byHand.set(platform.received.at(-1)!, touchId); // just arrived
    await this.world.app.features.acts.markSent(touchId, repUserId);
    this.chronicle.count('by hand');
  }
}

/** Between the first day at work and the last. */
export function isThere({ joinsOn, leavesOn }: Habit, day: string): boolean {
  return (joinsOn ?? '') <= day && day < (leavesOn ?? '9999');
}
