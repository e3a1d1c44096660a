import type { WordRule } from './template-plays';
import { refusedPatterns, refusedWords, type RefusedWord } from './word-lists';

/** A word that a text may not say, where it stands in the text. */
export interface WordFinding {
  rule: WordRule;
  index: number;
  length: number;
  word: string;
}

interface EvenText {
  text: string;
  /** Where each unit of the even text stood. */
  origins: number[];
}

const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/;
const filler = /[ \t\u3000\u00b7*_~^|]/;
const han = /\p{Script=Han}/u;

function evenUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (unit === '￥') return '¥';
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}

/** Evens out what people hide words with: full-width letters, case, invisible characters, blanks between characters. */
function even(source: string): EvenText {
  const kept: { unit: string; origin: number }[] = [];
  for (let origin = 0; origin < source.length; origin += 1) {
    const unit = source[origin]!; // within the length
    if (!invisible.test(unit)) kept.push({ unit: filler.test(unit) ? ' ' : evenUnit(unit), origin });
  }
  const isHan = kept.map(({ unit }) => han.test(unit));
  const nextHan: boolean[] = new Array<boolean>(kept.length).fill(false);
  for (let at = kept.length - 2; at >= 0; at -= 1) {
    nextHan[at] = kept[at + 1]!.unit === ' ' ? nextHan[at + 1]! : isHan[at + 1]!; // at + 1 is within
  }
  const origins: number[] = [];
  let text = '';
  let lastHan = false;
  kept.forEach(({ unit, origin }, at) => {
    if (unit === ' ' && lastHan && nextHan[at]) return;
    if (unit !== ' ') lastHan = isHan[at]!;
    text += unit;
    origins.push(origin);
  });
  return { text, origins };
}

function isInnocent(text: string, index: number, { word, innocent = [] }: RefusedWord): boolean {
  return innocent.some((phrase) => {
    for (let offset = phrase.indexOf(word); offset !== -1; offset = phrase.indexOf(word, offset + 1)) {
      if (text.startsWith(phrase, index - offset)) return true;
    }
    return false;
  });
}

function* wordSpans(text: string, refused: RefusedWord): Generator<[index: number, length: number]> {
  const { word } = refused;
  for (let index = text.indexOf(word); index !== -1; index = text.indexOf(word, index + word.length)) {
    if (!isInnocent(text, index, refused)) yield [index, word.length];
  }
}

function* spansOf(text: string, rule: WordRule): Generator<[index: number, length: number]> {
  for (const refused of refusedWords[rule]) yield* wordSpans(text, refused);
  for (const pattern of refusedPatterns[rule]) {
    for (const match of text.matchAll(pattern)) if (match[0] !== '') yield [match.index, match[0].length];
  }
}

/** Every forbidden word of a text, by place; of words within one another only the longest. */
export function findWords(source: string, rules: readonly WordRule[]): WordFinding[] {
  const { text, origins } = even(source);
  const found: WordFinding[] = [];
  for (const rule of rules) {
    for (const [start, length] of spansOf(text, rule)) {
      const index = origins[start]!; // a span lies within the text
      const end = origins[start + length - 1]! + 1;
      found.push({ rule, index, length: end - index, word: source.slice(index, end) });
    }
  }
  found.sort((one, other) => one.index - other.index || other.length - one.length);
  let coveredTo = -1;
  return found.filter((finding) => {
    const end = finding.index + finding.length;
    if (end <= coveredTo) return false;
    coveredTo = end;
    return true;
  });
}
