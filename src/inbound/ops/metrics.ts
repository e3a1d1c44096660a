import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { CallbackMetrics } from '../callback/handler';

/** The figures of `/metrics`; labels hold names of ours, never customers' or reps'. */
export class Metrics {
  readonly registry = new Registry();

  private readonly calls = new Counter({
    name: 'jiuban_callbacks_total',
    help: 'Callbacks by kind of event and what became of them; refused ones have no kind',
    labelNames: ['kind', 'outcome'],
    registers: [this.registry],
  });

  private readonly served = new Counter({
    name: 'jiuban_events_served_total',
    help: 'Stored events by kind and how serving them ended',
    labelNames: ['kind', 'outcome'],
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

  /** For the way in. */
  readonly callbacks: CallbackMetrics = {
    refused: (status) => this.calls.inc({ kind: '', outcome: `refused_${status}` }),
    stored: (kind, outcome) => this.calls.inc({ kind, outcome }),
    served: (kind, outcome) => this.served.inc({ kind, outcome }),
  };

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
