import type { Lexicon } from './lexicon';
import type { WordCutter } from './word-cutter';

/** What a text is known by, each with its weight: words, pairs of words, pieces of up to three characters, topics. */
export type Marks = Map<string, number>;

const longestPiece = 3;
const topicWeight = 2;
const clauseEnd = /[\s,.!?;。！？，；…~]+/u;

/** Takes a message apart into what it is judged by. */
export class MarkMaker {
  private readonly topics: [string, RegExp][];

  constructor(
    topics: Lexicon['topics'],
    private readonly cutter: WordCutter,
  ) {
    this.topics = Object.entries(topics);
  }

  /** @param text respelt */
  of(text: string): Marks {
    const marks: Marks = new Map();
    this.addWords(marks, text);
    addPieces(marks, text);
    this.addEnds(marks, text);
    this.addTopics(marks, text);
    marks.set(`len:${Math.min(8, Math.ceil(Math.log2(text.length + 1)))}`, 1);
    return marks;
  }

  private addWords(marks: Marks, text: string): void {
    const words = this.cutter.cut(text);
    words.forEach((word, index) => {
      marks.set(`w:${word}`, 1);
      if (index > 0) marks.set(`b:${words[index - 1]} ${word}`, 1);
    });
  }

  /** What somebody wants is said first or last. */
  private addEnds(marks: Marks, text: string): void {
    const clauses = text.split(clauseEnd).filter((clause) => clause !== '');
    if (clauses.length < 2) return;
    for (const word of this.cutter.cut(clauses[0] ?? '')) marks.set(`f:${word}`, 1);
    for (const word of this.cutter.cut(clauses.at(-1) ?? '')) marks.set(`l:${word}`, 1);
  }

  /** Words of one sense count as one mark, denied ones (不满意) as another beside it. */
  private addTopics(marks: Marks, text: string): void {
    let any = false;
    for (const [topic, pattern] of this.topics) {
      const found = [...text.matchAll(pattern)];
      if (found.length === 0) continue;
      any = true;
      marks.set(`t:${topic}`, topicWeight * (found.length > 1 ? 1.4 : 1));
      const denied = found.some((match) => /[不没别]$/u.test(text.slice(0, match.index)));
      if (denied) marks.set(`t-:${topic}`, topicWeight);
    }
    if (!any) marks.set('t:none', 1);
  }
}

function addPieces(marks: Marks, text: string): void {
  const bounded = `^${text.replace(/[\s,.，。~]+/gu, ' ')}$`;
  for (let length = 1; length <= longestPiece; length += 1) {
    for (let at = 0; at + length <= bounded.length; at += 1) marks.set(`c:${bounded.slice(at, at + length)}`, 1);
  }
}
