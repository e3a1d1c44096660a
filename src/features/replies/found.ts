/** Words of a message that were found in it. */
export interface FoundWords {
  /** As written. */
  text: string;
  start: number;
  end: number;
}

/** The text with what the pattern finds blanked, so that nothing else is found there. */
export function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (found) => '\u0001'.repeat(found.length));
}

/** Each wording once, the first place. */
export function onceEach<F extends FoundWords>(found: F[]): F[] {
  return found.filter((each, index) => found.findIndex((other) => other.text === each.text) === index);
}
