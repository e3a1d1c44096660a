import type { DataSource } from 'typeorm';
import type { ScheduleEntry } from '../../../src/inbound/jobs/schedule';
import { Scheduler } from '../../../src/inbound/jobs/scheduler';
import { addDays, civilDay } from '../../../src/kernel/calendar';
import type { JobRequest, Jobs } from '../../../src/kernel/ports';
import { openAgain, openFreshDatabase } from '../../support/databases';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

class BellsHeard implements Jobs {
  readonly bells: JobRequest[] = [];
  deaf = false;

  async ring(job: JobRequest): Promise<void> {
    if (this.deaf) throw new Error('nobody hears');
    this.bells.push(job);
  }

  async start(): Promise<void> {}
  async settle(): Promise<void> {}
  async stop(): Promise<void> {}
  async ping(): Promise<boolean> {
    return true;
  }

  get names(): string[] {
    return this.bells.map(({ name }) => name);
  }

  /** And forgets them. */
  take(): string[] {
    return this.bells.splice(0).map(({ name }) => name);
  }
}

let dataSource: DataSource;
let now: number;
let jobs: BellsHeard;
let faults: unknown[];

beforeEach(async () => {
  dataSource = await openFreshDatabase();
  now = Date.parse('2027-01-04T10:00:00+08:00');
  jobs = new BellsHeard();
  faults = [];
});

afterEach(() => dataSource.destroy());

function scheduler(
  entries: readonly ScheduleEntry[],
  { zone = 'Asia/Shanghai', source = dataSource }: { zone?: string; source?: DataSource } = {},
): Scheduler {
  const clock = { now: () => now };
  return new Scheduler({ dataSource: source, jobs, clock, zone, entries, onFault: (error) => faults.push(error) });
}

const daily = { job: 'sync', cron: '20 3 * * *' };
const often = { job: 'plan', cron: '*/15 2-23 * * *' };

describe('a tick', () => {
  it('rings once, however often the timetable is looked at', async () => {
    const timetable = scheduler([often]);
    await timetable.ringDue();
    await timetable.ringDue();
    now += 14 * minute;
    await timetable.ringDue();
    expect(jobs.take()).toEqual(['plan']);
    now += minute;
    await timetable.ringDue();
    expect(jobs.take()).toEqual(['plan']);
  });

  it('rings in its own millisecond and not one before', async () => {
    const timetable = scheduler([daily]);
    await timetable.ringDue();
    jobs.take();
    now = Date.parse('2027-01-05T03:20:00+08:00') - 1;
    await timetable.ringDue();
    expect(jobs.take()).toEqual([]);
    now += 1;
    await timetable.ringDue();
    expect(jobs.take()).toEqual(['sync']);
  });

  it('has an id that queues take: no colon, and its own for each job and instant', async () => {
    const timetable = scheduler([daily, often]);
    await timetable.ringDue();
    now += 15 * minute;
    await timetable.ringDue();
    const ids = jobs.bells.map(({ id = '' }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => /^[a-z][a-z0-9-]+$/.test(id))).toBe(true);
  });

  it('of two lines for one job rings for each', async () => {
    const timetable = scheduler([
      { job: 'digest', cron: '31-44 8 * * *' },
      { job: 'digest', cron: '*/10 9-17 * * *' },
    ]);
    await timetable.ringDue();
    expect(jobs.take()).toEqual(['digest', 'digest']);
    now += 10 * minute;
    await timetable.ringDue();
    expect(jobs.take()).toEqual(['digest']);
  });
});

describe('after a pause', () => {
  it('what was missed is made up for once, by a process that starts anew', async () => {
    await scheduler([daily, often]).ringDue();
    jobs.take();
    now += 9 * day;
    const restarted = scheduler([daily, often]);
    await restarted.ringDue();
    expect(jobs.take()).toEqual(['sync', 'plan']);
    await restarted.ringDue();
    expect(jobs.take()).toEqual([]);
  });

  it('and by one that only slept', async () => {
    const timetable = scheduler([daily, often]);
    await timetable.ringDue();
    jobs.take();
    now += 30 * hour;
    await timetable.ringDue();
    expect(jobs.take()).toEqual(['sync', 'plan']);
  });

  it('a restart within the minute rings nothing again', async () => {
    await scheduler([daily, often]).ringDue();
    jobs.take();
    now += 30_000;
    await scheduler([daily, often]).ringDue();
    expect(jobs.take()).toEqual([]);
  });
});

