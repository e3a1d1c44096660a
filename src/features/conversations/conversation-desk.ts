import { type DataSource, IsNull } from 'typeorm';
import { WecomError } from '../../kernel/errors';
import type { Clock, JobRequest } from '../../kernel/ports';
import type { Conversation } from '../../model/conversation';
import { Message } from '../../model/message';
import type { AnswerDecider } from './answer-decider';
import { kfBells } from './kf-bells';
import { type ConversationLeases, LostConversation } from './conversation-leases';
import type { MessageSender } from './message-sender';

const second = 1000;
const backOffMs = [2 * second, 10 * second, 30 * second, 60 * second, 300 * second];
const conversationsAtOnce = 8;
/** What one customer may write in a burst and still be answered as one. */
const unreadAtOnce = 50;

/**
 * Serves conversations: what was decided is sent first, then what came in is decided on. Each step is one commit, and
 * what it says is on record before it is said, so that whoever goes on after a crash neither forgets nor repeats.
 */
export class ConversationDesk {
  constructor(
    private readonly deps: {
      dataSource: DataSource;
      clock: Clock;
      leases: ConversationLeases;
      decider: AnswerDecider;
      sender: MessageSender;
      ring: (job: JobRequest) => void;
      logger: { warn(fields: object, message: string): void };
    },
  ) {}

  async serveDue(): Promise<void> {
    const due = await this.deps.leases.due();
    const work = async () => {
      for (let next = due.shift(); next !== undefined; next = due.shift()) await this.serve(next);
    };
    await Promise.all(Array.from({ length: conversationsAtOnce }, work));
  }

  private async serve(known: Conversation): Promise<void> {
    const conversation = await this.deps.leases.take(known);
    if (!conversation) return;
    try {
      while (await this.step(conversation));
      if (await this.deps.leases.finish(conversation)) return;
      // Something came in meanwhile.
      await this.deps.leases.release(conversation);
      this.deps.ring({ name: kfBells.answers, id: kfBells.answers });
    } catch (error) {
      if (error instanceof LostConversation) return this.warn(conversation, error);
      const pause = backOffMs[Math.min(conversation.attempts, backOffMs.length - 1)] ?? second;
      await this.deps.leases.putOff(conversation, this.deps.clock.now() + pause);
      if (!(error instanceof WecomError)) throw error;
      this.warn(conversation, error);
    }
  }

  /** @returns false when nothing is left to do */
  private async step(conversation: Conversation): Promise<boolean> {
    const ours = { conversationId: conversation.id, state: 'intended' as const };
    const order = { sentAt: 'ASC', id: 'ASC' } as const;
    const { manager } = this.deps.dataSource;
    const intended = await manager.findOne(Message, { where: ours, order });
    if (intended) {
      await this.deps.sender.send(conversation, intended);
      return true;
    }
    const unread = await manager.find(Message, {
      where: { conversationId: conversation.id, origin: 'customer', handledAt: IsNull() },
      order,
      take: unreadAtOnce,
    });
    if (unread.length === 0) return false;
    await this.deps.decider.decide(conversation, unread);
    return true;
  }

  private warn(conversation: Conversation, error: Error): void {
    this.deps.logger.warn({ conversationId: conversation.id, fault: error.message }, 'a conversation is put off');
  }
}
