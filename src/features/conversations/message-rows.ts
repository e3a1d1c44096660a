import { newId } from '../../kernel/ids';
import type { KfContent, KfItem } from '../../kernel/kf';
import type { Instant, Vault } from '../../kernel/ports';
import type { Message } from '../../model/message';

/** A sealed text column of MySQL holds 64 kB, and sealing adds a third. */
const mostBytes = 40_000;

const blank = {
  conversationId: null,
  handledAt: null,
  recalledAt: null,
  aboutMessageId: null,
  eventCode: null,
  notAfter: null,
  fault: null,
};

/** What was pulled, as it is kept. */
export function rowOfItem(item: KfItem, conversationId: string | null, now: Instant, vault: Vault): Message {
  const sentAt = item.sentAt || now;
  const { openKfId, messageId } = item;
  const common = { ...blank, id: newId(sentAt), openKfId, messageId: messageId.slice(0, 128), conversationId, sentAt };
  const kept = { ...common, createdAt: now, state: 'received' as const };
  if (item.type === 'message') {
    return { ...kept, origin: item.from, kind: item.body.kind, sealedBody: vault.seal(keepable(item.body)) };
  }
  const sealedBody = vault.seal(keepable(item));
  return { ...kept, origin: 'system', kind: item.type, sealedBody, aboutMessageId: aboutOf(item) };
}

function aboutOf(item: KfItem): string | null {
  if (item.type === 'recalled') return item.recalledMessageId;
  return item.type === 'send-failed' ? item.failedMessageId : null;
}

/** Giving the conversation to a person is kept and done like a message: once, and in its turn. */
export const handOver = 'hand-over';

export interface Saying {
  content: KfContent | { kind: typeof handOver };
  /** For the code of an event instead of into the open conversation. */
  eventCode?: string;
  notAfter: Instant;
}

/** What we mean to say; its own id makes it go out once. */
export function rowOfSaying(
  conversation: { id: string; openKfId: string },
  saying: Saying,
  now: Instant,
  vault: Vault,
): Message {
  const id = newId(now);
  return {
    ...blank,
    id,
    openKfId: conversation.openKfId,
    messageId: id,
    conversationId: conversation.id,
    origin: 'us',
    kind: saying.content.kind,
    sealedBody: vault.seal(JSON.stringify(saying.content)),
    sentAt: now,
    createdAt: now,
    state: 'intended',
    eventCode: saying.eventCode ?? null,
    notAfter: saying.notAfter,
  };
}

/** JSON that fits: of forwarded chats and over-long texts the beginning. */
function keepable(body: object): string {
  for (let longest = 10_000; ; longest = Math.floor(longest / 2)) {
    const json = JSON.stringify(body, (_key, value: unknown) => {
      if (Array.isArray(value)) return value.slice(0, Math.ceil(longest / 50)) as unknown[];
      return typeof value === 'string' ? value.slice(0, longest) : value;
    });
    if (Buffer.byteLength(json) <= mostBytes) return json;
  }
}
