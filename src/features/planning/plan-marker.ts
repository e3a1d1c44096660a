import type { DataSource } from 'typeorm';
import type { CivilDay, Instant } from '../../kernel/ports';
import { Marker } from '../../model/marker';

/** Beyond this many it is cheaper to look at everybody. */
const mostChanged = 20_000;

/** Remembers when a day was planned and by what rules, so that planning it again looks only at what changed. */
export class PlanMarker {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Instant from which changes matter; null: the day was not planned, or by other rules, products or texts. What an
   * earlier day planned ahead does not count: held touches and places have come along since.
   */
  async plannedSince(day: CivilDay, signature: string, startOfToday: Instant): Promise<Instant | null> {
    const marker = await this.dataSource.getRepository(Marker).findOneBy({ id: markerId(day) });
    return marker?.value === signature && marker.at >= startOfToday ? marker.at : null;
  }

  async mark(day: CivilDay, signature: string, startedAt: Instant): Promise<void> {
    const insert = this.dataSource.createQueryBuilder().insert().into(Marker);
    await insert
      .values({ id: markerId(day), value: signature, at: startedAt })
      .orUpdate(['value', 'at'], ['id'])
      .execute();
  }

  /**
   * Customers of whom anything changed that a plan reads: the customer, a date, an order, a relation, or a touch that
   * ended unsent and left its place. Null: too many to name.
   */
  async changedSince(day: CivilDay, since: Instant): Promise<string[] | null> {
    const changed = new Set<string>();
    for (const from of [
      'customers where updatedAt >= ?',
      'important_dates where updatedAt >= ?',
      'orders where externalUserId is not null and updatedAt >= ?',
      'follow_relations where changedAt >= ?',
      "touches where state in ('skipped', 'failed', 'expired', 'cancelled') and updatedAt >= ? and dueOn <= ?",
    ]) {
      const parameters = from.includes('dueOn') ? [since, day] : [since];
      const rows: { externalUserId: string }[] = await this.dataSource.query(
        `select distinct externalUserId from ${from} limit ${mostChanged + 1}`,
        parameters,
      );
      for (const { externalUserId } of rows) changed.add(externalUserId);
      if (changed.size > mostChanged) return null;
    }
    return [...changed].sort();
  }
}

function markerId(day: CivilDay): string {
  return `planned:${day}`;
}
