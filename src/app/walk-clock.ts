import { addDays, civilDay, instantAt } from '../kernel/calendar';
import type { CivilDay, Clock, Instant } from '../kernel/ports';
import type { Sandbox } from '../sandbox/sandbox';
import type { App } from './compose';

/** The hours at which a moved clock stops on its way: each day's plan, digests, first sends, results and end. */
const stopsOfDay = ['02:01', '08:45', '10:05', '15:05', '19:05', '21:32'];
/** Stops that only what is on its way to customers or reps needs. */
const stopsOfSending: readonly string[] = ['10:05', '15:05', '19:05'];

/** A clock that can be moved forward. */
export interface MovableTime extends Clock {
  moveTo(at: Instant): void;
}

export interface SandboxWorld {
  app: App;
  sandbox: Sandbox;
  clock: MovableTime;
  zone: string;
  /** Done at each stop, when everything has settled there; e.g. reps who tap. */
  atStop?: () => Promise<void>;
}

/** Moves a whole sandbox world forward, stopping where its days have something to do, so that no day is skipped. */
export async function walkClockTo(world: SandboxWorld, to: Instant): Promise<void> {
  const from = world.clock.now();
  const lastDay = civilDay(to, world.zone);
  for (let day = civilDay(from, world.zone); day <= lastDay; day = addDays(day, 1)) {
    for (const time of stopsOfDay) {
      const stop = instantAt(day, time, world.zone);
      if (stop <= from || stop >= to) continue;
      if (stopsOfSending.includes(time) && !world.atStop && !(await isSending(world.app, day))) continue;
      await stopAt(world, stop);
    }
  }
  await stopAt(world, to);
}

/** Whether anything is open on this day that another hour may move on. */
async function isSending({ dataSource }: App, day: CivilDay): Promise<boolean> {
  // One look at all tables of what waits: a walk asks some hundred times.
  const found: unknown[] = await dataSource.query(
    `select id from mass_sends where state in ('intended', 'unknown', 'created')
     union all select id from touches where state in ('planned', 'unknown') and dueOn <= '${day}'
     union all select id from conversations where dueAt is not null or followUpAt is not null
     union all select id from app_messages where state = 'waiting' limit 1`,
  );
  return found.length > 0;
}

async function stopAt(world: SandboxWorld, at: Instant): Promise<void> {
  world.clock.moveTo(at);
  await world.app.scheduler.ringDue();
  await settle(world);
  if (!world.atStop) return;
  await world.atStop();
  await settle(world);
}

/** Resolves when nothing is on its way any more: callbacks delivered, jobs done, and what those caused. */
export async function settle({ app, sandbox }: Pick<SandboxWorld, 'app' | 'sandbox'>): Promise<void> {
  for (let version = -1; version !== sandbox.version;) {
    version = sandbox.version;
    await sandbox.settle();
    await app.jobs.settle();
  }
}
