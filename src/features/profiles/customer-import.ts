import { type EntityManager, In } from 'typeorm';
import { CareError, type Fault } from '../../kernel/errors';
import { normalMobile } from '../../kernel/mobile';
import { Customer } from '../../model/customer';
import { CustomerMobile } from '../../model/customer-mobile';
import { ErasedCustomer } from '../../model/erased-customer';
import { PendingProfile } from '../../model/pending-profile';
import type { CareStops } from './care-stops';
import type { CustomerFacts } from './customer-facts';
import { type CustomerRow, dateConflict, faultsOf, type RowResult, type RowStatus } from './customer-rows';
import type { DateBook } from './date-book';
import type { ProfileContext } from './profile-context';
import { profileTexts } from './texts';

type Found =
  | { kind: 'customer'; externalUserId: string }
  | { kind: 'pending'; mobileHash: string | null; unionId: string | null }
  | { kind: 'rejected'; errors: Fault[] };

/** One commit for so many rows. */
const rowsAtATime = 100;

const fault = (path: string, message: string): { kind: 'rejected'; errors: Fault[] } => ({
  kind: 'rejected',
  errors: [{ path, message }],
});

/** Takes in what others know of customers, row by row; who is not known yet is kept until they come. */
export class CustomerImport {
  constructor(
    private readonly context: ProfileContext,
    private readonly parts: { dates: DateBook; stops: CareStops; facts: CustomerFacts },
  ) {}

  /** @param source `api` or `import`; each row stands alone: a bad one leaves nothing behind */
  async importRows(rows: CustomerRow[], source: string, within?: EntityManager): Promise<RowResult[]> {
    const results: RowResult[] = [];
    for (let from = 0; from < rows.length; from += rowsAtATime) {
      const some = await this.context.within(within, async (manager) => {
        const ends: RowResult[] = [];
        for (const row of rows.slice(from, from + rowsAtATime)) ends.push(await this.importRow(manager, row, source));
        return ends;
      });
      results.push(...some);
    }
    return results;
  }

  /** Gives a customer who just became known what was kept for them. */
  async applyPending(
    manager: EntityManager,
    customer: { externalUserId: string; unionId: string | null; mobileHashes: string[] },
  ): Promise<number> {
    const hashes = await this.ownHashes(manager, customer);
    const ids = hashes.map((hash) => `mobile:${hash}`);
    if (customer.unionId !== null) ids.push(`union:${customer.unionId}`);
    if (ids.length === 0) return 0;
    const pending = await manager.find(PendingProfile, { where: { id: In(ids) }, order: { updatedAt: 'ASC' } });
    for (const { id, sealedProfile } of pending) {
      // written by keep() below
      const kept = JSON.parse(this.context.options.vault.open(sealedProfile)) as { row: CustomerRow; source: string };
      await this.applyLeniently(manager, customer.externalUserId, kept.row, kept.source);
      await manager.delete(PendingProfile, { id });
    }
    return pending.length;
  }

  private async importRow(manager: EntityManager, row: CustomerRow, source: string): Promise<RowResult> {
    const key = row.externalUserId ?? row.unionId ?? row.mobile ?? '';
    const errors = faultsOf(row);
    if (errors.length > 0) return { key, status: 'rejected', errors };
    try {
      // a savepoint: a row that is refused half-way leaves nothing behind
      const status = await manager.transaction((nested) => this.save(nested, row, source));
      return { key, status };
    } catch (error) {
      if (!(error instanceof CareError)) throw error;
      return { key, status: 'rejected', errors: error.options.faults ?? [{ path: '', message: error.message }] };
    }
  }

  private async save(manager: EntityManager, row: CustomerRow, source: string): Promise<RowStatus> {
    const found = await this.find(manager, row);
    if (found.kind === 'rejected') throw new CareError('bad_row', found.errors[0]!.message, { faults: found.errors });
    if (found.kind === 'pending') return this.keep(manager, row, source, found);
    const { externalUserId } = found;
    const isNew = await this.ensure(manager, externalUserId);
    const hasNewKey = await this.applyKeys(manager, externalUserId, row, isNew);
    const changed = await this.apply(manager, externalUserId, row, source, 'reject');
    if (isNew) await this.context.tell(manager, externalUserId, 'customer.imported', profileTexts.imported, { source });
    if (isNew) return 'created';
    return changed || hasNewKey ? 'updated' : 'unchanged';
  }

  private async find(manager: EntityManager, row: CustomerRow): Promise<Found> {
    if (row.externalUserId !== undefined) return { kind: 'customer', externalUserId: row.externalUserId };
    const mobile = row.mobile === undefined ? null : normalMobile(row.mobile);
    const mobileHash = mobile && this.context.options.vault.fingerprint(mobile);
    if (row.unionId !== undefined) {
      const known = await manager.findOneBy(Customer, { unionId: row.unionId });
      if (known) return { kind: 'customer', externalUserId: known.externalUserId };
    }
    if (mobileHash) {
      const known = await manager.find(CustomerMobile, { where: { mobileHash }, take: 10 });
      if (known.length === 1) return { kind: 'customer', externalUserId: known[0]!.externalUserId };
      if (known.length > 1) return fault('mobile', profileTexts.ambiguousMobile(known.length));
    }
    return { kind: 'pending', mobileHash, unionId: row.unionId ?? null };
  }

