import type { EntityManager } from 'typeorm';

const customersAtATime = 500;
const mostCents = 2_147_483_647;

/** Locks the customers on MySQL, so that two reports of one customer's orders add up to both. */
export async function lockCustomers(manager: EntityManager, externalUserIds: string[], now: number): Promise<void> {
  await eachChunk(externalUserIds, (ids, among) =>
    manager.query(`update customers set updatedAt = ? where externalUserId in ${among}`, [now, ...ids]),
  );
}

/**
 * Counts the customers' orders anew, refunded ones left out. One statement: on MySQL the sub-selects of an UPDATE
 * read what others have just committed.
 */
export async function recountOrders(manager: EntityManager, externalUserIds: string[]): Promise<void> {
  const orders = `from orders o where o.externalUserId = customers.externalUserId`;
  const kept = `${orders} and o.status <> 'refunded'`;
  await eachChunk(externalUserIds, (ids, among) =>
    manager.query(
      `update customers set
         orderCount = (select count(*) ${kept}),
         totalCents = (select case when sum(o.totalCents) > ${mostCents} then ${mostCents}
                              else coalesce(sum(o.totalCents), 0) end ${kept}),
         firstOrderAt = (select min(o.paidAt) ${kept}),
         lastOrderAt = (select max(o.paidAt) ${kept}),
         lastActiveAt = (select case when customers.lastActiveAt is null or customers.lastActiveAt < max(o.paidAt)
                                then coalesce(max(o.paidAt), customers.lastActiveAt)
                                else customers.lastActiveAt end ${orders})
       where externalUserId in ${among}`,
      ids,
    ),
  );
}

async function eachChunk(all: string[], work: (ids: string[], among: string) => Promise<unknown>): Promise<void> {
  const sorted = [...new Set(all)].sort();
  for (let from = 0; from < sorted.length; from += customersAtATime) {
    const ids = sorted.slice(from, from + customersAtATime);
    await work(ids, `(${ids.map(() => '?').join(',')})`);
  }
}
