import MiniSearch from 'minisearch';
import type { Intent } from './intents';
import type { Lexicon } from './lexicon';
import { SenseIndex } from './sense-index';
import type { Spelling } from './spelling';
import type { WordCutter } from './word-cutter';

/** What a reply does: it answers, asks back, or shows care. */
export const replyKinds = ['answer', 'ask', 'care'] as const;
export type ReplyKind = (typeof replyKinds)[number];

/** A reply script (话术), or an answer of the shop's knowledge. */
export interface LibraryItem {
  /** `wp-100/filter-change`, `complaint/apology-first`. */
  id: string;
  /** Knowledge states facts; a script is a way to put things. */
  origin: 'knowledge' | 'script';
  kind: ReplyKind;
  title: string;
  /** Liquid, as in templates. */
  body: string;
  intents: Intent[];
  /** Ways to ask for it; empty for scripts. */
  questions: string[];
}

export interface Hit {
  item: LibraryItem;
  /** How much its words are the message's, 0..1 of the best. */
  words: number;
  /** How much it speaks of the same things, 0..1. */
  senses: number;
}

/** Titles and bodies tell less of what is asked than questions do. */
const boost = { questions: 2, title: 2, body: 0.6 };
/** Parts terms in what is handed to the index. */
const parting = '\u0001';

/** All that replies can be made of, in memory, found by BM25 over words, and by synonyms. */
export class ReplyLibrary {
  private readonly items = new Map<string, LibraryItem>();
  private readonly senses: SenseIndex;
  private readonly words = new MiniSearch<{ id: string; questions: string; title: string; body: string }>({
    fields: Object.keys(boost),
    tokenize: (text) => text.split(parting),
    processTerm: (term) => term || null,
  });

  private readonly stopWords: Set<string>;

  constructor(
    readonly spelling: Spelling,
    readonly cutter: WordCutter,
    { synonyms, spellings }: Lexicon,
  ) {
    this.senses = new SenseIndex(synonyms);
    this.stopWords = new Set(spellings.stopWords);
  }

  /** Adds an item, or puts it in the place of the one with its id. */
  put(item: LibraryItem): void {
    this.remove(item.id);
    const { id } = item;
    const questions = this.spelling.read(item.questions.join(' '));
    const title = this.spelling.read(item.title);
    const body = this.spelling.read(item.body.replace(/\{[{%][^]*?[%}]\}/g, ' '));
    this.items.set(id, item);
    this.words.add({
      id,
      questions: this.termsOf(questions),
      title: this.termsOf(title),
      body: this.termsOf(body),
    });
    this.senses.put(id, `${title} ${questions}`, body);
  }

  remove(id: string): void {
    if (!this.items.delete(id)) return;
    this.words.discard(id);
    this.senses.remove(id);
  }

  /** Every item, with how near it is to the message. */
  near(text: string): Hit[] {
    const read = this.spelling.read(text);
    const found = this.words.search(this.termsOf(read), { boost });
    const best = found[0]?.score ?? 1;
    const words = new Map(found.map(({ id, score }) => [id as string, score / best]));
    const senses = this.senses.near(read);
    return [...this.items.values()].map((item) => ({
      item,
      words: words.get(item.id) ?? 0,
      senses: senses.get(item.id) ?? 0,
    }));
  }

  /** For people: why an item was found: the words of both, and what the item says instead of the message's. */
  sharedWords(text: string, id: string): string[] {
    const item = this.items.get(id);
    if (!item) return [];
    const read = this.spelling.read(text);
    const own = this.spelling.read([item.title, ...item.questions, item.body].join('\n'));
    const asked = new Set(this.wordsOf(read));
    return [
      ...new Set([...this.wordsOf(own).filter((word) => asked.has(word)), ...this.senses.sharedWords(read, own)]),
    ];
  }

  private termsOf(read: string): string {
    return this.wordsOf(read).join(parting);
  }

  private wordsOf(read: string): string[] {
    return [...new Set(this.cutter.cut(read))].filter((word) => !this.stopWords.has(word));
  }
}
