import type { EntityManager } from 'typeorm';
import { ensureCustomer } from '../features/contacts/contact-rows';
import type { Consequences } from '../features/conversations/answer-decider';
import { repHears } from '../features/conversations/kf-texts';
import { knownAs } from '../features/conversations/visitor-names';
import type { Profiles } from '../features/profiles/profiles';
import type { AppMessageBody, Clock } from '../kernel/ports';

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
