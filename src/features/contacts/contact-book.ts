import type { Logger } from 'pino';
import type { DataSource, EntityManager } from 'typeorm';
import { civilDay } from '../../kernel/calendar';
import { CareError, WecomError } from '../../kernel/errors';
import type { Clock, RemoteCustomer, RemoteRep, Vault } from '../../kernel/ports';
import { timelineRow } from '../../kernel/timeline';
import { Customer } from '../../model/customer';
import { FollowRelation, type RelationEnd } from '../../model/follow-relation';
import { Rep } from '../../model/rep';
import { TimelineEvent } from '../../model/timeline-event';
import type { Apply } from './apply';
import { reassign } from './assigned-rep';
import { ContactSync, type SyncCounts, type SyncProgress } from './contact-sync';
import type { ContactsWecom } from './contacts-wecom';
import { CorpTags } from './corp-tags';
import { CustomerPictures, type OnKnown } from './customer-picture';
import { copyRemarks } from './customer-remarks';
import { refreshTags } from './customer-tags';
import { ensureCustomer, saveRelation, tellStarted } from './contact-rows';
import { erasedAmong } from './erased-customers';
import { endRelation, startRelation, type StartedEvent } from './relation-rules';
import { repNames } from './rep-names';
import { ensureRep, repLeaves, repReturns } from './rep-roster';
import { contactTexts } from './texts';

export interface ContactBookOptions {
  dataSource: DataSource;
  wecom: ContactsWecom;
  clock: Clock;
  vault: Vault;
  zone: string;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** Called in the transaction in which a customer becomes known, or known by a new union id or mobile. */
  onKnown: OnKnown;
}

interface RelationEvent {
  repUserId: string;
  externalUserId: string;
  /** When it happened, by WeCom; epoch ms of whole seconds. */
  at: number;
}

const endsByActor = {
  rep: 'by-rep',
  customer: 'by-customer',
  transfer: 'transferred',
} as const satisfies Record<string, RelationEnd>;

/** Our copy of customers, reps, follow relations and tags, kept in step with WeCom by its events and by `sync`. */
export class ContactBook {
  private readonly pictures: CustomerPictures;
  private readonly tags: CorpTags;
  private readonly reconciler: ContactSync;

  constructor(private readonly options: ContactBookOptions) {
    const now = () => options.clock.now();
    this.pictures = new CustomerPictures({ vault: options.vault, zone: options.zone, now, onKnown: options.onKnown });
    this.tags = new CorpTags(options.wecom);
    this.reconciler = new ContactSync({ ...options, pictures: this.pictures, tags: this.tags });
  }

  /** A rep and a customer became contacts, fully or by half. */
  async relationStarted(event: StartedEvent): Promise<Apply> {
    const readAt = this.options.clock.now();
    const [picture, rep] = await Promise.all([this.look(event.externalUserId), this.lookUpRep(event.repUserId)]);
    return async (manager) => {
      const known = await ensureRep(manager, event.repUserId, rep, event.at);
      if ((await erasedAmong(manager, [event.externalUserId])).size > 0) return;
      const { customer, isNew } = await ensureCustomer(manager, event.externalUserId, this.options.clock.now());
      await this.start(manager, event, known, picture);
      await this.rememberStart(manager, customer, event);
      await reassign(manager, [event.externalUserId], event.at, new Set(isNew ? [event.externalUserId] : []));
      if (picture) await this.pictures.apply(manager, [picture], { readAt, fromListing: false });
      if (isNew) {
        const { externalUserId, unionId } = await manager.findOneByOrFail(Customer, {
          externalUserId: customer.externalUserId,
        });
        await this.options.onKnown(manager, { externalUserId, unionId, mobileHashes: [] });
      }
    };
  }

  /** The rep changed the remark, mobiles or tags in the client. */
  async relationEdited(event: RelationEvent): Promise<Apply> {
    const readAt = this.options.clock.now();
    const picture = await this.look(event.externalUserId);
    return async (manager) => {
      if (picture) await this.pictures.apply(manager, [picture], { readAt, fromListing: false });
    };
  }

  async relationEnded(event: RelationEvent & { by: 'rep' | 'customer' | 'transfer' }): Promise<Apply> {
    return (manager) => this.end(manager, event, endsByActor[event.by]);
  }