describe('two nodes', () => {
  it('that look at once ring each tick once', async () => {
    const entries = Array.from({ length: 12 }, (_, index) => ({ job: `job-${index}`, cron: '* * * * *' }));
    const nodes = [scheduler(entries), scheduler(entries, { source: await openAgain(dataSource) }), scheduler(entries)];
    for (let passed = 0; passed < 5; passed += 1) {
      await Promise.all(nodes.map((node) => node.ringDue()));
      expect(jobs.take().sort()).toEqual(entries.map(({ job }) => job).sort());
      now += minute;
    }
  });

  it('whose clocks differ ring each tick once', async () => {
    const ahead = scheduler([often]);
    const behind = scheduler([often]);
    now += 15 * minute;
    await ahead.ringDue();
    now -= 15 * minute;
    await behind.ringDue();
    expect(jobs.take()).toEqual(['plan']);
    now += 15 * minute;
    await behind.ringDue();
    expect(jobs.take()).toEqual([]);
  });
});

describe('a clock that is moved', () => {
  it('back rings nothing a second time', async () => {
    const timetable = scheduler([daily, often]);
    await timetable.ringDue();
    jobs.take();
    now -= 3 * hour;
    await timetable.ringDue();
    await scheduler([daily, often]).ringDue();
    now += 3 * hour;
    await timetable.ringDue();
    expect(jobs.take()).toEqual([]);
  });

  it('forward by months rings each line once', async () => {
    const timetable = scheduler([daily, often]);
    await timetable.ringDue();
    jobs.take();
    now += 173 * day;
    await timetable.ringDue();
    expect(jobs.take()).toEqual(['sync', 'plan']);
  });
});

describe('a fault', () => {
  it('of the database leaves the tick to be rung by the next look', async () => {
    const timetable = scheduler([often]);
    await timetable.ringDue();
    jobs.take();
    now += 15 * minute;
    await dataSource.query('alter table markers rename to away');
    await expect(timetable.ringDue()).rejects.toThrow();
    await dataSource.query('alter table away rename to markers');
    await timetable.ringDue();
    expect(jobs.take()).toEqual(['plan']);
  });
});

describe('a daily line ticks exactly once on each local date', () => {
  const times = ['5 0 * * *', '45 1 * * *', '0 2 * * *', '20 2 * * *', '59 2 * * *', '20 3 * * *', '31 21 * * *'];

  test.each([
    ['Asia/Shanghai', '2027-03-01', '2027-03-06'],
    ['Europe/Paris', '2027-03-26', '2027-03-31'],
    ['Europe/Paris', '2027-10-29', '2027-11-03'],
    ['America/New_York', '2027-03-12', '2027-03-17'],
    ['America/New_York', '2027-11-05', '2027-11-10'],
    ['Australia/Lord_Howe', '2027-04-02', '2027-04-07'],
    ['Australia/Lord_Howe', '2027-10-01', '2027-10-06'],
  ])('in %s from %s to %s', async (zone, from, to) => {
    const entries = times.map((cron, index) => ({ job: `at-${index}`, cron }));
    const timetable = scheduler(entries, { zone });
    now = Date.parse(`${from}T00:00:00Z`);
    const rungOn = new Map<string, string[]>(entries.map(({ job }) => [job, []]));
    for (; now < Date.parse(`${to}T00:00:00Z`); now += 10 * minute) {
      await timetable.ringDue();
      for (const name of jobs.take()) rungOn.get(name)?.push(civilDay(now, zone));
    }
    // The first and the last date are not whole.
    const whole = (date: string) => date > civilDay(Date.parse(`${from}T00:00:00Z`), zone) && date < addDays(to, -1);
    const dates = new Set([...rungOn.values()].flat().filter(whole));
    expect(dates.size).toBeGreaterThanOrEqual(2);
    for (const [name, days] of rungOn) expect([name, ...days.filter(whole)]).toEqual([name, ...dates]);
  });
});
