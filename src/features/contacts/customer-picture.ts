import { type EntityManager, In } from 'typeorm';
import { civilDay } from '../../kernel/calendar';
import { normalMobile } from '../../kernel/mobile';
import type { RemoteCustomer, RemoteRelation, Vault } from '../../kernel/ports';
import { Customer } from '../../model/customer';
import { CustomerMobile } from '../../model/customer-mobile';
import { FollowRelation } from '../../model/follow-relation';
import { reassign } from './assigned-rep';
import { copyRemarks } from './customer-remarks';
import { refreshTags } from './customer-tags';
import { ensureCustomer, saveRelation, tellStarted } from './contact-rows';
import { erasedAmong } from './erased-customers';
import { seeRelation } from './relation-rules';

/** A customer became known, or known by something new: whoever keeps things for them may now match. */
export interface KnownCustomer {
  externalUserId: string;
  unionId: string | null;
  mobileHashes: string[];
}
export type OnKnown = (manager: EntityManager, customer: KnownCustomer) => Promise<void>;

export interface PictureCounts {
  customersNew: number;
  relationsStarted: number;
}

interface Seen {
  readAt: number;
  /** From pageCustomers, which lists no half relations. */
  fromListing: boolean;
}

/** Brings our picture of customers up to what WeCom shows; writes only what differs. */
export class CustomerPictures {
  constructor(private readonly options: { vault: Vault; zone: string; now: () => number; onKnown: OnKnown }) {}

  /** @param remotes at most some hundreds; the same customer may come once for each rep */
  async apply(manager: EntityManager, remotes: RemoteCustomer[], seen: Seen): Promise<PictureCounts> {
    const merged = mergeByCustomer(remotes);
    const erased = await erasedAmong(manager, [...merged.keys()]);
    const ids = [...merged.keys()].filter((id) => !erased.has(id)).sort();
    const counts: PictureCounts = { customersNew: 0, relationsStarted: 0 };
    if (ids.length === 0) return counts;
    const customers = byId(await manager.find(Customer, { where: { externalUserId: In(ids) } }));
    const relations = await manager.find(FollowRelation, { where: { externalUserId: In(ids) } });
    const rowOf = new Map(relations.map((row) => [pair(row.repUserId, row.externalUserId), row]));
    const fresh = new Set<string>();
    const moved: string[] = [];
    const retagged: string[] = [];
    const renamed: string[] = [];

    for (const id of ids) {
      const remote = merged.get(id)!;
      let customer = customers.get(id);
      if (!customer) {
        customer = (await ensureCustomer(manager, id, this.options.now())).customer;
        fresh.add(id);
      }
      const hasNewKey = await this.applyFacts(manager, customer, remote);
      const newHashes = await this.applyMobiles(manager, remote);
      const started = await this.applyRelations(manager, remote, rowOf, seen);
      if (started.moved || fresh.has(id)) moved.push(id);
      if (started.retagged) retagged.push(id);
      if (started.renamed) renamed.push(id);
      counts.relationsStarted += started.count;
      if (fresh.has(id) || hasNewKey || newHashes.length > 0) {
        await this.options.onKnown(manager, {
          externalUserId: id,
          unionId: remote.unionId ?? customer.unionId,
          mobileHashes: newHashes,
        });
      }
    }
    counts.customersNew = fresh.size;
    await refreshTags(manager, retagged);
    await copyRemarks(manager, renamed);
    if (moved.length > 0) await reassign(manager, moved, this.options.now(), fresh);
    return counts;
  }

