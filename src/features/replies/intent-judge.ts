import { type Intent, intents, type Mood, moods } from './intents';
import { type Learned, vectorOf } from './learned';
import { contributions, likelihoods, type Vector, type Weights } from './linear-model';
import type { MarkMaker } from './marks';

export interface IntentGuess {
  intent: Intent;
  /** 0..1, as the examples had it. */
  likelihood: number;
  /** The pieces of the message that spoke for it most. */
  why: string[];
}

/** What a message is for and how its writer feels, by what was learnt from examples. */
export class IntentJudge {
  private readonly spoken: Map<number, string>;

  constructor(
    private readonly learned: Learned,
    private readonly maker: MarkMaker,
  ) {
    const words = [...learned.numbers].filter(([mark]) => /^[wbfl]:|^c:[^^$]{2,}$/u.test(mark));
    this.spoken = new Map(words.map(([mark, number]) => [number, mark.slice(2).replace(' ', '')]));
  }

  /** Every intent, the likeliest first. The text is respelt, here and below. */
  intentsOf(text: string): IntentGuess[] {
    const vector = this.vectorOf(text);
    const likely = likelihoods(this.learned.intents, intents.length, vector);
    return intents
      .map((intent, index) => ({ intent, likelihood: likely[index]!, index }))
      .sort((one, other) => other.likelihood - one.likelihood)
      .map(({ index, ...guess }, place) => ({ ...guess, why: place < 3 ? this.whyOf(index, vector) : [] }));
  }

  moodOf(text: string): Mood {
    const likely = likelihoods(this.learned.moods, moods.length, this.vectorOf(text));
    return moods[likely.indexOf(Math.max(...likely))]!;
  }

  private vectorOf(text: string): Vector {
    return vectorOf(this.learned.numbers, this.maker.of(text));
  }

  private whyOf(index: number, vector: Vector): string[] {
    const spoke = contributions(this.learned.intents as Weights, intents.length, index, vector);
    const pieces = [...vector.ids.keys()]
      .filter((at) => spoke[at]! > 0 && this.spoken.has(vector.ids[at]!))
      .sort((one, other) => spoke[other]! - spoke[one]!)
      .map((at) => this.spoken.get(vector.ids[at]!)!);
    const apart: string[] = [];
    for (const piece of pieces) {
      if (apart.length === 3) break;
      if (!apart.some((other) => other.includes(piece) || piece.includes(other))) apart.push(piece);
    }
    return apart;
  }
}
