import { promisePriority } from '../../kernel/holdout';
import type { Instant } from '../../kernel/ports';
import type { TouchPath, TouchState } from '../../model/touch';

/** What somebody does within so many days after a touch counts as following it. */
export const followDays = 14;
/** Touches of so many days are looked at: those whose following is over. */
export const windowDays = 90;

const dayMs = 86_400_000;
export const followMs = followDays * dayMs;

/** What the effect is counted from: a touch of one customer. */
export interface EffectTouch {
  externalUserId: string;
  play: string;
  state: TouchState;
  reason: string;
  priority: number;
  exempt: boolean;
  path: TouchPath;
  notBefore: Instant;
  offeredAt: Instant | null;
  sentAt: Instant | null;
}

/** Paid, and not given back. */
export interface EffectOrder {
  paidAt: Instant;
  totalCents: number;
}

/** A message of the customer's at the kf. */
export interface EffectReply {
  sentAt: Instant;
}

export type Side = 'cared' | 'alone';
const reached: readonly TouchState[] = ['offered', 'sent', 'skipped', 'failed', 'unknown'];

/**
 * Which group a touch puts its customer in: those cared for, by what came into a rep's hands whatever the rep then did
 * with it, or those left alone, who would have been cared for that day. Null: greetings, welcomes, thanks and promises,
 * which go to both, and what the rules of care stopped, which neither had.
 */
export function sideOf(touch: EffectTouch, greetingPlays: readonly string[]): Side | null {
  const { play, state, reason, priority, exempt, path, offeredAt } = touch;
  if (state === 'refused') return reason === 'holdout' ? 'alone' : null;
  if (exempt || path === 'welcome' || priority <= promisePriority || greetingPlays.includes(play)) return null;
  return reached.includes(state) || offeredAt !== null ? 'cared' : null;
}

/**
 * A customer's group and the instant from which their orders count: the first touch of the window. Null: in none, or in
 * both because the holdout was changed meanwhile.
 */
export function anchorOf(
  touches: readonly EffectTouch[],
  greetingPlays: readonly string[],
): { side: Side; at: Instant } | null {
  const sides = touches.flatMap((touch) => {
    const side = sideOf(touch, greetingPlays);
    return side ? [{ side, at: touch.notBefore }] : [];
  });
  const first = sides.reduce<(typeof sides)[number] | null>(
    (best, each) => (best === null || each.at < best.at ? each : best),
    null,
  );
  return sides.some(({ side }) => side !== first?.side) ? null : first;
}

/** The orders of the days after an instant. */
export function ordersAfter(orders: readonly EffectOrder[], at: Instant): EffectOrder[] {
  return orders.filter(({ paidAt }) => paidAt > at && paidAt <= at + followMs);
}

/** Whether the customer wrote in the days after an instant. */
export function isFollowed(replies: readonly EffectReply[], at: Instant): boolean {
  return replies.some(({ sentAt }) => sentAt > at && sentAt <= at + followMs);
}
