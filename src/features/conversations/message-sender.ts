import type { DataSource } from 'typeorm';
import { CareError, WecomError } from '../../kernel/errors';
import type { KfContent, KfPlatform } from '../../kernel/kf';
import type { Clock, Vault } from '../../kernel/ports';
import type { Conversation } from '../../model/conversation';
import { Message } from '../../model/message';
import type { ConversationLeases } from './conversation-leases';
import { tellTimeline } from './conversation-timeline';
import type { HandedOver, HandOver } from './hand-over';
import { failureWords, kfSay } from './kf-texts';
import { handOver } from './message-rows';

/** No waiting helps against these; what else is `permanent` likewise. */
const finalWords: Record<number, string> = {
  95001: failureWords['over-five'],
  95002: failureWords['session-expired'],
  95013: failureWords['session-closed'],
  95018: kfSay.personTalks,
  95000: failureWords['account-deleted'],
  95004: failureWords['account-deleted'],
  48007: kfSay.notGranted,
};

/** Says what was decided. Its own id makes WeCom take it once, however often the call is made. */
export class MessageSender {
  constructor(
    private readonly deps: {
      dataSource: DataSource;
      wecom: Pick<KfPlatform, 'sendKf' | 'sendKfOnEvent'>;
      clock: Clock;
      vault: Vault;
      leases: ConversationLeases;
      handOver: HandOver;
      /** When a person is told that something did not arrive. */
      followUpAt: () => number;
    },
  ) {}

  /** @throws WecomError where a later try may work */
  async send(conversation: Conversation, message: Message): Promise<void> {
    if (message.notAfter !== null && message.notAfter <= this.deps.clock.now()) {
      return this.close(conversation, message, { state: 'expired', fault: kfSay.tooLate });
    }
    let handedOver: HandedOver | null;
    try {
      handedOver = await this.call(conversation, message);
    } catch (error) {
      const fault = finalFault(error);
      if (fault === null) throw error;
      return this.close(conversation, message, { state: 'failed', fault });
    }
    await this.close(conversation, message, { state: 'sent', fault: null }, handedOver);
  }

  private async call(conversation: Conversation, message: Message): Promise<HandedOver | null> {
    const { wecom, vault } = this.deps;
    if (message.kind === handOver) return this.deps.handOver.toPerson(conversation);
    const { messageId, eventCode } = message;
    const content = JSON.parse(vault.open(message.sealedBody)) as KfContent; // sealed by rowOfSaying()
    if (eventCode !== null) {
      await wecom.sendKfOnEvent({ code: eventCode, messageId, content });
      return null;
    }
    const { openKfId, externalUserId } = conversation;
    await wecom.sendKf({ openKfId, externalUserId, messageId, content });
    return null;
  }

  private async close(
    conversation: Conversation,
    message: Message,
    end: { state: 'sent' | 'failed' | 'expired'; fault: string | null },
    handedOver: HandedOver | null = null,
  ): Promise<void> {
    const { dataSource, leases } = this.deps;
    // What was not said, a person says; a greeting that came too late nobody misses.
    const isMissed = (end.state !== 'sent' && message.eventCode === null) || handedOver?.isAlone === true;
    const standing = handedOver && { state: handedOver.state, servicerUserId: handedOver.servicerUserId };
    const change = { ...standing, ...(isMissed ? this.followUp(conversation, message) : {}) };
    await dataSource.transaction(async (manager) => {
      await leases.change(manager, conversation, change);
      Object.assign(conversation, change);
      await manager.update(Message, { id: message.id }, end);
      if (end.state !== 'sent' || message.kind === handOver) return;
      await tellTimeline(manager, conversation.externalUserId, [message]);
    });
  }

  private followUp({ followUpAt, lastCustomerAt }: Conversation, message: Message): Partial<Conversation> {
    if (followUpAt !== null) return {};
    return { followUpAt: this.deps.followUpAt(), followUpFrom: lastCustomerAt ?? message.sentAt };
  }
}

/** In zh-CN; null: a later try may work. */
function finalFault(error: unknown): string | null {
  if (error instanceof CareError) return kfSay.cannotBeSent;
  if (!(error instanceof WecomError)) return null;
  if (error.options.kind === 'permanent' && !error.outcomeUnknown)
    return finalWords[error.errcode] ?? kfSay.cannotBeSent;
  return finalWords[error.errcode] ?? null;
}
