import type { Logger } from 'pino';
import type { Planner } from '../features/planning/planner';
import type { Profiles } from '../features/profiles/profiles';
import type { LiveLibrary } from '../features/library/live-library';
import type { ReplyLibrary } from '../features/replies/library';
import type { Proposal, ReplyProposer } from '../features/replies/proposer';
import { Rewriter } from '../features/replies/rewriter';
import type { Situation, Suggestion } from '../features/replies/suggestions';
import { civilDay } from '../kernel/calendar';
import type { Festival } from '../kernel/festivals';
import type { Clock, LanguageModel } from '../kernel/ports';
import { projectRoot } from './project-root';
import { proposerOf } from './understanding';

/** A visitor of whom nothing is known: texts that need a name are passed over. */
const nobody = {
  situation: { scope: {}, optedOut: false, openProblem: false },
  names: new Map<string, string>(),
};

/** What to make of messages, and what could be replied, for one customer. */
export function repliesOf(deps: {
  planner: Planner;
  profiles: Profiles;
  festivals: readonly Festival[];
  clock: Clock;
  zone: string;
  library: LiveLibrary;
  replyLibrary: () => Promise<ReplyLibrary>;
  /** Null: there is none. */
  model: LanguageModel | null;
  logger: Pick<Logger, 'warn'>;
}) {
  const { planner, profiles, festivals, clock, zone, library, replyLibrary, model, logger } = deps;
  let made: ReplyProposer | null = null;
  // At the first message: dictionary and weights take a third of a second, which a start has not.
  const proposer = async () => (made ??= proposerOf(projectRoot(), festivals, await replyLibrary()));
  // By itself the shop says only what is the shop's.
  const mayUse = (itemId: string) => library.isFor(itemId, { repUserId: null, departmentIds: [] });

  async function about(externalUserId: string): Promise<{ situation: Situation; names: Map<string, string> }> {
    const scene = await planner.sceneOf(externalUserId, 'usage-tip');
    if (scene === null) return nobody;
    const { customer } = await profiles.getProfile(externalUserId);
    const { optedOutAt, problemOpenedAt } = customer;
    return {
      situation: { scope: scene.people, optedOut: optedOutAt !== null, openProblem: problemOpenedAt !== null },
      names: new Map([
        ['客户', scene.people.customer?.name ?? ''],
        ['昵称', customer.name],
        ['备注', customer.remark],
        ['导购', scene.people.rep?.name ?? ''],
      ]),
    };
  }

  async function propose(text: string, externalUserId: string) {
    const { situation, names } = await about(externalUserId);
    const day = civilDay(clock.now(), zone);
    return { ...(await proposer()).propose(text, day, { ...situation, mayUse }), situation, names };
  }

  return {
    /** Word for word of the library: what is said by itself is never a model's. */
    propose: (text: string, externalUserId: string): Promise<Proposal> => propose(text, externalUserId),
    /** For a rep, who reads before they send: where there is a language model, in words that fit the message. */
    suggest: async (message: string, externalUserId: string): Promise<Suggestion[]> => {
      const { suggestions, understanding, situation, names } = await propose(message, externalUserId);
      if (!model) return suggestions;
      const rewriter = new Rewriter({ model, cutter: (await replyLibrary()).cutter, logger });
      const quiet = situation.optedOut || situation.openProblem;
      return rewriter.rewrite({ message, understanding, suggestions, names, quiet });
    },
  };
}
