import { randomUUID } from 'node:crypto';
import type { JobRequest } from '../../../src/kernel/ports';
import { BullmqJobs } from '../../../src/outbound/jobs/bullmq-jobs';
import { clearRedis, redisUrl } from '../../support/databases';
import { behavesAsJobs } from './behaves-as-jobs';

/** Of this file's queues, one for each test. */
const prefix = `test-${randomUUID()}`;

afterAll(() => clearRedis(prefix));

describe('jobs on Redis', () => {
  behavesAsJobs(async () => {
    const faults: JobRequest[] = [];
    const jobs = await BullmqJobs.open({
      redisUrl,
      prefix: `${prefix}:${randomUUID()}`,
      onFault: (job) => faults.push(job),
    });
    if (!(await jobs.ping())) throw new Error(`no Redis at ${redisUrl}: start one, or set TEST_REDIS_URL`);
    return { jobs, faults };
  });
});

test('a Redis that is not there is told of, and ringing does not throw or hang', async () => {
  const faults: JobRequest[] = [];
  const jobs = await BullmqJobs.open({ redisUrl: 'redis://127.0.0.1:1', onFault: (job) => faults.push(job) });
  await jobs.ring({ name: 'plan' });
  expect(await jobs.ping()).toBe(false);
  expect(faults.map((job) => job.name)).toContain('plan');
  await jobs.stop(500);
});
