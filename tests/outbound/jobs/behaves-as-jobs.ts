import type { JobRequest, Jobs } from '../../../src/kernel/ports';

export interface JobsUnderTest {
  jobs: Jobs;
  faults: JobRequest[];
}

/** The one behaviour that both adapters have; run by a test file of each. */
export function behavesAsJobs(open: () => Promise<JobsUnderTest>): void {
  let under: JobsUnderTest;

  beforeEach(async () => {
    under = await open();
  });

  afterEach(async () => {
    await under.jobs.stop(1_000);
  });

  test('a rung job reaches its handler with its payload', async () => {
    const heard: unknown[] = [];
    await under.jobs.start({ greet: async (payload) => void heard.push(payload) });
    await under.jobs.ring({ name: 'greet', payload: { rep: '007', times: 2 } });
    await under.jobs.settle();
    expect(heard).toEqual([{ rep: '007', times: 2 }]);
  });

  test('two waiting jobs of one id are one job', async () => {
    let heard = 0;
    await under.jobs.ring({ name: 'plan', id: 'plan-1' });
    await under.jobs.ring({ name: 'plan', id: 'plan-1' });
    await under.jobs.start({ plan: async () => void (heard += 1) });
    await under.jobs.settle();
    expect(heard).toBe(1);
  });

  test('a job that was done can be rung again under the same id', async () => {
    let heard = 0;
    await under.jobs.start({ plan: async () => void (heard += 1) });
    await under.jobs.ring({ name: 'plan', id: 'plan-1' });
    await under.jobs.settle();
    await under.jobs.ring({ name: 'plan', id: 'plan-1' });
    await under.jobs.settle();
    expect(heard).toBe(2);
  });

  test('a job rung while one of its id runs, runs once more: the first may have looked already', async () => {
    let heard = 0;
    let rungAgain = false;
    await under.jobs.start({
      inbox: async () => {
        heard += 1;
        if (heard > 1) return;
        await Promise.all([1, 2, 3].map(() => under.jobs.ring({ name: 'inbox', id: 'inbox' })));
        rungAgain = true;
      },
    });
    await under.jobs.ring({ name: 'inbox', id: 'inbox' });
    await until(() => rungAgain && heard === 2);
    await under.jobs.settle();
    expect(heard).toBe(2);
  });

  test('jobs that nobody waited to be rung are settled too', async () => {
    let heard = 0;
    await under.jobs.start({ greet: async () => void (heard += 1) });
    for (const id of ['a', 'b', 'c']) void under.jobs.ring({ name: 'greet', id });
    await under.jobs.settle();
    expect(heard).toBe(3);
  });

  test('a handler that throws is told of, runs again, and does not hold the others', async () => {
    let tries = 0;
    const heard: string[] = [];
    await under.jobs.start({
      flaky: async () => {
        tries += 1;
        if (tries === 1) throw new Error('WeCom is down');
        heard.push('flaky');
      },
      steady: async () => void heard.push('steady'),
    });
    await under.jobs.ring({ name: 'flaky' });
    await under.jobs.ring({ name: 'steady' });
    await until(() => heard.length === 2);
    expect(heard).toEqual(['steady', 'flaky']);
    expect(under.faults.map((job) => job.name)).toEqual(['flaky']);
  });

  test('a delayed job waits', async () => {
    let heard = 0;
    await under.jobs.start({ later: async () => void (heard += 1) });
    await under.jobs.ring({ name: 'later', delayMs: 300 });
    await under.jobs.settle();
    expect(heard).toBe(0);
    await until(() => heard === 1);
  });

  test('stop waits for the running job and takes no more', async () => {
    let done = false;
    let heard = 0;
    await under.jobs.start({
      slow: async () => {
        heard += 1;
        await new Promise((resolve) => setTimeout(resolve, 200));
        done = true;
      },
    });
    await under.jobs.ring({ name: 'slow' });
    await until(() => heard === 1);
    await under.jobs.stop(5_000);
    expect(done).toBe(true);
  });

  test('it says that it can be reached', async () => {
    expect(await under.jobs.ping()).toBe(true);
  });
}

export async function until(claim: () => boolean, limitMs = 10_000): Promise<void> {
  for (const started = Date.now(); !claim();) {
    if (Date.now() - started > limitMs) throw new Error(`not within ${limitMs} ms: ${claim}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
