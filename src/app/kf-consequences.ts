import type { EntityManager } from 'typeorm';
import { ensureCustomer } from '../features/contacts/contact-rows';
import type { Consequences } from '../features/conversations/answer-decider';
import { repHears } from '../features/conversations/kf-texts';
import { knownAs } from '../features/conversations/visitor-names';
import type { Profiles } from '../features/profiles/profiles';
import { CareError } from '../kernel/errors';
import type { AppMessageBody, Clock } from '../kernel/ports';
import { formatDate } from '../kernel/yearly-date';
import type { DayFact } from '../features/replies/day-facts';

type Tell = (manager: EntityManager, said: { id: string; repUserId: string; body: AppMessageBody }) => Promise<void>;

/** Joins what customers say at the kf to the slices that act on it. A visitor becomes known by it. */
export function kfConsequences(deps: { profiles: Profiles; clock: Clock; tell: Tell }): Consequences {
  const { profiles, clock, tell } = deps;
  return {
    optOut: async (manager, { id, externalUserId }) => {
      await ensureCustomer(manager, externalUserId, clock.now());
      const order = { reason: repHears.optOutReason, by: 'customer' };
      const { kind } = await profiles.optOut(externalUserId, order, manager);
      const { name, repUserId } = await knownAs(manager, externalUserId);
      if (kind === 'unchanged' || repUserId === null) return;
      const body = { kind: 'text', text: repHears.optedOut(name || repHears.unnamed) } as const;
      await tell(manager, { id: `kf-opt-out-${id}-${clock.now()}`, repUserId, body });
    },
    propose: async (manager, { id, externalUserId }, fact) => {
      const { customer } = await ensureCustomer(manager, externalUserId, clock.now());
      const { sure: _, why, ...date } = fact;
      const added = await profiles
        .addDate(externalUserId, { ...date, confirmed: false, source: `chat:${id}`.slice(0, 80) }, manager)
        .catch((error: unknown) => {
          // A day that cannot be (2月30日) is no reason to keep what else was said from being answered.
          if (error instanceof CareError) return null;
          throw error;
        });
      if (added === null || added.kind === 'unchanged' || customer.repUserId === null) return;
      const told = { name: customer.name || repHears.unnamed, day: dayWords(fact), why };
      const known = added.kind === 'conflict' ? formatDate(added.existing) : null;
      const body = { kind: 'text', text: repHears.proposed(told, known) } as const;
      await tell(manager, { id: `kf-date-${id}-${clock.now()}`, repUserId: customer.repUserId, body });
    },
    openProblem: async (manager, { id, externalUserId }, problem) => {
      await ensureCustomer(manager, externalUserId, clock.now());
      await profiles.openProblem(externalUserId, { problem, by: 'customer' }, manager);
      const { name, repUserId } = await knownAs(manager, externalUserId);
      if (repUserId === null) return;
      const text = repHears.complaint(name || repHears.unnamed, problem.slice(0, 200));
      const body = { kind: 'text', text } as const;
      await tell(manager, { id: `kf-problem-${id}-${clock.now()}`, repUserId, body });
    },
  };
}

const dayNames = { wedding: '结婚纪念日', other: '纪念日' } as const;

/** As a rep writes it to the app: 女儿 6月1日 生日. */
function dayWords(fact: DayFact): string {
  const name = fact.kind === 'wedding' || fact.kind === 'other' ? dayNames[fact.kind] : '生日';
  return [fact.forWhom, formatDate(fact), name].filter(Boolean).join(' ');
}
