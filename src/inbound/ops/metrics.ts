import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';

/** The figures of `/metrics`; labels hold names of ours, never customers' or reps'. */
export class Metrics {
  readonly registry = new Registry();

  private readonly callbacks = new Counter({
    name: 'jiuban_callbacks_total',
    help: 'Callbacks by what became of them: new, repeat, refused, unparsed, failed',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  private readonly jobs = new Counter({
    name: 'jiuban_jobs_total',
    help: 'Runs of background jobs by job and outcome',
    labelNames: ['job', 'outcome'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'jiuban_' });
  }

  countCallback(outcome: string): void {
    this.callbacks.inc({ outcome });
  }

  countJob(job: string, outcome: 'done' | 'failed'): void {
    this.jobs.inc({ job, outcome });
  }

  /** A gauge that is read when somebody asks. */
  watch(name: string, help: string, read: () => Promise<Record<string, number>>): void {
    const gauge: Gauge<'state'> = new Gauge({
      name,
      help,
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        for (const [state, value] of Object.entries(await read())) gauge.set({ state }, value);
      },
    });
  }
}
