import type { DataSource } from 'typeorm';
import { addDays, instantAt } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import type { CivilDay, Instant } from '../../kernel/ports';
import { mayRise, type Trust, trustOf } from '../plays/customer-trust';
import type { CustomerFacts } from '../plays/play';
import { chunks, within } from './customer-slice';

/** A customer whose stage or tier the day's facts change. */
export interface TrustChange extends Trust {
  externalUserId: string;
}

/** Brings stage and tier up to date in the facts themselves, and answers what changed. */
export async function renewTrust(
  customers: readonly CustomerFacts[],
  day: CivilDay,
  { dataSource, settings, zone }: { dataSource: DataSource; settings: CareSettings; zone: string },
): Promise<TrustChange[]> {
  const rising = customers.filter((facts) => mayRise(facts, settings));
  const rolling = await ordersSince(dataSource, rising, instantAt(addDays(day, -365), '00:00', zone));
  return customers.flatMap((facts) => {
    const orders = rolling.get(facts.externalUserId) ?? { orders: 0, cents: 0 };
    const trust = trustOf(facts, orders, day, settings);
    facts.stage = trust.stage;
    facts.tier = trust.tier;
    return trust.changes.length > 0 ? [{ externalUserId: facts.externalUserId, ...trust }] : [];
  });
}

async function ordersSince(dataSource: DataSource, customers: readonly CustomerFacts[], from: Instant) {
  const found = new Map<string, { orders: number; cents: number }>();
  for (const some of chunks(customers)) {
    const { sql, parameters } = within({ ids: some.map(({ externalUserId }) => externalUserId) }, 'externalUserId');
    const rows: { externalUserId: string; orders: number | string; cents: number | string }[] = await dataSource.query(
      `select externalUserId, count(*) as orders, sum(totalCents) as cents from orders
        where ${sql} and paidAt >= ? and status <> 'refunded' group by externalUserId`,
      [...parameters, from],
    );
    // MySQL answers sums as text
    for (const row of rows) found.set(row.externalUserId, { orders: Number(row.orders), cents: Number(row.cents) });
  }
  return found;
}
