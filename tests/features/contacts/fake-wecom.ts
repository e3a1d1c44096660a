import { WecomError } from '../../../src/kernel/errors';
import type { RemoteCustomer, RemoteRelation, RemoteRep, RemoteTagGroup } from '../../../src/kernel/ports';
import type { ContactsWecom } from '../../../src/features/contacts/contacts-wecom';

/** As much of WeCom as keeping contacts in step asks for. */
export class FakeWecom implements ContactsWecom {
  reps: RemoteRep[] = [];
  tagGroups: RemoteTagGroup[] = [];
  readonly customers = new Map<string, RemoteCustomer>();
  readonly refusals = new Map<string, number>();
  pageSize = 100;
  calls: string[] = [];

  rep(repUserId: string, name: string): this {
    this.reps.push({ repUserId, name, departmentIds: [1], active: true });
    return this;
  }

  befriend(repUserId: string, externalUserId: string, more: Partial<RemoteRelation & RemoteCustomer> = {}): this {
    const known = this.customers.get(externalUserId);
    const relation: RemoteRelation = {
      repUserId,
      remark: more.remark ?? '',
      description: more.description ?? '',
      followedAt: more.followedAt ?? 0,
      tagIds: more.tagIds ?? [],
      mobiles: more.mobiles ?? [],
      addWay: more.addWay ?? 1,
      state: more.state ?? '',
      operatorId: externalUserId,
    };
    this.customers.set(externalUserId, {
      externalUserId,
      name: more.name ?? known?.name ?? `昵称${externalUserId}`,
      avatarUrl: '',
      type: 1,
      gender: 0,
      unionId: more.unionId ?? known?.unionId ?? null,
      relations: [...(known?.relations.filter((row) => row.repUserId !== repUserId) ?? []), relation],
    });
    return this;
  }

  part(repUserId: string, externalUserId: string): void {
    const customer = this.customers.get(externalUserId)!;
    customer.relations = customer.relations.filter((relation) => relation.repUserId !== repUserId);
  }

  /** From now on what concerns `subject` (a rep, a customer, a call) is refused. */
  refuse(subject: string, errcode: number): void {
    this.refusals.set(subject, errcode);
  }

  private ask(call: string, ...subjects: string[]): void {
    this.calls.push(call);
    for (const subject of [call, ...subjects]) {
      const errcode = this.refusals.get(subject);
      if (errcode === undefined) continue;
      throw new WecomError(errcode, call, `refused ${errcode}`, { kind: errcode === -2 ? 'retry' : 'permanent' });
    }
  }

  async getCustomer(externalUserId: string): Promise<RemoteCustomer> {
    this.ask('getCustomer', externalUserId);
    const customer = this.customers.get(externalUserId);
    if (!customer) throw new WecomError(40096, 'get', 'invalid external_userid', { kind: 'permanent' });
    if (customer.relations.length === 0)
      throw new WecomError(84061, 'get', 'not external contact', { kind: 'permanent' });
    return structuredClone(customer);
  }

  async getRep(repUserId: string): Promise<RemoteRep> {
    this.ask('getRep', repUserId);
    const rep = this.reps.find((row) => row.repUserId === repUserId);
    if (!rep) throw new WecomError(60111, 'user/get', 'userid not found', { kind: 'permanent' });
    return rep;
  }

  async listReps(): Promise<RemoteRep[]> {
    this.ask('listReps');
    return this.reps;
  }

  async listFollowReps(): Promise<string[]> {
    this.ask('listFollowReps');
    return this.reps.map((rep) => rep.repUserId);
  }

  async listCustomerIds(repUserId: string): Promise<string[]> {
    this.ask('listCustomerIds', repUserId);
    return this.pairs([repUserId]).map((row) => row.externalUserId);
  }

  async pageCustomers(repUserIds: string[], cursor: string) {
    this.ask('pageCustomers', ...repUserIds, `page:${cursor}`);
    const all = this.pairs(repUserIds);
    const from = Number(cursor || '0');
    const items = structuredClone(all.slice(from, from + this.pageSize));
    return { items, nextCursor: from + this.pageSize < all.length ? String(from + this.pageSize) : '' };
  }

  async listTags(): Promise<RemoteTagGroup[]> {
    this.ask('listTags');
    return this.tagGroups;
  }

  async remarkCustomer(): Promise<void> {
    this.ask('remarkCustomer');
  }

  async markTags(): Promise<void> {
    this.ask('markTags');
  }

  private pairs(repUserIds: string[]): RemoteCustomer[] {
    return repUserIds.flatMap((repUserId) =>
      [...this.customers.values()].flatMap((customer) =>
        customer.relations
          .filter((relation) => relation.repUserId === repUserId)
          .map((relation) => ({ ...customer, relations: [relation] })),
      ),
    );
  }
}
