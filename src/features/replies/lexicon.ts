import { z } from 'zod';

const words = z.array(z.string().min(1));
/** Patterns of a list, any of which may fit. */
const wordList = z.string().transform((text) => text.trim().split(/\s+/));
const patterns = words.transform((list) => new RegExp(list.join('|'), 'gu'));
/** A pattern of several lines; a line may end behind a bar. */
const sense = z.string().transform((text) => new RegExp(text.replace(/\n| (?=\|)|(?<=\|) /g, ''), 'gu'));
const senses = z.record(z.string(), sense);
const patternList = words.transform((list) => list.map((each) => new RegExp(each, 'u')));

/** What `config/understanding/*.yaml` holds, by file. */
export const lexiconSchema = z.strictObject({
  people: z.strictObject({
    ways: z.record(z.string(), words),
    single: words,
    near: words,
    never: patterns,
    surnames: z.string(),
  }),
  products: z.strictObject({ words: patterns, never: patterns }),
  spellings: z.strictObject({
    emoji: z.record(z.string(), z.string()),
    slips: z.record(z.string(), z.string()),
    /** That the dictionary of words lacks. */
    ownWords: wordList,
    stopWords: wordList,
  }),
  topics: senses,
  synonyms: senses,
  policy: z.strictObject({ danger: sense, despair: sense, trick: sense }),
  facts: z.strictObject({
    ...{ birthday: patterns, wedding: patterns, otherDay: patterns, supposed: patterns, asked: patterns },
    notThis: words.transform((list) => new RegExp(`(?:${list.join('|')})(?:农历|阴历|阳历|公历)?$`, 'u')),
    interests: z.string().transform((text) => new RegExp(text.trim().split(/\s+/).join('|'), 'u')),
    likes: z.string().transform((text) => new RegExp(text, 'u')),
    household: patternList,
    scene: patternList,
  }),
});
export type Lexicon = z.infer<typeof lexiconSchema>;
