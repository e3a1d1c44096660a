import { type DataSource, type EntityManager, In } from 'typeorm';
import { CareError } from '../../kernel/errors';
import type { Clock, Vault } from '../../kernel/ports';
import { Conversation } from '../../model/conversation';
import { CorpTag } from '../../model/corp-tag';
import { Customer } from '../../model/customer';
import { CustomerMobile } from '../../model/customer-mobile';
import { CustomerTag } from '../../model/customer-tag';
import { FollowRelation } from '../../model/follow-relation';
import { ImportantDate } from '../../model/important-date';
import { Message } from '../../model/message';
import { Order } from '../../model/order';
import { OrderItem } from '../../model/order-item';
import { TimelineEvent } from '../../model/timeline-event';
import { Touch } from '../../model/touch';
import type { PrivacyActor, PrivacyAudit, Sees } from './needs';
import { privacyTexts } from './texts';

interface Options {
  dataSource: DataSource;
  clock: Clock;
  vault: Vault;
  audit: PrivacyAudit;
}

/** 个人数据: everything that is kept of one customer, in clear, as the law lets them ask for it. */
export class PersonalData {
  constructor(private readonly options: Options) {}

  /** @throws CareError `unknown_customer` 404 */
  async fileOf(actor: PrivacyActor, externalUserId: string, sees: Sees): Promise<Record<string, unknown>> {
    const { dataSource, clock, audit } = this.options;
    const customer = await findSeen(dataSource.manager, externalUserId, sees);
    const deed = { action: 'customer.data_exported', subject: `customer:${externalUserId}` };
    // Written down first: what has left the house cannot be unseen.
    await audit.record(actor, { ...deed, summary: privacyTexts.exported });
    const { manager } = dataSource;
    const theirs = { externalUserId };
    const { sealedNote, ...facts } = customer;
    return {
      exportedAt: new Date(clock.now()).toISOString(),
      customer: { ...facts, note: this.open(sealedNote) },
      mobiles: (await manager.findBy(CustomerMobile, theirs)).map(({ sealedMobile }) => this.open(sealedMobile)),
      followers: (await manager.findBy(FollowRelation, theirs)).map(({ sealedDescription, ...relation }) => {
        return { ...relation, description: this.open(sealedDescription) };
      }),
      tags: await this.tagsOf(externalUserId),
      dates: await manager.findBy(ImportantDate, theirs),
      orders: await this.ordersOf(externalUserId),
      touches: await manager.find(Touch, { where: theirs, order: { dueOn: 'ASC', id: 'ASC' } }),
      timeline: await manager.find(TimelineEvent, { where: theirs, order: { at: 'ASC', id: 'ASC' } }),
      conversations: await this.conversationsOf(externalUserId),
    };
  }

  private open(sealed: string | null): string | null {
    return sealed === null ? null : this.options.vault.open(sealed);
  }

  private async tagsOf(externalUserId: string): Promise<string[]> {
    const { manager } = this.options.dataSource;
    const marks = await manager.findBy(CustomerTag, { externalUserId });
    const tags = await manager.findBy(CorpTag, { tagId: In(marks.map(({ tagId }) => tagId)) });
    return tags.map(({ groupName, name }) => `${groupName}：${name}`);
  }

  private async ordersOf(externalUserId: string): Promise<unknown[]> {
    const { manager } = this.options.dataSource;
    const orders = await manager.find(Order, { where: { externalUserId }, order: { paidAt: 'ASC' } });
    const items = await manager.findBy(OrderItem, { orderNo: In(orders.map(({ orderNo }) => orderNo)) });
    return orders.map(({ sealedMobile, mobileHash: _hash, ...order }) => ({
      ...order,
      mobile: this.open(sealedMobile),
      items: items.filter(({ orderNo }) => orderNo === order.orderNo),
    }));
  }

  private async conversationsOf(externalUserId: string): Promise<unknown[]> {
    const { manager } = this.options.dataSource;
    const conversations = await manager.findBy(Conversation, { externalUserId });
    const conversationId = In(conversations.map(({ id }) => id));
    const messages = await manager.find(Message, { where: { conversationId }, order: { sentAt: 'ASC', id: 'ASC' } });
    return conversations.map(({ id, openKfId, name }) => ({
      openKfId,
      name,
      messages: messages
        .filter((message) => message.conversationId === id)
        .map(({ origin, kind, sealedBody, sentAt }) => {
          return { origin, kind, sentAt, body: JSON.parse(this.open(sealedBody) ?? 'null') as unknown };
        }),
    }));
  }
}

/** @throws CareError `unknown_customer` 404, also for one who is not the asker's to see */
export async function findSeen(manager: EntityManager, externalUserId: string, sees: Sees): Promise<Customer> {
  const customer = await manager.findOneBy(Customer, { externalUserId });
  if (customer && sees(customer.repUserId)) return customer;
  throw new CareError('unknown_customer', privacyTexts.noCustomer, { status: 404 });
}
