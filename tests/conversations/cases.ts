import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface ExpectedDay {
  text: string;
  calendar?: 'solar' | 'lunar';
  year?: number;
  month?: number;
  day?: number;
  leapMonth?: boolean;
  on?: string;
  sure?: boolean;
}

export interface ExpectedFact {
  kind: string;
  forWhom?: string;
  calendar?: 'solar' | 'lunar';
  year?: number;
  month?: number;
  day?: number;
  leapMonth?: boolean;
  value?: string;
  sure?: boolean;
}

/** A customer's message with its answers; README.md tells what each field means. */
export interface Case {
  id: string;
  text: string;
  repeat?: { piece: string; times: number };
  intents: string[];
  orIntents?: string[];
  mood: string;
  people: string[];
  products: string[];
  amounts: { value: number; unit: string }[];
  dates: ExpectedDay[];
  facts: ExpectedFact[];
  policy: string | string[];
  sources: string[];
}

/** All cases of a folder, `cases` or `unseen`, in the files' order; repetitions are written out. */
export function readCases(folder: 'cases' | 'unseen'): Case[] {
  const path = join(__dirname, folder);
  return readdirSync(path)
    .sort()
    .flatMap((file) => parse(readFileSync(join(path, file), 'utf8')) as Case[]) // files of ours, checked by eye
    .map(({ repeat, ...each }) => ({
      ...each,
      text: repeat ? each.text.replace('{repeat}', repeat.piece.repeat(repeat.times)) : each.text,
    }));
}
