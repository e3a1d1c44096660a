import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';

/** Cuts Chinese into words. The dictionary takes 0.3 s to load, so it is built at first use. */
export class WordCutter {
  private jieba: Jieba | null = null;

  /** @param ownWords words of the shop and of chats that the dictionary lacks */
  constructor(private readonly ownWords: readonly string[]) {}

  /** The words in their order, without blanks and marks. */
  cut(text: string): string[] {
    return this.dictionary()
      .cut(text, true)
      .filter((word) => /[\p{L}\p{N}]/u.test(word));
  }

  private dictionary(): Jieba {
    if (this.jieba === null) {
      this.jieba = Jieba.withDict(dict);
      this.jieba.loadDict(Buffer.from(this.ownWords.map((word) => `${word} 5000 n`).join('\n')));
    }
    return this.jieba;
  }
}
