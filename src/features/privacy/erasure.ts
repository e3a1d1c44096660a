import { type DataSource, type EntityManager, In, MoreThan } from 'typeorm';
import { CareError } from '../../kernel/errors';
import type { Clock, Vault } from '../../kernel/ports';
import { BatchItem } from '../../model/batch-item';
import { Conversation } from '../../model/conversation';
import { Customer } from '../../model/customer';
import { CustomerMobile } from '../../model/customer-mobile';
import { CustomerTag } from '../../model/customer-tag';
import { ErasedCustomer } from '../../model/erased-customer';
import { FollowRelation } from '../../model/follow-relation';
import { ImportantDate } from '../../model/important-date';
import { Message } from '../../model/message';
import { Order } from '../../model/order';
import { OrderItem } from '../../model/order-item';
import { PendingProfile } from '../../model/pending-profile';
import { TimelineEvent } from '../../model/timeline-event';
import type { PrivacyActor, PrivacyAudit, Sees } from './needs';
import { findSeen } from './personal-data';
import { eraseRepMessages } from './rep-messages';
import { privacyTexts } from './texts';
import { eraseTouches } from './touch-texts';

/** Rows that speak of one customer and of nothing else. */
const ofOneCustomer = [CustomerMobile, CustomerTag, FollowRelation, ImportantDate, TimelineEvent, BatchItem] as const;
/** What was on its way in when a customer was erased has arrived by then. */
const sweptForMs = 7 * 86_400_000;

interface Options {
  dataSource: DataSource;
  clock: Clock;
  vault: Vault;
  audit: PrivacyAudit;
  /** Takes back what is planned, at WeCom too. */
  optOut: (externalUserId: string, order: { reason: string; by: string }, within: EntityManager) => Promise<unknown>;
}

/**
 * 删除个人数据. What was sold and when stays, as the books need it, without whose it was; touches stay as counts. What
 * is left of the customer is a bare id, at which every way in stops.
 */
export class Erasure {
  constructor(private readonly options: Options) {}

  /**
   * @param typedName what the customer is called, as the member typed it
   * @throws CareError `unknown_customer` 404, `other_name` 422
   */
  async erase(actor: PrivacyActor, externalUserId: string, typedName: string, sees: Sees): Promise<void> {
    const { dataSource, clock, audit, optOut } = this.options;
    await dataSource.transaction(async (manager) => {
      // On MySQL this locks the row against whatever comes in about them.
      await manager.update(Customer, { externalUserId }, { updatedAt: () => 'updatedAt' });
      const customer = await findSeen(manager, externalUserId, sees);
      const names = await namesOf(manager, customer);
      if (!names.includes(typedName.trim())) {
        throw new CareError('other_name', privacyTexts.otherName(names[0]!), { status: 422 }); // the id at least
      }
      await optOut(externalUserId, { reason: privacyTexts.optedOut, by: `member:${actor.id}` }, manager);
      await manager.insert(ErasedCustomer, { externalUserId, erasedAt: clock.now(), memberId: actor.id });
      await this.forget(manager, customer);
      const deed = { action: 'customer.erased', subject: `customer:${externalUserId}` };
      await audit.record(actor, { ...deed, summary: privacyTexts.erased }, manager);
    });
  }

  /** What came in between, read before the erasure and written after it, goes too. */
  async sweep(): Promise<void> {
    const { dataSource, clock } = this.options;
    const since = MoreThan(clock.now() - sweptForMs);
    for (const { externalUserId } of await dataSource.getRepository(ErasedCustomer).findBy({ erasedAt: since })) {
      await dataSource.transaction((manager) => forgetRows(manager, externalUserId));
    }
  }

  private async forget(manager: EntityManager, customer: Customer): Promise<void> {
    const { vault } = this.options;
    const { externalUserId, unionId } = customer;
    const relations = await manager.findBy(FollowRelation, { externalUserId });
    const mobiles = await manager.findBy(CustomerMobile, { externalUserId });
    await eraseRepMessages(manager, vault, {
      repUserIds: relations.map(({ repUserId }) => repUserId),
      words: [
        externalUserId,
        customer.name,
        ...relations.map(({ remark }) => remark),
        ...mobiles.map(({ sealedMobile }) => vault.open(sealedMobile)),
      ],
    });
    await eraseTouches(manager, externalUserId);
    const kept = mobiles.map(({ mobileHash }) => `mobile:${mobileHash}`);
    if (unionId !== null) kept.push(`union:${unionId}`);
    if (kept.length > 0) await manager.delete(PendingProfile, { id: In(kept) });
    await forgetRows(manager, externalUserId);
  }
}

async function forgetRows(manager: EntityManager, externalUserId: string): Promise<void> {
  const conversations = await manager.findBy(Conversation, { externalUserId });
  if (conversations.length > 0) {
    await manager.delete(Message, { conversationId: In(conversations.map(({ id }) => id)) });
    await manager.delete(Conversation, { externalUserId });
  }
  const nobody = { externalUserId: null, unionId: null, mobileHash: null, sealedMobile: null };
  await manager.update(Order, { externalUserId }, nobody);
  await manager.update(OrderItem, { externalUserId }, { externalUserId: null });
  for (const entity of ofOneCustomer) await manager.delete(entity, { externalUserId });
  await manager.update(Customer, { referrerExternalUserId: externalUserId }, { referrerExternalUserId: null });
  await manager.delete(Customer, { externalUserId });
}

/** What the member may type to confirm: first what the rep calls them, since a nickname may be a row of pictures. */
async function namesOf(manager: EntityManager, { externalUserId, name, repUserId }: Customer): Promise<string[]> {
  const relations = await manager.findBy(FollowRelation, { externalUserId });
  const own = relations.filter((relation) => relation.repUserId === repUserId);
  const names = [...own.map(({ remark }) => remark), name, ...relations.map(({ remark }) => remark), externalUserId];
  return names.map((each) => each.trim()).filter((each) => each !== '');
}
