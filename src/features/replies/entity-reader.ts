import type { Festival } from '../../kernel/festivals';
import type { CivilDay } from '../../kernel/ports';
import { findAmounts, type FoundAmount } from './amounts';
import { DayFinder, type FoundDay } from './dates';
import { type DayFact, DayFactFinder } from './day-facts';
import type { FoundWords } from './found';
import type { Lexicon } from './lexicon';
import { findLifeFacts, type LifeFact } from './life-facts';
import { abridge, evenOut } from './normal-form';
import { type FoundPerson, PeopleFinder } from './people';
import { findProducts } from './products';

/** What a message names. */
export interface Entities {
  people: FoundPerson[];
  products: FoundWords[];
  amounts: FoundAmount[];
  days: FoundDay[];
  /** Proposed: a rep confirms them. */
  dayFacts: DayFact[];
  lifeFacts: LifeFact[];
}

/** Reads what a message names, by dictionaries and grammar alone. */
export class EntityReader {
  private readonly people: PeopleFinder;
  private readonly days: DayFinder;
  private readonly dayFacts: DayFactFinder;

  constructor(
    private readonly lexicon: Lexicon,
    festivals: readonly Festival[],
  ) {
    this.people = new PeopleFinder(lexicon.people);
    this.days = new DayFinder(festivals);
    this.dayFacts = new DayFactFinder(lexicon.facts);
  }

  read(text: string, today: CivilDay): Entities {
    const written = abridge(text);
    const even = evenOut(written);
    const people = this.people.find(even, written);
    const days = this.days.find(even, written, today);
    const apart = (found: FoundWords) => !days.some((day) => found.start < day.end && day.start < found.end);
    return {
      people,
      days,
      products: findProducts(even, written, this.lexicon.products),
      amounts: findAmounts(even, written).filter(apart),
      dayFacts: this.dayFacts.find(even, days, people),
      lifeFacts: findLifeFacts(even, written, this.lexicon.facts),
    };
  }
}