  /** @returns whether the customer became findable by a union id */
  private async applyFacts(manager: EntityManager, row: Customer, remote: RemoteCustomer): Promise<boolean> {
    const first = [...remote.relations].sort((one, other) => one.followedAt - other.followedAt)[0];
    const change: Partial<Customer> = {};
    const name = remote.name.slice(0, 128);
    if (name !== '' && name !== row.name && !row.nameGiven) change.name = name;
    const avatarUrl = remote.avatarUrl.slice(0, 512);
    if (avatarUrl !== row.avatarUrl) change.avatarUrl = avatarUrl;
    if (remote.gender !== row.gender) change.gender = remote.gender;
    const hasNewKey = remote.unionId !== null && remote.unionId !== row.unionId;
    if (hasNewKey) change.unionId = remote.unionId;
    if (first && row.addWay === 0 && first.addWay !== 0) change.addWay = first.addWay;
    if (first && row.channel === '' && first.state !== '') change.channel = first.state;
    if (first && (row.addedAt === null || first.followedAt < row.addedAt)) {
      change.addedAt = first.followedAt;
      change.addedOn = civilDay(first.followedAt, row.zone ?? this.options.zone);
    }
    if (Object.keys(change).length > 0) {
      const { externalUserId } = row;
      await manager.update(Customer, { externalUserId }, { ...change, updatedAt: this.options.now() });
    }
    return hasNewKey;
  }

  /** @returns fingerprints that are new for this customer */
  private async applyMobiles(manager: EntityManager, remote: RemoteCustomer): Promise<string[]> {
    const { externalUserId } = remote;
    const numbers = new Map<string, string>();
    for (const text of remote.relations.flatMap((relation) => relation.mobiles)) {
      const mobile = normalMobile(text);
      if (mobile !== null) numbers.set(this.options.vault.fingerprint(mobile), mobile);
    }
    if (numbers.size === 0) return [];
    const known = await manager.findBy(CustomerMobile, { externalUserId, mobileHash: In([...numbers.keys()]) });
    for (const row of known) numbers.delete(row.mobileHash);
    const rows = [...numbers].map(([mobileHash, mobile]) => ({
      mobileHash,
      externalUserId,
      sealedMobile: this.options.vault.seal(mobile),
    }));
    if (rows.length > 0) await manager.insert(CustomerMobile, rows);
    return rows.map((row) => row.mobileHash);
  }

  private async applyRelations(
    manager: EntityManager,
    remote: RemoteCustomer,
    rowOf: Map<string, FollowRelation>,
    seen: Seen,
  ): Promise<{ moved: boolean; retagged: boolean; renamed: boolean; count: number }> {
    const { externalUserId } = remote;
    const outcome = { moved: false, retagged: false, renamed: false, count: 0 };
    for (const relation of remote.relations) {
      const { repUserId } = relation;
      const row = rowOf.get(pair(repUserId, externalUserId)) ?? null;
      const change = { ...seeRelation(row, relation, seen), ...this.descriptionChange(row, relation) };
      if (Object.keys(change).length === 0) continue;
      await saveRelation(manager, { repUserId, externalUserId }, row, change);
      if (change.tagIds !== undefined) outcome.retagged = true;
      if (change.remark !== undefined) outcome.renamed = true;
      if (!row || change.endedAt === null || change.followedAt !== undefined) outcome.moved = true;
      if (!row || change.endedAt === null) {
        outcome.count += 1;
        const half = change.half ?? false;
        await tellStarted(manager, { repUserId, externalUserId, at: change.followedAt ?? seen.readAt, half });
      }
    }
    return outcome;
  }

  private descriptionChange(row: FollowRelation | null, remote: RemoteRelation): Partial<FollowRelation> {
    const { vault } = this.options;
    const known = row?.sealedDescription ? vault.open(row.sealedDescription) : '';
    if (known === remote.description) return {};
    return { sealedDescription: remote.description === '' ? null : vault.seal(remote.description) };
  }
}

function pair(repUserId: string, externalUserId: string): string {
  return `${repUserId}\n${externalUserId}`;
}

function byId(customers: Customer[]): Map<string, Customer> {
  return new Map(customers.map((customer) => [customer.externalUserId, customer]));
}

function mergeByCustomer(remotes: RemoteCustomer[]): Map<string, RemoteCustomer> {
  const merged = new Map<string, RemoteCustomer>();
  for (const remote of remotes) {
    const known = merged.get(remote.externalUserId);
    const relations = known ? [...known.relations, ...remote.relations] : [...remote.relations];
    merged.set(remote.externalUserId, { ...remote, relations });
  }
  return merged;
}
