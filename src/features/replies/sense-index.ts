import type { Lexicon } from './lexicon';

interface Entry {
  /** By sense: 1 where the title or a question has it, less where only the body does. */
  weights: Map<string, number>;
}

const ofBody = 0.3;

/**
 * Finds what speaks of the same things in other words, by the dictionary of synonyms. Senses that few items have
 * count more; those of an item that the message lacks count against it.
 */
export class SenseIndex {
  private readonly senses: [string, RegExp][];
  private readonly entries = new Map<string, Entry>();
  private readonly counts = new Map<string, number>();

  constructor(synonyms: Lexicon['synonyms']) {
    this.senses = Object.entries(synonyms);
  }

  /** @param asked its title and questions, respelt; @param body respelt */
  put(id: string, asked: string, body: string): void {
    const weights = new Map(this.sensesOf(body).map((sense) => [sense, ofBody]));
    for (const sense of this.sensesOf(asked)) weights.set(sense, 1);
    this.entries.set(id, { weights });
    for (const sense of weights.keys()) this.counts.set(sense, (this.counts.get(sense) ?? 0) + 1);
  }

  remove(id: string): void {
    for (const sense of this.entries.get(id)?.weights.keys() ?? []) this.counts.set(sense, this.counts.get(sense)! - 1);
    this.entries.delete(id);
  }

  /** How near each item is, 0..1, by id; those that share nothing are left out. */
  near(text: string): Map<string, number> {
    const asked = new Set(this.sensesOf(text));
    const rarity = new Map(this.senses.map(([sense]) => [sense, this.rarityOf(sense)]));
    const sum = (senses: Iterable<string>) => [...senses].reduce((total, sense) => total + rarity.get(sense)!, 0);
    const whole = sum(asked);
    const found = new Map<string, number>();
    for (const [id, { weights }] of this.entries) {
      let [own, shared] = [0, 0];
      for (const [sense, weight] of weights) {
        const worth = weight * rarity.get(sense)!; // every sense has one
        own += worth;
        if (asked.has(sense)) shared += worth;
      }
      if (shared > 0) found.set(id, (2 * shared) / (own + whole));
    }
    return found;
  }

  /** Of two texts, the words of the second that say what the first says. */
  sharedWords(text: string, other: string): string[] {
    const shared = this.senses.filter(([, pattern]) => text.search(pattern) >= 0);
    return shared.flatMap(([, pattern]) => [...other.matchAll(pattern)].map(([words]) => words));
  }

  private sensesOf(text: string): string[] {
    return this.senses.filter(([, pattern]) => text.search(pattern) >= 0).map(([sense]) => sense);
  }

  private rarityOf(sense: string): number {
    return Math.log(1 + this.entries.size / (this.counts.get(sense) || 0.5));
  }
}
