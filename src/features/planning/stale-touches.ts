import type { DataSource } from 'typeorm';
import type { Instant } from '../../kernel/ports';
import type { Touch } from '../../model/touch';
import { idsAtOnce } from './customer-slice';
import { updateTouches } from './plan-writer';
import { whyEnded } from './texts';

type Stale = Pick<Touch, 'id' | 'state' | 'why' | 'reason'>;

/**
 * Ends open touches whose time is over, so that nothing stale goes out after an outage or a restored backup. What is
 * on its way through WeCom ends there.
 *
 * @returns how many ended
 */
export async function expireStale(dataSource: DataSource, now: Instant): Promise<number> {
  let expired = 0;
  for (;;) {
    const stale: Stale[] = await dataSource.query(
      `select id, state, why, reason from touches
        where state in ('planned', 'held', 'offered') and massSendId is null and notAfter < ? limit ${idsAtOnce}`,
      [now],
    );
    if (stale.length === 0) return expired;
    const ended = await dataSource.transaction(async (manager) => {
      let count = 0;
      for (const { ids, state, why, reason } of alike(stale)) {
        const set = {
          state: 'expired',
          reason: reason || 'expired',
          why: whyEnded.expired(why),
          updatedAt: now,
        } as const;
        count += await updateTouches(manager, ids, state, set);
      }
      return count;
    });
    // All of them changed hands since they were read.
    if (ended === 0) return expired;
    expired += ended;
  }
}

function alike(stale: readonly Stale[]) {
  const groups = new Map<string, Omit<Stale, 'id'> & { ids: string[] }>();
  for (const { id, ...rest } of stale) {
    const key = JSON.stringify(rest);
    const group = groups.get(key) ?? { ...rest, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return groups.values();
}
