import type { DataSource } from 'typeorm';
import { isUniqueViolation } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { Marker } from '../../model/marker';

/** Longer than a call with its waits in the client. */
const leaseMs = 60_000;

/** One creation of a mass-send at a time for each sender, over all processes: what makes the look-up of a lost one safe. */
export class SenderLease {
  private readonly here = new Map<string, Promise<unknown>>();

  constructor(private readonly options: { dataSource: DataSource; clock: Clock }) {}

  /** @returns null when another process creates for this sender just now */
  async hold<T>(repUserId: string, work: () => Promise<T>): Promise<T | null> {
    const before = this.here.get(repUserId) ?? Promise.resolve();
    const mine = before.then(() => this.underLease(repUserId, work));
    const settled = mine.catch(() => undefined);
    this.here.set(repUserId, settled);
    try {
      return await mine;
    } finally {
      if (this.here.get(repUserId) === settled) this.here.delete(repUserId);
    }
  }

  private async underLease<T>(repUserId: string, work: () => Promise<T>): Promise<T | null> {
    const id = `lease:sender:${repUserId}`;
    const fence = await this.take(id);
    if (fence === null) return null;
    try {
      return await work();
    } finally {
      await this.markers().update({ id, fence }, { at: 0 });
    }
  }

  private async take(id: string): Promise<number | null> {
    const now = this.options.clock.now();
    const held = await this.markers().findOneBy({ id });
    if (held === null) {
      try {
        await this.markers().insert({ id, value: '', at: now + leaseMs, fence: 1 });
        return 1;
      } catch (error) {
        if (isUniqueViolation(error)) return null;
        throw error;
      }
    }
    if (held.at > now) return null;
    const { affected } = await this.options.dataSource
      .createQueryBuilder()
      .update(Marker)
      .set({ at: now + leaseMs, fence: held.fence + 1 })
      .where({ id, fence: held.fence })
      .execute();
    return affected === 1 ? held.fence + 1 : null;
  }

  private markers() {
    return this.options.dataSource.getRepository(Marker);
  }
}
