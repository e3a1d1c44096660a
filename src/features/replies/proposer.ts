import type { CivilDay } from '../../kernel/ports';
import type { ReplyLibrary } from './library';
import type { PolicyChoice, ReplyPolicy } from './policy';
import type { Spelling } from './spelling';
import { Suggester, type Situation, type Suggestion } from './suggestions';
import type { Understander, Understanding } from './understanding';

/** What to make of a customer's message. */
export interface Proposal {
  understanding: Understanding;
  /** Up to three, one of each kind, the fittest first. */
  suggestions: Suggestion[];
  choice: PolicyChoice;
}

export interface ProposerNeeds {
  spelling: Spelling;
  understander: Understander;
  library: ReplyLibrary;
  policy: ReplyPolicy;
}

/** Understands a message, proposes replies to it and says who should reply. */
export class ReplyProposer {
  private readonly suggester: Suggester;

  constructor(private readonly needs: ProposerNeeds) {
    this.suggester = new Suggester(needs.library);
  }

  propose(text: string, today: CivilDay, situation: Situation): Proposal {
    const { spelling, understander, policy } = this.needs;
    const understanding = understander.understand(text, today);
    const suggestions = this.suggester.suggest(text, understanding, situation);
    return { understanding, suggestions, choice: policy.choose(spelling.read(text), understanding, suggestions) };
  }
}