  /**
   * By what became of a mass-send these customers have deleted the rep; in the caller's transaction.
   *
   * @param at when the mass-send was made: whatever is known of a relation since then is newer
   */
  async notFriends(
    manager: EntityManager,
    repUserId: string,
    externalUserIds: readonly string[],
    at: number,
  ): Promise<void> {
    for (const externalUserId of externalUserIds) {
      await this.end(manager, { repUserId, externalUserId, at }, 'by-customer');
    }
  }

  private async end(manager: EntityManager, event: RelationEvent, endedBy: RelationEnd): Promise<void> {
    const { repUserId, externalUserId, at } = event;
    const row = await this.lockedRelation(manager, repUserId, externalUserId);
    if (!row && (await erasedAmong(manager, [externalUserId])).size > 0) return;
    const change = endRelation(row, at, endedBy);
    if (!change) return;
    await saveRelation(manager, { repUserId, externalUserId }, row, change);
    const nameOf = await repNames(manager, [repUserId]);
    const summary = contactTexts.ended[endedBy](nameOf(repUserId));
    const details = { repUserId, endedBy };
    await this.tell(manager, { externalUserId, at, kind: 'relation.ended', summary, details });
    await reassign(manager, [externalUserId], at);
  }

  /** `repUserId` could not take the customer over; whoever followed still does. */
  async transferFailed(event: RelationEvent & { reason: string }): Promise<Apply> {
    const { repUserId, externalUserId, at, reason } = event;
    return async (manager) => {
      const nameOf = await repNames(manager, [repUserId]);
      const summary = contactTexts.transferFailed(nameOf(repUserId), reason);
      await this.tell(manager, {
        externalUserId,
        at,
        kind: 'transfer.failed',
        summary,
        details: { repUserId, reason },
      });
    };
  }

  /** Whether somebody is one of the reps whom we know, and still works. */
  isRep(repUserId: string): Promise<boolean> {
    return this.options.dataSource.getRepository(Rep).existsBy({ repUserId, active: true });
  }

  /** Any change of corp tags: the whole list is read again, since a deleted group names none of its tags. */
  async tagChanged(): Promise<Apply> {
    return this.tags.read();
  }

  async repLeft(repUserId: string, at: number): Promise<Apply> {
    return async (manager) => {
      await repLeaves(manager, repUserId, at);
    };
  }

  /** WeCom does not know the rep any more, as a call for them said; in the caller's transaction. */
  async repGone(manager: EntityManager, repUserId: string, at: number): Promise<void> {
    await repLeaves(manager, repUserId, at);
  }

  async repJoined(repUserId: string, at: number): Promise<Apply> {
    const known = await this.options.dataSource.getRepository(Rep).findOneBy({ repUserId });
    if (!known || known.active) return async () => {};
    const stillFollowed = await this.unlessRefused(() => this.options.wecom.listCustomerIds(repUserId), 'rep.joined');
    return (manager) => repReturns(manager, repUserId, at, stillFollowed ?? []);
  }

  /** Pulls everything from WeCom and mends our picture; safe to run at any time and again. */
  async sync(progress?: (done: SyncProgress) => void): Promise<SyncCounts> {
    return this.reconciler.run(progress);
  }

  /**
   * Pins the assigned rep for as long as they follow the customer; null lets the earliest relation decide again.
   * Throws CareError `not_following` when the rep does not follow the customer.
   */
  async assign(externalUserId: string, repUserId: string | null, within?: EntityManager): Promise<void> {
    const work = async (manager: EntityManager) => {
      const now = this.options.clock.now();
      const relation = repUserId === null ? null : await this.lockedRelation(manager, repUserId, externalUserId);
      if (repUserId !== null && (!relation || relation.endedAt !== null)) {
        const nameOf = await repNames(manager, [repUserId]);
        throw new CareError('not_following', contactTexts.notFollowing(nameOf(repUserId)), { status: 409 });
      }
      if (repUserId === null) {
        await manager.update(Customer, { externalUserId }, { repPinned: false, updatedAt: now });
        await reassign(manager, [externalUserId], now);
        return;
      }
      const before = await manager.findOneByOrFail(Customer, { externalUserId });
      await manager.update(Customer, { externalUserId }, { repUserId, repPinned: true, updatedAt: now });
      await copyRemarks(manager, [externalUserId]);
      if (before.repUserId === repUserId) return;
      const nameOf = await repNames(manager, [before.repUserId, repUserId]);
      const summary = contactTexts.repChanged(before.repUserId && nameOf(before.repUserId), nameOf(repUserId));
      const details = { from: before.repUserId, to: repUserId, pinned: true };
      await this.tell(manager, { externalUserId, at: now, kind: 'rep.changed', summary, details });
    };
    await (within ? work(within) : this.options.dataSource.transaction(work));
  }

