import { blank, type FoundWords, onceEach } from './found';
import type { Lexicon } from './lexicon';

export interface FoundPerson extends FoundWords {
  /** The plain word: 女儿 for 闺女. */
  plain: string;
}

/** Behind these one character is kin: 我妈, 他爸. */
const beside = '[我俺咱他她]';

/** Finds those outside the shop of whom a customer speaks. */
export class PeopleFinder {
  private readonly pattern: RegExp;
  private readonly plainOf: Map<string, string>;

  constructor(private readonly people: Lexicon['people']) {
    this.plainOf = new Map(Object.entries(people.ways).flatMap(([plain, ways]) => ways.map((way) => [way, plain])));
    const long = [...this.plainOf.keys()]
      .filter((way) => !people.near.includes(way))
      .sort((one, other) => other.length - one.length);
    const near = people.near.join('');
    const askedFor = `(?<=告诉我|查查?|查一下|查下|给我|把|要|发我)[${people.surnames}][一-龥]{1,2}(?=的?(?:电话|地址|手机|住址|微信|订单))`;
    this.pattern = new RegExp(
      `${askedFor}|[我俺](?:${people.single.join('|')})(?![${near}${people.single.join('')}子儿女家们娘])|${long.join('|')}|${beside}[${near}](?![${near}])|(?<=^|[\\s,.!?;~，。！？])[${near}](?=[住生今这那过最身也又说])|(?<=[给跟和让陪带替])[爸妈](?=[买送过说去看住用喝也个那吵])`,
      'gu',
    );
  }

  find(even: string, written: string): FoundPerson[] {
    const found = [...blank(even, this.people.never).matchAll(this.pattern)].map((match) => {
      const [start, end] = [match.index, match.index + match[0].length];
      const plain = this.plainOf.get(match[0]) ?? this.plainOf.get(match[0].slice(1)) ?? match[0];
      return { text: written.slice(start, end), start, end, plain };
    });
    return onceEach(found);
  }
}
