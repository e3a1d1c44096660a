import { type DataSource, type EntityManager, LessThanOrEqual } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm';
import type { Clock, Instant } from '../../kernel/ports';
import { Conversation } from '../../model/conversation';

/** Longer than a call with its waits in the client. */
const leaseMs = 60_000;
const atATime = 100;

/** Another process serves the conversation by now: what this one did must not count. */
export class LostConversation extends Error {
  override readonly name = 'LostConversation';
}

/** Who serves a conversation: claimed and ended by conditional update, so that only the holder of the lease writes. */
export class ConversationLeases {
  constructor(private readonly deps: { dataSource: DataSource; clock: Clock }) {}

  due(): Promise<Conversation[]> {
    const now = this.deps.clock.now();
    return this.deps.dataSource.manager.find(Conversation, {
      where: { dueAt: LessThanOrEqual(now), leaseUntil: LessThanOrEqual(now) },
      order: { dueAt: 'ASC' },
      take: atATime,
    });
  }

  /** The conversation as it is now, ours for a while; null: somebody else's. */
  async take(known: Conversation): Promise<Conversation | null> {
    const fence = known.fence + 1;
    const { manager } = this.deps.dataSource;
    const update = manager.createQueryBuilder().update(Conversation);
    const { affected } = await update
      .set({ fence, leaseUntil: this.deps.clock.now() + leaseMs })
      .where({ id: known.id, fence: known.fence })
      .execute();
    return affected === 1 ? manager.findOneBy(Conversation, { id: known.id }) : null;
  }

  /** @throws LostConversation, which rolls the caller's transaction back */
  async change(
    manager: EntityManager,
    conversation: Conversation,
    set: QueryDeepPartialEntity<Conversation> = {},
  ): Promise<void> {
    const { id, fence } = conversation;
    const now = this.deps.clock.now();
    const update = manager.createQueryBuilder().update(Conversation);
    const { affected } = await update
      .set({ ...set, leaseUntil: now + leaseMs, updatedAt: now })
      .where({ id, fence })
      .execute();
    if (affected !== 1) throw new LostConversation(`conversation ${id} went to another process`);
  }

  /** Nothing is left to do. @returns false when something came meanwhile */
  async finish(conversation: Conversation): Promise<boolean> {
    const { id, fence, news } = conversation;
    const set = { dueAt: null, leaseUntil: 0, attempts: 0 };
    const { affected } = await this.deps.dataSource.manager.update(Conversation, { id, fence, news }, set);
    return affected === 1;
  }

  /** To be gone on with at `dueAt`; what comes in meanwhile makes it due at once. */
  async putOff(conversation: Conversation, dueAt: Instant): Promise<void> {
    const { id, fence, news, attempts } = conversation;
    const { manager } = this.deps.dataSource;
    const end = { leaseUntil: 0, attempts: attempts + 1 };
    const { affected } = await manager.update(Conversation, { id, fence, news }, { ...end, dueAt });
    if (affected !== 1) await this.release(conversation);
  }

  async release({ id, fence }: Conversation): Promise<void> {
    await this.deps.dataSource.manager.update(Conversation, { id, fence }, { leaseUntil: 0 });
  }
}
