import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { parseExamples } from '../features/replies/examples';
import { learnFrom, type Learned, readLearned, writeLearned } from '../features/replies/learned';
import { type Lexicon, lexiconSchema } from '../features/replies/lexicon';
import { type LibraryItem, ReplyLibrary } from '../features/replies/library';
import { MarkMaker } from '../features/replies/marks';
import { ReplyPolicy } from '../features/replies/policy';
import { ReplyProposer } from '../features/replies/proposer';
import { Spelling } from '../features/replies/spelling';
import { Understander } from '../features/replies/understanding';
import { WordCutter } from '../features/replies/word-cutter';
import type { Festival } from '../kernel/festivals';

/** What the build learnt lies beside the compiled code, with the hash of what it was learnt from. */
function learnedFilesOf(root: string): { learned: string; hash: string } {
  const learned = join(root, 'dist', 'src', 'app', 'understanding.json');
  return { learned, hash: `${learned}.sha256` };
}

function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const { text } of [...filesOf(root, '.tsv'), ...filesOf(root, '.yaml')]) hash.update(text);
  return hash.digest('hex');
}

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

/** What takes messages apart, by the dictionaries. */
function toolsOf(lexicon: Lexicon): { spelling: Spelling; cutter: WordCutter; maker: MarkMaker } {
  const cutter = new WordCutter(lexicon.spellings.ownWords);
  return { spelling: new Spelling(lexicon.spellings), cutter, maker: new MarkMaker(lexicon.topics, cutter) };
}

function learn(root: string, { spelling, maker }: ReturnType<typeof toolsOf>): Learned {
  const examples = filesOf(root, '.tsv').flatMap(({ name, text }) => parseExamples(text, `${name}.tsv`));
  return learnFrom(examples, (text) => maker.of(spelling.read(text)));
}

/** Learns from `config/understanding/*.tsv`, some seconds of work, and lays it beside the compiled code. */
export function keepLearned(root: string): void {
  const files = learnedFilesOf(root);
  writeFileSync(files.learned, writeLearned(learn(root, toolsOf(readLexicon(root)))));
  writeFileSync(files.hash, hashOf(root));
}

/** What the build learnt; where nothing was built since the examples changed, it is learnt now. */
function learnedOf(root: string, tools: ReturnType<typeof toolsOf>): Learned {
  const files = learnedFilesOf(root);
  const isBuilt = existsSync(files.hash) && readFileSync(files.hash, 'utf8') === hashOf(root);
  return isBuilt ? readLearned(readFileSync(files.learned, 'utf8')) : learn(root, tools);
}

/** What replies can be made of. */
export function replyLibraryOf(root: string, items: readonly LibraryItem[] = []): ReplyLibrary {
  const lexicon = readLexicon(root);
  const { spelling, cutter } = toolsOf(lexicon);
  const library = new ReplyLibrary(spelling, cutter, lexicon);
  for (const item of items) library.put(item);
  return library;
}

/** With the library's own dictionary: it takes a third of a second to load, and much memory. */
export function proposerOf(root: string, festivals: readonly Festival[], library: ReplyLibrary): ReplyProposer {
  const lexicon = readLexicon(root);
  const { spelling, cutter } = library;
  const maker = new MarkMaker(lexicon.topics, cutter);
  const learned = learnedOf(root, { spelling, cutter, maker });
  return new ReplyProposer({
    spelling,
    library,
    understander: new Understander({ lexicon, spelling, maker, learned, festivals }),
    policy: new ReplyPolicy(lexicon.policy),
  });
}
