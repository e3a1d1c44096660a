import type { KfItem, KfState } from '../../kernel/kf';
import type { Instant } from '../../kernel/ports';

/** Where a conversation stands, as far as what was pulled tells. */
export interface Standing {
  state: KfState;
  servicerUserId: string | null;
  lastCustomerAt: Instant | null;
  followUpAt: Instant | null;
}

/** How one more thing said or done leaves a conversation. */
export function standingAfter(before: Standing, item: KfItem): Standing {
  if (item.type === 'session-changed') return afterSessionChange(before, item);
  if (item.type !== 'message') return before;
  if (item.from === 'servicer') {
    // Somebody goes on with it: nobody needs to be told.
    return { ...before, state: 'human', servicerUserId: item.servicerUserId, followUpAt: null };
  }
  const lastCustomerAt = Math.max(before.lastCustomerAt ?? 0, item.sentAt);
  return { ...before, lastCustomerAt, state: before.state === 'ended' ? 'new' : before.state };
}

function afterSessionChange(before: Standing, item: Extract<KfItem, { type: 'session-changed' }>): Standing {
  if (item.change === 'ended') return { ...before, state: 'ended', servicerUserId: null };
  if (item.change === 'other') return before;
  return { ...before, state: 'human', servicerUserId: item.servicerUserId };
}
