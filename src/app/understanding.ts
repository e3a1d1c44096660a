import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { parseExamples } from '../features/replies/examples';
import { learn, type Learned, readLearned } from '../features/replies/learned';
import { type Lexicon, lexiconSchema } from '../features/replies/lexicon';
import { markMakerOf, Understander } from '../features/replies/understanding';
import type { Festival } from '../kernel/festivals';

/** What the build learnt lies beside the compiled code. */
export const learnedFile = join(__dirname, 'understanding.json');

function filesOf(root: string, extension: string): { name: string; text: string }[] {
  const folder = join(root, 'config', 'understanding');
  return readdirSync(folder)
    .filter((file) => file.endsWith(extension))
    .sort()
    .map((file) => ({ name: basename(file, extension), text: readFileSync(join(folder, file), 'utf8') }));
}

/** Reads the dictionaries of `config/understanding/*.yaml`. */
export function readLexicon(root: string): Lexicon {
  return lexiconSchema.parse(Object.fromEntries(filesOf(root, '.yaml').map(({ name, text }) => [name, parse(text)])));
}

/** Learns from `config/understanding/*.tsv`: some seconds of work. */
export function learnFrom(root: string, lexicon = readLexicon(root)): Learned {
  const maker = markMakerOf(lexicon);
  const examples = filesOf(root, '.tsv').flatMap(({ name, text }) => parseExamples(text, `${name}.tsv`));
  return learn(examples, (text) => maker.of(maker.read(text)));
}

/** The understanding that the build learnt; where nothing was built (tests), it is learnt now. */
export function understanderOf(root: string, festivals: readonly Festival[]): Understander {
  const lexicon = readLexicon(root);
  const learned = existsSync(learnedFile) ? readLearned(readFileSync(learnedFile, 'utf8')) : learnFrom(root, lexicon);
  return new Understander({ lexicon, learned, festivals });
}
