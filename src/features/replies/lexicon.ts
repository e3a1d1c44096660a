import { z } from 'zod';

const words = z.array(z.string().min(1));
/** Patterns of a list, any of which may fit. */
const patterns = words.transform((list) => new RegExp(list.join('|'), 'gu'));
const patternList = words.transform((list) => list.map((each) => new RegExp(each, 'u')));

/** What `config/understanding/*.yaml` holds, by file. */
export const lexiconSchema = z.strictObject({
  people: z.strictObject({ ways: z.record(z.string(), words), near: words, never: patterns }),
  products: z.strictObject({ words: patterns, never: patterns }),
  spellings: z.strictObject({
    emoji: z.record(z.string(), z.string()),
    slips: z.record(z.string(), z.string()),
    /** That the dictionary of words lacks. */
    ownWords: z.string().transform((text) => text.trim().split(/\s+/)),
  }),
  topics: z.record(
    z.string(),
    z.string().transform((text) => new RegExp(text.replace(/\n| (?=\|)|(?<=\|) /g, ''), 'gu')),
  ),
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
