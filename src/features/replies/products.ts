import { blank, type FoundWords, onceEach } from './found';
import type { Lexicon } from './lexicon';

/** The words for products in evened text, as written, each once. */
export function findProducts(even: string, written: string, { words, never }: Lexicon['products']): FoundWords[] {
  const found = [...blank(even, never).matchAll(words)].map((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    return { text: written.slice(start, end), start, end };
  });
  return onceEach(found);
}
