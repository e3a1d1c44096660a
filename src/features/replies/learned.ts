import { z } from 'zod';
import type { Example } from './examples';
import { intents, moods } from './intents';
import { train, type Vector, type Weights } from './linear-model';
import type { Marks } from './marks';

/** What was learnt from the examples. */
export interface Learned {
  /** The number of each mark. */
  numbers: Map<string, number>;
  intents: Weights;
  moods: Weights;
}

/** A mark that fewer examples have teaches nothing. */
const fewest = 2;
/** How much of an example with several intents belongs to those behind the first. */
const behind = 0.15;

export function vectorOf(numbers: ReadonlyMap<string, number>, marks: Marks): Vector {
  const known = [...marks].flatMap(([mark, value]) => {
    const id = numbers.get(mark);
    return id === undefined ? [] : [[id, value] as const];
  });
  const length = Math.sqrt(known.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
  return {
    ids: Int32Array.from(known, ([id]) => id),
    values: Float64Array.from(known, ([, value]) => value / length),
  };
}

function numberMarks(all: readonly Marks[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const marks of all) for (const mark of marks.keys()) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= fewest);
  return new Map(kept.map(([mark], index) => [mark, index]));
}

function intentTarget(example: Example): number[] {
  const [first, ...others] = example.intents;
  const rest = others.length === 0 ? 0 : behind;
  return intents.map((each) => {
    if (each === first) return 1 - rest;
    return others.includes(each) ? rest / others.length : 0;
  });
}

export function learnFrom(examples: readonly Example[], marksOf: (text: string) => Marks): Learned {
  const all = examples.map(({ text }) => marksOf(text));
  const numbers = numberMarks(all);
  const vectors = all.map((marks) => vectorOf(numbers, marks));
  const ofMood = examples.map(({ mood }) => moods.map((each) => Number(each === mood)));
  return {
    numbers,
    intents: train(vectors, examples.map(intentTarget), numbers.size, intents.length),
    moods: train(vectors, ofMood, numbers.size, moods.length),
  };
}

const base64 = (weights: Weights) => Buffer.from(weights.buffer).toString('base64');
const weightsSchema = z.base64().transform((text): Weights => {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
});
const keptSchema = z.object({ marks: z.array(z.string()), intents: weightsSchema, moods: weightsSchema });

/** For a file. */
export function writeLearned({ numbers, intents: ofIntents, moods: ofMoods }: Learned): string {
  return JSON.stringify({ marks: [...numbers.keys()], intents: base64(ofIntents), moods: base64(ofMoods) });
}

export function readLearned(text: string): Learned {
  const { marks, ...weights } = keptSchema.parse(JSON.parse(text));
  return { numbers: new Map(marks.map((mark, index) => [mark, index])), ...weights };
}
