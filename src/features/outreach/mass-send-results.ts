import type { EntityManager } from 'typeorm';
import { WecomError } from '../../kernel/errors';
import type { Instant, MassSendResult, Page } from '../../kernel/ports';
import type { MassSend } from '../../model/mass-send';
import type { Touch, TouchState } from '../../model/touch';
import type { MassSendParts } from './mass-send-call';
import { timeline, whys } from './texts';

const mostPages = 10_000;

/** Every item of a paged call. */
export async function readAll<T>(read: (cursor: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor = '';
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await read(cursor);
    items.push(...page.items);
    if (page.nextCursor === '' || page.nextCursor === cursor) return items;
    cursor = page.nextCursor;
  }
  throw new Error(`a paged call of WeCom did not end within ${mostPages} pages`);
}

/** 41063: the task is still being dispatched; ask again soon, and never take it for absent. */
export function isDispatching(error: unknown): boolean {
  return error instanceof WecomError && error.errcode === 41063;
}

/** 41093: the task was cancelled. */
export function isCancelled(error: unknown): boolean {
  return error instanceof WecomError && error.errcode === 41093;
}

/** What WeCom says was sent, was sent: whatever we believed. */
const beforeSent: readonly TouchState[] = [
  'planned',
  'held',
  'offered',
  'unknown',
  'cancelled',
  'skipped',
  'expired',
  'failed',
];
/** A held one waits to be taken out of the task. */
const beforeFailed: readonly TouchState[] = ['planned', 'offered', 'unknown', 'held'];

/** Reads a task's results from WeCom and writes them to its touches, customer by customer. */
export class MassSendResults {
  constructor(private readonly parts: MassSendParts) {}

  read(massSend: MassSend): Promise<MassSendResult[]> {
    const { messageId, repUserId } = massSend;
    if (messageId === null) throw new Error(`mass-send ${massSend.id} has no task yet`);
    return readAll((cursor) => this.parts.wecom.pageMassSendResults(messageId, repUserId, cursor));
  }

  /** @returns the touches that still wait for the rep's tap, or to be taken out of the task */
  async apply(manager: EntityManager, massSend: MassSend, results: MassSendResult[]): Promise<Touch[]> {
    const touches = await this.parts.record.recipients(manager, massSend.id);
    const byCustomer = new Map(touches.map((touch) => [touch.externalUserId, touch]));
    const known = results.flatMap((result) => {
      const touch = byCustomer.get(result.externalUserId);
      return touch ? [{ result, touch }] : [];
    });
    const ended = new Set<string>();
    for (const [sentAt, touchIds] of sentTogether(known, this.parts.clock.now())) {
      const set = { state: 'sent', sentAt, reason: '' } as const;
      const tell = { kind: 'touch.sent', summary: (touch: Touch) => timeline.sent(touch.play) };
      await this.parts.ledger.move(manager, { touchIds, from: beforeSent, massSendId: massSend.id, set, tell });
      touchIds.forEach((id) => ended.add(id));
    }
    for (const [state, why] of [
      ['not_friend', whys.notFriend],
      ['over_limit', whys.overLimit],
    ] as const) {
      const touchIds = known.filter(({ result }) => result.state === state).map(({ touch }) => touch.id);
      const set = { state: 'failed', reason: state, why } as const;
      const tell = { kind: 'touch.failed', summary: (touch: Touch) => timeline.failed(touch.play, why) };
      const move = { touchIds, from: beforeFailed, massSendId: massSend.id, set, tell };
      const failed = await this.parts.ledger.move(manager, move);
      if (state === 'not_friend') await this.endFriendships(manager, massSend, failed);
      touchIds.forEach((id) => ended.add(id));
    }
    return touches.filter(({ id, state }) => beforeFailed.includes(state) && !ended.has(id));
  }

  private async endFriendships(manager: EntityManager, massSend: MassSend, touches: Touch[]): Promise<void> {
    const { repUserId, calledAt, intendedAt } = massSend;
    const customers = touches.map(({ externalUserId }) => externalUserId);
    await this.parts.contacts.notFriends(manager, repUserId, customers, calledAt ?? intendedAt);
  }
}

/** Sent ones by the second in which WeCom says they were sent. */
function sentTogether(known: { result: MassSendResult; touch: Touch }[], now: Instant): Map<Instant, string[]> {
  const groups = new Map<Instant, string[]>();
  for (const { result, touch } of known) {
    if (result.state !== 'sent') continue;
    const at = result.sentAt ?? now;
    const group = groups.get(at) ?? [];
    groups.set(at, group);
    group.push(touch.id);
  }
  return groups;
}
