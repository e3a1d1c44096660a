const waitLimitMs = 30_000;

/**
 * On SQLite all of the process shares one connection, so a statement of one request would join, and be lost with,
 * the open transaction of another. Everyone therefore enters one at a time: a transaction for its whole length, a
 * single statement for itself. First come, first served.
 */
export class WriteGate {
  private owner: object | null = null;
  private readonly waiting: { visitor: object; enter: () => void; timer: NodeJS.Timeout }[] = [];

  isHeldBy(visitor: object): boolean {
    return this.owner === visitor;
  }

  enter(visitor: object): Promise<void> {
    if (!this.owner) {
      this.owner = visitor;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.splice(
          this.waiting.findIndex((waiter) => waiter.timer === timer),
          1,
        );
        reject(
          new Error(
            'a query waited 30 s for an open transaction: inside a transaction use its own manager, never the data source',
          ),
        );
      }, waitLimitMs);
      timer.unref();
      this.waiting.push({ visitor, enter: resolve, timer });
    });
  }

  leave(visitor: object): void {
    if (this.owner !== visitor) return;
    const next = this.waiting.shift();
    this.owner = next?.visitor ?? null;
    if (!next) return;
    clearTimeout(next.timer);
    next.enter();
  }
}