  /** Locks the customer's row on MySQL; answers whether it is new. */
  private async ensure(manager: EntityManager, externalUserId: string): Promise<boolean> {
    const locking = manager.createQueryBuilder().update(Customer);
    const { affected } = await locking
      .set({ updatedAt: () => 'updatedAt' })
      .where({ externalUserId })
      .execute();
    if (affected) return false;
    if (await manager.existsBy(ErasedCustomer, { externalUserId })) {
      throw new CareError('erased_customer', profileTexts.erased, { status: 422 });
    }
    const now = this.context.now();
    await manager.insert(Customer, { externalUserId, interests: [], createdAt: now, updatedAt: now });
    return true;
  }

  private async applyKeys(manager: EntityManager, externalUserId: string, row: CustomerRow, isNew: boolean) {
    const { vault, onKnown } = this.context.options;
    const customer = await this.context.customer(manager, externalUserId);
    const takesUnion = row.unionId !== undefined && customer.unionId === null;
    if (takesUnion) await manager.update(Customer, { externalUserId }, { unionId: row.unionId });
    const mobile = row.mobile === undefined ? null : normalMobile(row.mobile);
    const mobileHash = mobile === null ? null : vault.fingerprint(mobile);
    const takesMobile =
      mobileHash !== null && !(await manager.existsBy(CustomerMobile, { externalUserId, mobileHash }));
    if (takesMobile)
      await manager.insert(CustomerMobile, { externalUserId, mobileHash, sealedMobile: vault.seal(mobile!) });
    if (!isNew && !takesUnion && !takesMobile) return false;
    const unionId = row.unionId ?? customer.unionId;
    const known = { externalUserId, unionId, mobileHashes: takesMobile ? [mobileHash] : [] };
    await this.applyPending(manager, known);
    await onKnown?.(manager, known);
    return takesUnion || takesMobile;
  }

  private async apply(
    manager: EntityManager,
    externalUserId: string,
    row: CustomerRow,
    source: string,
    onConflict: 'reject' | 'skip',
  ): Promise<boolean> {
    const { dates, stops, facts } = this.parts;
    const changes: boolean[] = [];
    if (row.name !== undefined) changes.push(await this.giveName(manager, externalUserId, row.name));
    if (row.note !== undefined) {
      changes.push((await facts.setNote(manager, externalUserId, row.note, { by: source })) === 'updated');
    }
    if (row.interests !== undefined) {
      changes.push((await facts.addInterests(manager, externalUserId, row.interests, { by: source })) === 'updated');
    }
    for (const [index, date] of (row.dates ?? []).entries()) {
      const wanted = { ...date, confirmed: date.confirmed ?? true, source };
      const added = await dates.add(manager, externalUserId, wanted);
      if (added.kind === 'conflict' && onConflict === 'reject') throw dateConflict(index, wanted, added.existing);
      changes.push(added.kind === 'added' || added.kind === 'updated');
    }
    if (row.optedOut === true) {
      const reason = row.optOutReason?.trim() || profileTexts.importedWithoutReason;
      changes.push((await stops.optOut(manager, externalUserId, { reason, by: 'api' })).kind === 'opted-out');
    }
    if (row.optedOut === false) {
      const reason = row.optOutReason ?? '';
      changes.push((await stops.optIn(manager, externalUserId, { reason, by: 'api' })).kind === 'opted-in');
    }
    return changes.includes(true);
  }

  /** What was kept is old: what stands against it since is left as it is. */
  private async applyLeniently(manager: EntityManager, externalUserId: string, row: CustomerRow, source: string) {
    const { optedOut, ...rest } = row;
    await this.apply(manager, externalUserId, optedOut ? row : rest, source, 'skip');
  }

  private async giveName(manager: EntityManager, externalUserId: string, name: string): Promise<boolean> {
    const customer = await this.context.customer(manager, externalUserId);
    if (customer.name === name && customer.nameGiven) return false;
    await manager.update(Customer, { externalUserId }, { name, nameGiven: true, updatedAt: this.context.now() });
    return customer.name !== name;
  }

  private async keep(
    manager: EntityManager,
    row: CustomerRow,
    source: string,
    found: { mobileHash: string | null; unionId: string | null },
  ): Promise<RowStatus> {
    const { vault } = this.context.options;
    const id = found.unionId === null ? `mobile:${found.mobileHash}` : `union:${found.unionId}`;
    const known = await manager.findOneBy(PendingProfile, { id });
    const kept = JSON.stringify({ row, source });
    if (known && vault.open(known.sealedProfile) === kept) return 'unchanged';
    const pending = { id, ...idsOf(found), sealedProfile: vault.seal(kept), updatedAt: this.context.now() };
    await manager
      .createQueryBuilder()
      .insert()
      .into(PendingProfile)
      .values(pending)
      .orUpdate(['sealedProfile', 'mobileHash', 'unionId', 'updatedAt'], ['id'])
      .updateEntity(false)
      .execute();
    return known ? 'updated' : 'created';
  }

  /** Of the customer's phone numbers those that nobody else has. */
  private async ownHashes(manager: EntityManager, customer: { externalUserId: string; mobileHashes: string[] }) {
    if (customer.mobileHashes.length === 0) return [];
    const rows = await manager.findBy(CustomerMobile, { mobileHash: In(customer.mobileHashes) });
    const shared = new Set(
      rows.filter((row) => row.externalUserId !== customer.externalUserId).map((row) => row.mobileHash),
    );
    return customer.mobileHashes.filter((hash) => !shared.has(hash));
  }
}

function idsOf({ mobileHash, unionId }: { mobileHash: string | null; unionId: string | null }) {
  return { mobileHash, unionId };
}
