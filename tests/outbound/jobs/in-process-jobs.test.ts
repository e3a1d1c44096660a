import type { JobRequest } from '../../../src/kernel/ports';
import { InProcessJobs } from '../../../src/outbound/jobs/in-process-jobs';
import { behavesAsJobs } from './behaves-as-jobs';

describe('jobs in this process', () => {
  behavesAsJobs(async () => {
    const faults: JobRequest[] = [];
    return { jobs: new InProcessJobs({ onFault: (job) => faults.push(job) }), faults };
  });
});