  /** Sets the rep's own name or description of the customer at WeCom, and here, since WeCom does not call back. */
  async remark(
    repUserId: string,
    externalUserId: string,
    change: { remark?: string; description?: string },
  ): Promise<void> {
    await this.options.wecom.remarkCustomer(repUserId, externalUserId, change);
    const { remark, description } = change;
    const local: Partial<FollowRelation> = {};
    if (remark !== undefined) local.remark = remark;
    if (description !== undefined)
      local.sealedDescription = description === '' ? null : this.options.vault.seal(description);
    await this.options.dataSource.transaction(async (manager) => {
      await manager.update(FollowRelation, { repUserId, externalUserId }, local);
      await copyRemarks(manager, [externalUserId]);
    });
  }

  /** Marks corp tags at WeCom and here. */
  async markTags(
    repUserId: string,
    externalUserId: string,
    change: { add: string[]; remove: string[] },
  ): Promise<void> {
    await this.options.wecom.markTags(repUserId, externalUserId, change);
    await this.options.dataSource.transaction(async (manager) => {
      const row = await this.lockedRelation(manager, repUserId, externalUserId);
      if (!row) return;
      const kept = row.tagIds.filter((id) => !change.remove.includes(id));
      const tagIds = [...new Set([...kept, ...change.add])].sort();
      await manager.update(FollowRelation, { repUserId, externalUserId }, { tagIds });
      await refreshTags(manager, [externalUserId]);
    });
  }

  private async start(
    manager: EntityManager,
    event: StartedEvent,
    rep: Rep,
    picture: RemoteCustomer | null,
  ): Promise<void> {
    const { repUserId, externalUserId, at, half } = event;
    const row = await manager.findOneBy(FollowRelation, { repUserId, externalUserId });
    const listed = picture?.relations.some((relation) => relation.repUserId === repUserId) ?? false;
    const change = startRelation(row, event, listed);
    if (!change) return;
    const left = rep.leftAt !== null && at < rep.leftAt;
    if (left) Object.assign(change, { endedAt: rep.leftAt, endedBy: 'rep-left' });
    if (rep.leftAt !== null && !left)
      await manager.update(Rep, { repUserId }, { active: true, leftAt: null, syncedAt: at });
    await saveRelation(manager, { repUserId, externalUserId }, row, change);
    if (!row || row.endedAt !== null) await tellStarted(manager, { repUserId, externalUserId, at, half });
  }

  private async rememberStart(manager: EntityManager, customer: Customer, event: StartedEvent): Promise<void> {
    const { externalUserId } = customer;
    if (customer.addedAt === null || event.at < customer.addedAt) {
      const addedOn = civilDay(event.at, customer.zone ?? this.options.zone);
      await manager.update(Customer, { externalUserId }, { addedAt: event.at, addedOn });
    }
    if (event.channel && customer.channel === '') {
      await manager.update(Customer, { externalUserId }, { channel: event.channel });
    }
  }

  /** On MySQL the customer's row is locked first, so that two events of one customer do not pass each other. */
  private async lockedRelation(manager: EntityManager, repUserId: string, externalUserId: string) {
    const now = this.options.clock.now();
    await manager.update(Customer, { externalUserId }, { updatedAt: now });
    return manager.findOneBy(FollowRelation, { repUserId, externalUserId });
  }

  private async tell(manager: EntityManager, entry: Parameters<typeof timelineRow>[0]): Promise<void> {
    await manager.insert(TimelineEvent, timelineRow(entry) as object);
  }

  private look(externalUserId: string): Promise<RemoteCustomer | null> {
    return this.unlessRefused(() => this.options.wecom.getCustomer(externalUserId), 'customer.get');
  }

  private async lookUpRep(repUserId: string): Promise<RemoteRep | null> {
    const known = await this.options.dataSource.getRepository(Rep).existsBy({ repUserId });
    return known ? null : this.unlessRefused(() => this.options.wecom.getRep(repUserId), 'rep.get');
  }

  /** What WeCom will not tell now (84061 of a half relation, 40096), `sync` finds later; what may be retried is thrown. */
  private async unlessRefused<T>(ask: () => Promise<T>, subject: string): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof WecomError) || error.retryable) throw error;
      this.options.logger.warn({ errcode: error.errcode, subject }, 'WeCom did not tell; kept what the event says');
      return null;
    }
  }
}
