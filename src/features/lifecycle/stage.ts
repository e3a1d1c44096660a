import { daysBetween } from '../../kernel/calendar';
import type { CareSettings } from '../../kernel/care-settings';
import type { CivilDay } from '../../kernel/ports';
import type { Stage } from '../../model/customer';
import { stageWhy } from './texts';

/** What a stage of trust is derived from; all of it is on the customer's row. */
export interface TrustFacts {
  /** Paid orders, net of refunds. */
  orderCount: number;
  firstOrderOn: CivilDay | null;
  lastOrderOn: CivilDay | null;
  /** Last order, reply or feedback. */
  lastActiveOn: CivilDay | null;
  addedOn: CivilDay | null;
}

export interface StageVerdict {
  stage: Stage;
  /** zh-CN, for the timeline. */
  why: string;
}

/** Newest sign of life; being added is one. Null for somebody who never was with us. */
export function lastSignOfLife(facts: TrustFacts): CivilDay | null {
  return later(later(facts.lastOrderOn, facts.lastActiveOn), facts.addedOn);
}

function later(one: CivilDay | null, other: CivilDay | null): CivilDay | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/**
 * The stage of trust on a day. Silence comes first, since a partner who is silent for half a year needs another kind
 * of care than one who is not; then orders and the time that trust has lasted, never the size of one order.
 */
export function stageOf(facts: TrustFacts, day: CivilDay, rules: CareSettings['stages']): StageVerdict {
  const sign = lastSignOfLife(facts);
  const silentDays = sign === null ? 0 : daysBetween(sign, day);
  const orders = facts.orderCount;
  const trustDays = facts.firstOrderOn === null ? 0 : daysBetween(facts.firstOrderOn, day);

  if (silentDays > rules.dormantDays) return { stage: 'dormant', why: stageWhy.silent(silentDays) };
  if (orders === 0) return { stage: 'new', why: stageWhy.noOrder };
  if (silentDays > rules.atRiskDays) return { stage: 'at-risk', why: stageWhy.silent(silentDays) };
  if (orders >= rules.partnerOrders && trustDays >= rules.partnerDays) {
    return { stage: 'partner', why: stageWhy.trust(orders, trustDays) };
  }
  if (orders >= rules.loyalOrders && trustDays >= rules.loyalDays) {
    return { stage: 'loyal', why: stageWhy.trust(orders, trustDays) };
  }
  return orders >= 2
    ? { stage: 'repeat', why: stageWhy.orders(orders) }
    : { stage: 'first-purchase', why: stageWhy.orders(orders) };
}

/** 静默: no sign of life for more than `afterDays`, and nothing delivered in them. Such customers are left in peace. */
export function isDormant(
  facts: TrustFacts & { lastDeliveredOn: CivilDay | null },
  day: CivilDay,
  afterDays: number,
): boolean {
  const sign = lastSignOfLife(facts);
  const newest = [sign, facts.lastDeliveredOn]
    .filter((on) => on !== null)
    .sort()
    .at(-1);
  return newest !== undefined && daysBetween(newest, day) > afterDays;
}
