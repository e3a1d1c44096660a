import type { Intent } from './intents';
import type { Lexicon } from './lexicon';
import type { Suggestion } from './suggestions';
import type { Understanding } from './understanding';

/** Who replies: we at once, a person who is shown what could be said, or a person at once. */
export type Policy = 'answer' | 'suggest' | 'handoff';

export interface PolicyChoice {
  policy: Policy;
  /** The intent, danger or doubt that decided. */
  why: Intent | 'danger' | 'despair' | 'trick' | 'unsure';
}

const byIntent: Record<Intent, Policy> = {
  'usage-question': 'answer',
  'order-delivery': 'suggest',
  'after-sale': 'suggest',
  complaint: 'handoff',
  'purchase-interest': 'suggest',
  praise: 'answer',
  'personal-fact': 'suggest',
  'opt-out': 'answer',
  'human-wanted': 'handoff',
  'life-worry': 'suggest',
  'small-talk': 'answer',
};

/** Below these we do not speak for the shop. */
const sureOfIntent = 0.35;
const sureOfAnswer = 0.3;

/** Who replies to a message, and why. */
export class ReplyPolicy {
  constructor(private readonly words: Lexicon['policy']) {}

  /** @param read the message respelt */
  choose(read: string, { intents: [first] }: Understanding, suggestions: readonly Suggestion[]): PolicyChoice {
    const { intent, likelihood } = first!; // never empty
    if (intent === 'after-sale' && read.search(this.words.danger) >= 0) return { policy: 'handoff', why: 'danger' };
    if (read.search(this.words.despair) >= 0) return { policy: 'handoff', why: 'despair' };
    if (read.search(this.words.trick) >= 0) return { policy: 'suggest', why: 'trick' };
    const policy = byIntent[intent];
    if (policy !== 'answer') return { policy, why: intent };
    if (likelihood < sureOfIntent) return { policy: 'suggest', why: 'unsure' };
    if (intent === 'usage-question' && !isAnswered(suggestions)) return { policy: 'suggest', why: 'unsure' };
    return { policy, why: intent };
  }
}

/** By knowledge: scripts promise that somebody will see to it. */
function isAnswered(suggestions: readonly Suggestion[]): boolean {
  return suggestions.some(({ source, fit }) => source.origin === 'knowledge' && fit >= sureOfAnswer);
}
