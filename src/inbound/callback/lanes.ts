export interface Task {
  /** Tasks of one key run one after the other, in order of arrival; null: on its own. */
  key: string | null;
  /** 0 is urgent. */
  priority: number;
  receivedAt: number;
  /** Must not throw. */
  run(): Promise<void>;
}

const ordinaryLanes = 4;
/** Kept free for what cannot wait. */
const urgentLanes = 2;

/** Runs a few tasks at a time, the urgent first, never two of one key at once. */
export class Lanes {
  private readonly queue: Task[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly busyKeys = new Set<string>();
  private ordinary = 0;

  /** Tasks waiting or running. */
  get load(): number {
    return this.queue.length + this.running.size;
  }

  add(tasks: Task[]): void {
    this.queue.push(...tasks);
    this.queue.sort((a, b) => a.priority - b.priority || a.receivedAt - b.receivedAt);
    this.startNext();
  }

  /** Resolves when one of the running tasks has ended; at once when none runs. */
  async oneEnded(): Promise<void> {
    if (this.running.size > 0) await Promise.race(this.running);
  }

  async allEnded(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private startNext(): void {
    for (let next = this.next(); next >= 0; next = this.next()) {
      const [task] = this.queue.splice(next, 1);
      if (task) this.start(task);
    }
  }

  private next(): number {
    return this.queue.findIndex((task) => this.hasRoom(task) && !this.mustWait(task));
  }

  private hasRoom(task: Task): boolean {
    return this.running.size < ordinaryLanes + urgentLanes && (task.priority === 0 || this.ordinary < ordinaryLanes);
  }

  private mustWait(task: Task): boolean {
    if (task.key === null) return false;
    if (this.busyKeys.has(task.key)) return true;
    return this.queue.some((other) => other.key === task.key && other.receivedAt < task.receivedAt);
  }

  private start(task: Task): void {
    if (task.key !== null) this.busyKeys.add(task.key);
    if (task.priority > 0) this.ordinary += 1;
    const run: Promise<void> = task.run().finally(() => {
      this.running.delete(run);
      if (task.key !== null) this.busyKeys.delete(task.key);
      if (task.priority > 0) this.ordinary -= 1;
      this.startNext();
    });
    this.running.add(run);
  }
}
