import type { EntityManager } from 'typeorm';
import { CareError } from '../../kernel/errors';
import { Customer } from '../../model/customer';
import type { ProfileContext } from './profile-context';
import { profileTexts } from './texts';
import { cancelTouches, holdTouches } from './touch-cancelling';

export interface StopOrder {
  /** zh-CN, as the person gave it. */
  reason: string;
  /** `customer`, `rep:<repUserId>` or `api`. */
  by: string;
}

/** What stops care: opt-out, an open problem, death. One place, for the rep's words, the API and the chat. */
export class CareStops {
  constructor(private readonly context: ProfileContext) {}

  /** 退订: at once, for every touch not yet sent. */
  async optOut(manager: EntityManager, externalUserId: string, order: StopOrder) {
    const customer = await this.context.customer(manager, externalUserId);
    const now = this.context.now();
    const isNew = customer.optedOutAt === null;
    const reason = order.reason.trim().slice(0, 200);
    const why = profileTexts.optedOut(isNew ? reason : (customer.optOutReason ?? ''));
    if (isNew) {
      const stop = { optedOutAt: now, optOutReason: reason, optOutBy: order.by.slice(0, 80), updatedAt: now };
      await manager.update(Customer, { externalUserId }, stop);
      await this.context.tell(manager, externalUserId, 'opt-out', why, { by: order.by });
    }
    const cancelled = await cancelTouches(manager, externalUserId, { why, reason: 'opted_out', now });
    const { massSendIds } = cancelled;
    if (isNew || massSendIds.length > 0)
      await this.context.options.onTakenBack?.(manager, { externalUserId, massSendIds });
    return { kind: isNew ? ('opted-out' as const) : ('unchanged' as const), cancelled: cancelled.count };
  }

  /** Only the customer's own word or a rep's recorded reason turns care on again. Throws CareError `no_reason`. */
  async optIn(manager: EntityManager, externalUserId: string, order: StopOrder) {
    const customer = await this.context.customer(manager, externalUserId);
    if (customer.optedOutAt === null) return { kind: 'unchanged' as const };
    const reason = order.reason.trim();
    if (reason === '') {
      const faults = [{ path: 'optOutReason', message: profileTexts.noReason }];
      throw new CareError('no_reason', profileTexts.noReason, { status: 422, faults });
    }
    const clear = { optedOutAt: null, optOutReason: null, optOutBy: null, updatedAt: this.context.now() };
    await manager.update(Customer, { externalUserId }, clear);
    await this.context.tell(manager, externalUserId, 'opt-in', profileTexts.optedIn(reason), { by: order.by });
    return { kind: 'opted-in' as const };
  }

  /** A complaint or a bad rating: nothing is sold, and nobody congratulated, until a person closes it. */
  async openProblem(manager: EntityManager, externalUserId: string, order: { problem: string; by: string }) {
    const now = this.context.now();
    await this.context.customer(manager, externalUserId);
    const problem = order.problem.slice(0, 200);
    await manager.update(Customer, { externalUserId }, { problemOpenedAt: now, problem, updatedAt: now });
    await this.context.tell(manager, externalUserId, 'problem.opened', profileTexts.problemOpened(problem), {
      by: order.by,
    });
    const because = { why: profileTexts.problemHolds, reason: 'problem_open', now };
    const { greetingPlays, onTakenBack } = this.context.options;
    const { massSendIds } = await holdTouches(manager, externalUserId, because, ({ commercial, play }) => {
      return commercial || greetingPlays.includes(play);
    });
    if (massSendIds.length > 0) await onTakenBack?.(manager, { externalUserId, massSendIds });
  }

  async closeProblem(manager: EntityManager, externalUserId: string, order: { by: string }) {
    const customer = await this.context.customer(manager, externalUserId);
    if (customer.problemOpenedAt === null) return;
    const now = this.context.now();
    const clear = { problemOpenedAt: null, problem: null, problemClosedAt: now, updatedAt: now };
    await manager.update(Customer, { externalUserId }, clear);
    await this.context.tell(manager, externalUserId, 'problem.closed', profileTexts.problemClosed, { by: order.by });
  }

  /** Marked 逝世: nothing is ever sent again. Answers whether that is new. */
  async markDeceased(manager: EntityManager, externalUserId: string, order: { by: string }): Promise<boolean> {
    const customer = await this.context.customer(manager, externalUserId);
    if (customer.deceased) return false;
    const now = this.context.now();
    await manager.update(Customer, { externalUserId }, { deceased: true, updatedAt: now });
    await this.context.tell(manager, externalUserId, 'deceased', profileTexts.deceased, { by: order.by });
    const because = { why: profileTexts.deceased, reason: 'deceased', now };
    const { massSendIds } = await cancelTouches(manager, externalUserId, because);
    if (massSendIds.length > 0) await this.context.options.onTakenBack?.(manager, { externalUserId, massSendIds });
    return true;
  }

  /** The mark was a mistake; the next plan cares again. Answers whether there was one. */
  async markAlive(manager: EntityManager, externalUserId: string, order: { by: string }): Promise<boolean> {
    const customer = await this.context.customer(manager, externalUserId);
    if (!customer.deceased) return false;
    await manager.update(Customer, { externalUserId }, { deceased: false, updatedAt: this.context.now() });
    await this.context.tell(manager, externalUserId, 'alive', profileTexts.alive, { by: order.by });
    return true;
  }
}
