import type { JobHandler, JobRequest, Jobs } from '../../kernel/ports';

const retryAfterMs = [1_000, 5_000, 30_000];

interface Bell extends JobRequest {
  attempt: number;
}

/** Jobs of one machine: nothing outlives the process, and the database's sweep rings again for what was missed. */
export class InProcessJobs implements Jobs {
  private handlers: Record<string, JobHandler> | null = null;
  private readonly queue: Bell[] = [];
  private readonly delayed = new Map<NodeJS.Timeout, Bell>();
  private readonly running = new Map<string, Promise<void>>();
  private stopping = false;

  constructor(private readonly options: { onFault: (job: JobRequest, error: unknown) => void }) {}

  async ring(job: JobRequest): Promise<void> {
    if (this.stopping || this.isWaiting(job)) return;
    this.enqueue({ ...job, attempt: 0 }, job.delayMs ?? 0);
  }

  async start(handlers: Record<string, JobHandler>): Promise<void> {
    this.handlers = handlers;
    this.serve();
  }

  async settle(): Promise<void> {
    while (this.running.size > 0 || (this.handlers && this.queue.length > 0)) {
      await Promise.race([...this.running.values()]);
    }
  }

  async stop(timeoutMs: number): Promise<void> {
    this.stopping = true;
    this.queue.length = 0;
    for (const timer of this.delayed.keys()) clearTimeout(timer);
    this.delayed.clear();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([Promise.allSettled([...this.running.values()]), deadline]);
    clearTimeout(timer);
  }

  async ping(): Promise<boolean> {
    return true;
  }

  private isWaiting(job: JobRequest): boolean {
    if (job.id === undefined) return false;
    const same = (bell: Bell) => bell.name === job.name && bell.id === job.id;
    return this.queue.some(same) || [...this.delayed.values()].some(same);
  }

  private enqueue(bell: Bell, delayMs: number): void {
    if (delayMs <= 0) {
      this.queue.push(bell);
      this.serve();
      return;
    }
    const timer = setTimeout(() => {
      this.delayed.delete(timer);
      this.enqueue(bell, 0);
    }, delayMs);
    timer.unref();
    this.delayed.set(timer, bell);
  }

  /** One job of a name at a time: a second ring waits and then runs once more. */
  private serve(): void {
    if (!this.handlers || this.stopping) return;
    for (const bell of [...this.queue]) {
      const handler = this.handlers[bell.name];
      if (!handler || this.running.has(bell.name)) continue;
      this.queue.splice(this.queue.indexOf(bell), 1);
      const run = this.run(bell, handler).finally(() => {
        this.running.delete(bell.name);
        this.serve();
      });
      this.running.set(bell.name, run);
    }
  }

  private async run(bell: Bell, handler: JobHandler): Promise<void> {
    await Promise.resolve();
    try {
      await handler(bell.payload ?? {});
    } catch (error) {
      this.options.onFault(bell, error);
      const wait = retryAfterMs[bell.attempt];
      if (wait !== undefined && !this.stopping) this.enqueue({ ...bell, attempt: bell.attempt + 1 }, wait);
    }
  }
}
