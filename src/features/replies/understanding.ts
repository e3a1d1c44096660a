import type { Festival } from '../../kernel/festivals';
import type { CivilDay } from '../../kernel/ports';
import { IntentJudge, type IntentGuess } from './intent-judge';
import type { Intent, Mood } from './intents';
import type { Learned } from './learned';
import type { Lexicon } from './lexicon';
import type { MarkMaker } from './marks';
import type { Spelling } from './spelling';
import { EntityReader, type Entities } from './entity-reader';

/** What a message is taken to mean, and which of its words say so. */
export interface Understanding {
  /** What it is for, the most important first; never empty. */
  intents: IntentGuess[];
  mood: Mood;
  entities: Entities;
}

/** Missing one of these is worse than asking once too often: one clause that says it plainly is enough. */
const heedful: readonly Intent[] = ['opt-out', 'complaint', 'human-wanted'];
const plain = 0.7;
/** Below this not even one plain clause counts: the others take it back. */
const doubtful = 0.1;
/** A further intent is told from here on. */
const worthTelling = 0.2;
const clauseEnd = /[\s,.!?;。！？，；…~]+/u;
const mostClauses = 12;

export interface UnderstanderNeeds {
  lexicon: Lexicon;
  spelling: Spelling;
  maker: MarkMaker;
  learned: Learned;
  festivals: readonly Festival[];
}

/** Understands customers' messages. Any text gives an answer; an empty one is small talk. */
export class Understander {
  private readonly spelling: Spelling;
  private readonly judge: IntentJudge;
  private readonly reader: EntityReader;

  constructor({ lexicon, spelling, maker, learned, festivals }: UnderstanderNeeds) {
    this.spelling = spelling;
    this.judge = new IntentJudge(learned, maker);
    this.reader = new EntityReader(lexicon, festivals);
  }

  understand(text: string, today: CivilDay): Understanding {
    const read = this.spelling.read(text);
    return {
      intents: this.intentsOf(read),
      mood: this.judge.moodOf(read),
      entities: this.reader.read(text, today),
    };
  }

  private intentsOf(text: string): IntentGuess[] {
    const guesses = this.judge.intentsOf(text).map((guess) => this.heed(guess, text));
    const [first, ...others] = guesses.sort((one, other) => other.likelihood - one.likelihood);
    return [first!, ...others.filter(({ likelihood }) => likelihood >= worthTelling)]; // there is one of each intent
  }

  /** 东西挺好的，就是消息太多了，以后别发了: the last clause says it, though the others weigh more. */
  private heed(guess: IntentGuess, text: string): IntentGuess {
    if (!heedful.includes(guess.intent) || guess.likelihood < doubtful || guess.likelihood >= plain) return guess;
    const clauses = text.split(clauseEnd).filter((clause) => clause.length > 1);
    if (clauses.length < 2 || clauses.length > mostClauses) return guess;
    const said = clauses
      .map((clause) => this.judge.intentsOf(clause).find(({ intent }) => intent === guess.intent)!)
      .reduce((one, other) => (other.likelihood > one.likelihood ? other : one));
    return said.likelihood > plain ? said : guess;
  }
}
