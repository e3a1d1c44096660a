import type { Planner } from '../features/planning/planner';
import type { Profiles } from '../features/profiles/profiles';
import type { LiveLibrary } from '../features/library/live-library';
import type { ReplyLibrary } from '../features/replies/library';
import type { Proposal, ReplyProposer } from '../features/replies/proposer';
import type { Situation } from '../features/replies/suggestions';
import { civilDay } from '../kernel/calendar';
import { CareError } from '../kernel/errors';
import type { Festival } from '../kernel/festivals';
import type { Clock } from '../kernel/ports';
import { projectRoot } from './project-root';
import { proposerOf } from './understanding';

/** A visitor of whom nothing is known: texts that need a name are passed over. */
const nobody: Situation = { scope: {}, optedOut: false, openProblem: false };

/** What to make of messages, and what could be replied, for one customer. */
export function repliesOf(deps: {
  planner: Planner;
  profiles: Profiles;
  festivals: readonly Festival[];
  clock: Clock;
  zone: string;
  library: LiveLibrary;
  replyLibrary: () => Promise<ReplyLibrary>;
}) {
  const { planner, profiles, festivals, clock, zone, library, replyLibrary } = deps;
  let made: ReplyProposer | null = null;
  // At the first message: dictionary and weights take a third of a second, which a start has not.
  const proposer = async () => (made ??= proposerOf(projectRoot(), festivals, await replyLibrary()));
  // By itself the shop says only what is the shop's.
  const mayUse = (itemId: string) => library.isFor(itemId, { repUserId: null, departmentIds: [] });

  async function situationOf(externalUserId: string): Promise<Situation> {
    const scene = await planner.sceneOf(externalUserId, 'usage-tip');
    if (scene === null) return nobody;
    const { customer } = await profiles.getProfile(externalUserId);
    const { optedOutAt, problemOpenedAt } = customer;
    return { scope: scene.people, optedOut: optedOutAt !== null, openProblem: problemOpenedAt !== null };
  }

  return {
    propose: async (text: string, externalUserId: string): Promise<Proposal> => {
      const situation = await situationOf(externalUserId).catch((error: unknown) => {
        if (error instanceof CareError && error.code === 'unknown_customer') return nobody;
        throw error;
      });
      return (await proposer()).propose(text, civilDay(clock.now(), zone), { ...situation, mayUse });
    },
  };
}
