import type { EntityManager } from 'typeorm';
import type { CareSettings } from '../../kernel/care-settings';
import type { Clock, Vault } from '../../kernel/ports';
import { Conversation } from '../../model/conversation';
import { Message } from '../../model/message';
import { tellTimeline } from './conversation-timeline';
import { kfSay } from './kf-texts';
import type { KeptNews } from './message-keeper';
import { rowOfSaying } from './message-rows';
import { followUpTime } from './service-hours';

/** Of the 20 s that a welcome code lives, what is left for the call. */
const greetingLivesMs = 18_000;

/** What new messages set going beside an answer: the timeline, a greeting for who enters, a person for what did not arrive. */
export class NewsDesk {
  constructor(
    private readonly deps: {
      clock: Clock;
      vault: Vault;
      zone: string;
      settings: CareSettings;
    },
  ) {}

  /** In the transaction that keeps the messages. */
  async hear(manager: EntityManager, { conversation, items }: KeptNews): Promise<void> {
    const rows = items.map(({ row }) => row);
    await tellTimeline(manager, conversation.externalUserId, rows);
    for (const { item } of items) {
      if (item.type === 'entered' && item.welcomeCode !== null) {
        await this.greet(manager, conversation, item.welcomeCode, item.sentAt + greetingLivesMs);
      }
      if (item.type === 'send-failed') await this.askPerson(manager, conversation, item.sentAt);
    }
  }

  private async greet(
    manager: EntityManager,
    conversation: Conversation,
    eventCode: string,
    notAfter: number,
  ): Promise<void> {
    const { clock, vault, settings } = this.deps;
    const now = clock.now();
    const content = { kind: 'text', text: kfSay.greeting(settings.shop.name) } as const;
    await manager.insert(Message, rowOfSaying(conversation, { content, eventCode, notAfter }, now, vault));
    await manager.update(Conversation, { id: conversation.id }, { dueAt: now });
  }

  private async askPerson(manager: EntityManager, conversation: Conversation, failedAt: number): Promise<void> {
    if (conversation.followUpAt !== null || conversation.state === 'human') return;
    const { clock, settings, zone } = this.deps;
    const followUpAt = followUpTime(clock.now(), settings.service, zone);
    const followUpFrom = conversation.lastCustomerAt ?? failedAt;
    await manager.update(Conversation, { id: conversation.id }, { followUpAt, followUpFrom });
    Object.assign(conversation, { followUpAt, followUpFrom });
  }
}
