import { type EntityManager, In } from 'typeorm';
import { newId } from '../../kernel/ids';
import type { KfItem } from '../../kernel/kf';
import type { Clock, Vault } from '../../kernel/ports';
import { Conversation } from '../../model/conversation';
import { Message } from '../../model/message';
import { failureWords } from './kf-texts';
import { rowOfItem } from './message-rows';
import { type Standing, standingAfter } from './standing';

const rowsAtATime = 100;

/** What a page of a kf account brings, told apart by conversation. */
export interface KeptNews {
  conversation: Conversation;
  /** New ones only, in WeCom's order, with their rows. */
  items: { item: KfItem; row: Message }[];
}

/** Keeps what was pulled: each message once, its conversation's standing with it, recalls and failures where they belong. */
export class MessageKeeper {
  constructor(
    private readonly deps: {
      clock: Clock;
      vault: Vault;
      /** In the same transaction, for each conversation with something new. */
      onNews: (manager: EntityManager, news: KeptNews) => Promise<void>;
    },
  ) {}

  /** In the transaction that moves the cursor on. Replays of up to 3 days bring nothing new. */
  async keep(manager: EntityManager, items: KfItem[]): Promise<void> {
    const fresh = await this.unknownAmong(manager, items);
    if (fresh.length === 0) return;
    const conversations = await this.conversationsOf(manager, fresh);
    const now = this.deps.clock.now();
    const kept = fresh.map((item) => {
      const conversation = conversations.get(keyOf(item));
      return { item, conversation, row: rowOfItem(item, conversation?.id ?? null, now, this.deps.vault) };
    });
    for (let from = 0; from < kept.length; from += rowsAtATime) {
      await manager.insert(
        Message,
        kept.slice(from, from + rowsAtATime).map(({ row }) => row),
      );
    }
    await this.markRecalled(manager, fresh);
    await this.markFailed(manager, fresh);
    for (const conversation of conversations.values()) {
      const own = kept.filter((one) => one.conversation === conversation);
      await this.move(
        manager,
        conversation,
        own.map(({ item }) => item),
      );
      await this.deps.onNews(manager, { conversation, items: own });
    }
  }

  private async unknownAmong(manager: EntityManager, items: KfItem[]): Promise<KfItem[]> {
    const byId = new Map(items.map((item) => [item.messageId, item]));
    const [first] = items;
    if (!first) return [];
    const known = await manager.find(Message, {
      select: { messageId: true },
      where: { openKfId: first.openKfId, messageId: In([...byId.keys()]) },
    });
    for (const { messageId } of known) byId.delete(messageId);
    return [...byId.values()];
  }

  private async conversationsOf(manager: EntityManager, items: KfItem[]): Promise<Map<string, Conversation>> {
    const conversations = new Map<string, Conversation>();
    for (const item of items) {
      const externalUserId = visitorOf(item);
      if (externalUserId === null || conversations.has(keyOf(item))) continue;
      conversations.set(keyOf(item), await this.conversation(manager, item.openKfId, externalUserId));
    }
    return conversations;
  }

  private async conversation(manager: EntityManager, openKfId: string, externalUserId: string): Promise<Conversation> {
    const known = await manager.findOneBy(Conversation, { openKfId, externalUserId });
    if (known) return known;
    const now = this.deps.clock.now();
    const id = newId(now);
    await manager.insert(Conversation, { id, openKfId, externalUserId, createdAt: now, updatedAt: now });
    return manager.findOneByOrFail(Conversation, { id });
  }

  /** A recall may come before what it recalls. */
  private async markRecalled(manager: EntityManager, items: KfItem[]): Promise<void> {
    const recalls = items.filter((item) => item.type === 'recalled');
    for (const { openKfId, recalledMessageId, sentAt } of recalls) {
      await manager.update(Message, { openKfId, messageId: recalledMessageId }, { recalledAt: sentAt });
    }
    const said = items.filter((item) => item.type === 'message');
    const [first] = said;
    if (!first) return;
    const earlier = await manager.findBy(Message, {
      openKfId: first.openKfId,
      kind: 'recalled',
      aboutMessageId: In(said.map(({ messageId }) => messageId)),
    });
    for (const { openKfId, aboutMessageId, sentAt } of earlier) {
      await manager.update(Message, { openKfId, messageId: aboutMessageId ?? '' }, { recalledAt: sentAt });
    }
  }

  /** WeCom had taken it, and then could not deliver it. */
  private async markFailed(manager: EntityManager, items: KfItem[]): Promise<void> {
    for (const item of items) {
      if (item.type !== 'send-failed') continue;
      const key = { openKfId: item.openKfId, messageId: item.failedMessageId, origin: 'us' as const };
      await manager.update(Message, key, { state: 'failed', fault: failureWords[item.why] });
    }
  }

  private async move(manager: EntityManager, conversation: Conversation, items: KfItem[]): Promise<void> {
    const now = this.deps.clock.now();
    const standing: Standing = items.reduce(standingAfter, conversation);
    const { state, servicerUserId, lastCustomerAt, followUpAt } = standing;
    const isForUs = items.some((item) => item.type === 'message' && item.from === 'customer');
    const change = {
      ...{ state, servicerUserId, lastCustomerAt, followUpAt, updatedAt: now },
      ...(isForUs ? { dueAt: now, attempts: 0 } : {}),
    };
    Object.assign(conversation, change);
    await manager.update(Conversation, { id: conversation.id }, { ...change, news: () => 'news + 1' });
  }
}

function visitorOf(item: KfItem): string | null {
  return 'externalUserId' in item ? item.externalUserId : null;
}

function keyOf(item: KfItem): string {
  return `${item.openKfId} ${visitorOf(item) ?? ''}`;
}
