import type * as Bullmq from 'bullmq';
import type { JobHandler, JobRequest, Jobs } from '../../kernel/ports';

interface BullmqJobsOptions {
  redisUrl: string;
  /** Separates installations, and tests, that share one Redis. */
  prefix?: string;
  concurrency?: number;
  onFault: (job: JobRequest, error: unknown) => void;
}

/** Jobs of many machines, on Redis. Redis may forget: the database's sweep rings again for what was missed. */
export class BullmqJobs implements Jobs {
  private readonly queue: Bullmq.Queue;
  private worker: Bullmq.Worker | null = null;
  /** On their way to Redis. */
  private readonly ringing = new Set<Promise<void>>();
  private readonly connection: { url: string; maxRetriesPerRequest: null };

  /** BullMQ is loaded only where there is a Redis: it takes a tenth of the start. */
  static async open(options: BullmqJobsOptions): Promise<BullmqJobs> {
    return new BullmqJobs(options, await import('bullmq'));
  }

  private constructor(
    private readonly options: BullmqJobsOptions,
    private readonly bullmq: typeof Bullmq,
  ) {
    this.connection = { url: options.redisUrl, maxRetriesPerRequest: null };
    this.queue = new bullmq.Queue('jiuban', {
      connection: { ...this.connection, enableOfflineQueue: false },
      prefix: options.prefix ?? 'jiuban',
      defaultJobOptions: {
        removeOnComplete: true,
        removeOnFail: true,
        attempts: 4,
        backoff: { type: 'exponential', delay: 1_000 },
      },
    });
    this.queue.on('error', (error) => options.onFault({ name: 'queue' }, error));
  }

  async ring(job: JobRequest): Promise<void> {
    const rung = this.add(job);
    this.ringing.add(rung);
    await rung;
    this.ringing.delete(rung);
  }

  private async add({ name, payload = {}, id, delayMs }: JobRequest): Promise<void> {
    const deduplication = id === undefined ? undefined : { id: `${name}/${id}` };
    try {
      await within(2_000, this.queue.add(name, payload, { delay: delayMs, deduplication }));
    } catch (error) {
      // A bell that was not heard loses nothing: the sweep rings again.
      this.options.onFault({ name, id }, error);
    }
  }

  async start(handlers: Record<string, JobHandler>): Promise<void> {
    this.worker = new this.bullmq.Worker(
      'jiuban',
      async (job) => {
        // From here on the same bell is news again: what this run has read already may have changed meanwhile.
        if (job.deduplicationId) await job.removeDeduplicationKey();
        await handlers[job.name]?.(job.data);
      },
      {
        connection: this.connection,
        prefix: this.options.prefix ?? 'jiuban',
        concurrency: this.options.concurrency ?? 8,
      },
    );
    this.worker.on('failed', (job, error) =>
      this.options.onFault({ name: job?.name ?? 'unknown', id: job?.id }, error),
    );
    this.worker.on('error', (error) => this.options.onFault({ name: 'worker' }, error));
    await this.worker.waitUntilReady();
  }

  async settle(): Promise<void> {
    for (;;) {
      await Promise.all(this.ringing);
      const counts = await this.queue.getJobCounts('waiting', 'active', 'prioritized');
      if (Object.values(counts).every((count) => count === 0)) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async stop(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), timeoutMs);
    });
    const closing = this.worker?.close().then(() => 'closed' as const);
    if (closing && (await Promise.race([closing, deadline])) === 'late') await this.worker?.close(true);
    clearTimeout(timer);
    await this.queue.close();
  }

  async ping(): Promise<boolean> {
    try {
      await within(2_000, this.queue.getJobCounts('waiting'));
      return true;
    } catch {
      return false;
    }
  }
}

/** A black-holed connection neither answers nor breaks: nobody waits for it longer than this. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
