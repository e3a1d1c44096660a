import { type EntityManager, In } from 'typeorm';
import { normalMobile } from '../../kernel/mobile';
import type { Vault } from '../../kernel/ports';
import { Customer } from '../../model/customer';
import { CustomerMobile } from '../../model/customer-mobile';
import { ErasedCustomer } from '../../model/erased-customer';
import type { OrderRow } from './rows';

/** Who bought, as far as the report says and we can tell. */
export interface Buyer {
  externalUserId: string | null;
  unionId: string | null;
  mobileHash: string | null;
  mobile: string | null;
}

/** Finds the buyers of many orders at once. A phone number that several customers have is nobody's: no guessing. */
export async function findBuyers(manager: EntityManager, rows: OrderRow[], vault: Vault): Promise<Buyer[]> {
  const buyers = rows.map((row) => {
    const mobile = row.mobile === undefined ? null : normalMobile(row.mobile);
    const mobileHash = mobile === null ? null : vault.fingerprint(mobile);
    return { externalUserId: row.externalUserId ?? null, unionId: row.unionId ?? null, mobileHash, mobile };
  });
  const erased = await erasedAmong(manager, buyers);
  // The order is kept for the books, without the person.
  for (const buyer of buyers) if (erased.has(buyer.externalUserId ?? '')) Object.assign(buyer, nobody);
  const open = buyers.filter((buyer) => buyer.externalUserId === null);
  const byUnion = await customersByUnion(
    manager,
    open.map((buyer) => buyer.unionId),
  );
  const byMobile = await customersByMobile(
    manager,
    open.map((buyer) => buyer.mobileHash),
  );
  for (const buyer of open) {
    buyer.externalUserId = byUnion.get(buyer.unionId ?? '') ?? byMobile.get(buyer.mobileHash ?? '') ?? null;
  }
  return buyers;
}

const nobody: Buyer = { externalUserId: null, unionId: null, mobileHash: null, mobile: null };

async function erasedAmong(manager: EntityManager, buyers: Buyer[]): Promise<Set<string>> {
  const ids = [...new Set(buyers.map(({ externalUserId }) => externalUserId).filter((id) => id !== null))];
  if (ids.length === 0) return new Set();
  const rows = await manager.findBy(ErasedCustomer, { externalUserId: In(ids) });
  return new Set(rows.map(({ externalUserId }) => externalUserId));
}

async function customersByUnion(manager: EntityManager, unionIds: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(unionIds.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await manager.find(Customer, {
    select: { externalUserId: true, unionId: true },
    where: { unionId: In(wanted) },
  });
  return new Map(rows.map((row) => [row.unionId!, row.externalUserId]));
}

/** Only numbers that exactly one customer has. */
export async function customersByMobile(
  manager: EntityManager,
  hashes: (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(hashes.filter((hash) => hash !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await manager.findBy(CustomerMobile, { mobileHash: In(wanted) });
  const owners = new Map<string, Set<string>>();
  for (const row of rows) {
    owners.set(row.mobileHash, (owners.get(row.mobileHash) ?? new Set()).add(row.externalUserId));
  }
  const single = [...owners].filter(([, ids]) => ids.size === 1);
  return new Map(single.map(([hash, [externalUserId]]) => [hash, externalUserId!]));
}
