import type { Lexicon } from './lexicon';
import { abridge, evenOut } from './normal-form';

/** Respells a message as its words are meant, for weighing: pictures as words, slips of the keyboard as what was meant. */
export class Spelling {
  private readonly pictures: RegExp;
  private readonly wordOf: Map<string, string>;
  private readonly slips: [RegExp, string][];

  constructor({ emoji, slips }: Lexicon['spellings']) {
    this.wordOf = new Map(
      Object.entries(emoji).flatMap(([word, pictures]) =>
        pictures.split(' ').map((picture) => [picture.toLowerCase(), word]),
      ),
    );
    const longestFirst = [...this.wordOf.keys()].sort((one, other) => other.length - one.length);
    this.pictures = new RegExp(longestFirst.map((each) => each.replace(/[[\]]/g, '\\$&')).join('|'), 'gu');
    this.slips = Object.entries(slips).map(([pattern, meant]) => [new RegExp(pattern, 'gu'), meant]);
  }

  /** The message as it is judged: without repetitions, simplified, half-width, slips mended. */
  read(text: string): string {
    return this.respell(evenOut(abridge(text)));
  }

  private respell(even: string): string {
    const worded = even.replace(this.pictures, (picture) => ` ${this.wordOf.get(picture) ?? ''} `);
    const meant = this.slips.reduce((text, [pattern, word]) => text.replace(pattern, word), worded);
    return meant
      .replace(/https?:\S+/g, ' 网址 ')
      .replace(/\s+/g, ' ')
      .trim();
  }
}
