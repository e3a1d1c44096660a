import { type Intent, intents, type Mood, moods } from './intents';

/** A message that somebody wrote, and what it was for: what understanding learns from. */
export interface Example {
  /** The most important first. */
  intents: Intent[];
  mood: Mood;
  text: string;
}

const isIntent = (word: string): word is Intent => intents.some((each) => each === word);
const isMood = (word: string): word is Mood => moods.some((each) => each === word);

/**
 * Reads `intents<TAB>mood<TAB>text`, one example a line.
 *
 * @throws Error that names the first line of another form
 */
export function parseExamples(lines: string, file: string): Example[] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const [names = '', mood = '', text = '', ...more] = line.split('\t');
      const named = names.split(',').map((name) => name.trim());
      if (!named.every(isIntent) || !isMood(mood) || text.trim() === '' || more.length > 0) {
        throw new Error(`${file}:${index + 1} is not intents<TAB>mood<TAB>text: ${line}`);
      }
      return { intents: named, mood, text: text.trim() };
    });
}
