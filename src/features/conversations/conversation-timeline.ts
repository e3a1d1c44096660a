import { type EntityManager, In } from 'typeorm';
import type { KfBody } from '../../kernel/kf';
import type { Instant } from '../../kernel/ports';
import { timelineRow } from '../../kernel/timeline';
import { Conversation } from '../../model/conversation';
import { Customer } from '../../model/customer';
import { Message } from '../../model/message';
import { TimelineEvent } from '../../model/timeline-event';
import { onTimeline } from './kf-texts';

/** Of what a visitor said before becoming a customer, the latest goes on the timeline. */
const mostOfBefore = 200;

/** Puts what was said on the customer's timeline; a visitor who is no customer has none. */
export async function tellTimeline(
  manager: EntityManager,
  externalUserId: string,
  messages: readonly Message[],
): Promise<void> {
  if (!(await manager.existsBy(Customer, { externalUserId }))) return;
  for (const message of messages) {
    const summary = summaryOf(message);
    if (summary === null) continue;
    // The words themselves stay with the message, sealed; the line says which one it is.
    const details = { messageId: message.id, conversationId: message.conversationId };
    const row = timelineRow({ externalUserId, at: message.sentAt, kind: `kf.${message.kind}`, summary, details });
    await manager.insert(TimelineEvent, row as object);
  }
  const spoken = messages.filter(({ origin }) => origin === 'customer').map(({ sentAt }) => sentAt);
  if (spoken.length > 0) await markActive(manager, externalUserId, Math.max(...spoken));
}

/** To be wired to `onKnown` of ContactBook and Profiles: the visitor became a customer. */
export async function tellWhatWasBefore(manager: EntityManager, externalUserId: string): Promise<void> {
  const conversations = await manager.findBy(Conversation, { externalUserId });
  if (conversations.length === 0) return;
  const before = await manager.find(Message, {
    where: { conversationId: In(conversations.map(({ id }) => id)) },
    order: { sentAt: 'DESC', id: 'DESC' },
    take: mostOfBefore,
  });
  const told = await manager.findBy(TimelineEvent, {
    externalUserId,
    kind: In(before.map(({ kind }) => `kf.${kind}`)),
  });
  const known = new Set(told.map(({ details }) => details.messageId));
  const untold = before.filter(({ id, state }) => !known.has(id) && state !== 'intended');
  await tellTimeline(manager, externalUserId, untold.reverse());
}

function summaryOf({ origin, kind }: Message): string | null {
  // A customer's message has the kind of its body.
  if (origin === 'customer') return onTimeline.wrote(kind as KfBody['kind']);
  if (origin === 'servicer') return onTimeline.servicer;
  if (origin === 'us') return onTimeline.answered;
  return kind === 'entered' || kind === 'recalled' ? onTimeline[kind] : null;
}

async function markActive(manager: EntityManager, externalUserId: string, at: Instant): Promise<void> {
  await manager
    .createQueryBuilder()
    .update(Customer)
    .set({ lastActiveAt: at })
    .where('externalUserId = :externalUserId and (lastActiveAt is null or lastActiveAt < :at)', { externalUserId, at })
    .execute();
}
