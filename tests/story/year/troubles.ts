import { addDays, civilDay } from '../../../src/kernel/calendar';
import { shanghai, type World } from '../../support/world';
import { type Chronicle, zone } from './chronicle';

const taskPath = 'externalcontact/add_msg_template';
const resultPath = 'externalcontact/get_groupmsg_send_result';

/** What goes wrong in the year: WeCom's answers, its callbacks, and the app itself. */
export class Troubles {
  constructor(
    private readonly world: World,
    private readonly life: {
      chronicle: Chronicle;
      walkTo: (text: string) => Promise<void>;
      report: () => Promise<void>;
    },
  ) {}

  /** Walks through what goes wrong on a day, and sets what does so by itself. */
  async before(day: string): Promise<void> {
    const { faults } = this.world.sandbox;
    const date = day.slice(5);
    if (['05-06', '09-15'].includes(date)) await this.wecomIsDown(day);
    if (['01-22', '06-24', '12-05'].includes(date)) await this.restart(`${day} 10:07`);
    if (['03-05', '08-11'].includes(date)) await this.restart(`${day} 09:02`);
    if (['04-20', '10-27'].includes(date)) await this.outage(`${day} 15:06`, `${addDays(day, 3)} 12:10`);
    if (date.endsWith('-11')) await this.when(day, () => faults.set(taskPath, { dropAnswer: 'after', times: 3 }));
    if (date.endsWith('-17')) await this.when(day, () => faults.set(taskPath, { dropAnswer: 'before', times: 2 }));
    if (date.endsWith('-21')) await this.when(day, () => faults.set(taskPath, { errcode: 45009, times: 2 }));
    if (date.endsWith('-25')) await this.when(day, () => faults.set(resultPath, { errcode: 45009, times: 2 }));
    const shaky = ['03', '08'].includes(date.slice(0, 2));
    faults.callbacks.duplicate = shaky ? 2 : 0;
    faults.callbacks.reorder = shaky;
  }

  /** Set before the first reps tap; what is left of it ends at noon. */
  private async when(day: string, fault: () => void): Promise<void> {
    await this.life.walkTo(`${day} 10:03`);
    fault();
    await this.life.walkTo(`${day} 12:02`);
    this.world.sandbox.faults.clear(taskPath);
    this.world.sandbox.faults.clear(resultPath);
    this.life.chronicle.count('days of faults');
  }

  private async wecomIsDown(day: string): Promise<void> {
    await this.life.walkTo(`${day} 10:01`);
    this.world.sandbox.faults.down = 'refuse';
    await this.life.walkTo(`${day} 11:02`);
    this.world.sandbox.faults.down = false;
    for (const time of ['11:04', '11:07', '11:11']) await this.life.walkTo(`${day} ${time}`);
    this.life.chronicle.count('hours without WeCom');
  }

  private async restart(at: string): Promise<void> {
    await this.life.walkTo(at);
    await this.world.app.stop();
    await this.world.startApp();
    this.life.chronicle.count('restarts');
  }

  /** Nobody runs the app for days: events are lost, and a customer comes and one goes unseen. */
  private async outage(from: string, to: string): Promise<void> {
    const { world } = this;
    await this.life.walkTo(from);
    for (let day = addDays(civilDay(world.clock.now(), zone), 1); day <= to.slice(0, 10); day = addDays(day, 1))
      this.life.chronicle.outageDays.add(day);
    await world.app.stop();
    world.sandbox.platform.customerAddsRep({ repUserId: 'rep.lin', customerName: `夜里来的${from.slice(5, 10)}` });
    await world.sandbox.settle();
    world.clock.moveTo(shanghai(to));
    await world.startApp();
    await this.life.walkTo(`${to.slice(0, 10)} 12:16`);
    await this.life.report();
    this.life.chronicle.count('outages');
  }
}
