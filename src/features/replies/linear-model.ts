/** Which marks a text has, by number, and their weights; of length one. */
export interface Vector {
  ids: Int32Array;
  values: Float64Array;
}

/** One weight for each mark and class, and last one for each class alone. */
export type Weights = Float32Array;

const passes = 10;
const rate = 0.3;
const decay = 3e-3;
/** Classes that are as good as settled are not touched. */
const settled = 0.01;

/** How likely each class is; they add up to 1. */
export function likelihoods(weights: Weights, classes: number, { ids, values }: Vector): Float64Array {
  const scores = Float64Array.from(weights.subarray(weights.length - classes));
  for (let at = 0; at < ids.length; at += 1) {
    const [row, value] = [ids[at]! * classes, values[at]!]; // both arrays have as many
    for (let each = 0; each < classes; each += 1) scores[each]! += weights[row + each]! * value;
  }
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((one, other) => one + other, 0);
  return powers.map((power) => power / sum);
}

/** What each of the vector's marks speaks for a class. */
export function contributions(weights: Weights, classes: number, chosen: number, vector: Vector): number[] {
  return [...vector.ids].map((id, at) => weights[id * classes + chosen]! * vector.values[at]!);
}

/** The same order on every machine. */
function shuffler(): (order: Int32Array) => void {
  let state = 1;
  const draw = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  return (order) => {
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = Math.floor(draw() * (last + 1));
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
  };
}

/**
 * Learns weights by softmax regression with steps that shrink by use (AdaGrad), one example at a time.
 *
 * @param targets how likely each class should be, for each vector
 * @param marks how many marks there are
 */
export function train(vectors: Vector[], targets: number[][], marks: number, classes: number): Weights {
  const weights = new Float32Array((marks + 1) * classes);
  const steps = new Float64Array(weights.length).fill(1e-6);
  const order = Int32Array.from(vectors.keys());
  const shuffle = shuffler();
  const move = (at: number, slope: number, pace: number) => {
    steps[at]! += slope * slope;
    weights[at]! -= (pace * slope) / Math.sqrt(steps[at]!);
  };
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order);
    for (const example of order) {
      const vector = vectors[example]!;
      const likely = likelihoods(weights, classes, vector);
      for (let each = 0; each < classes; each += 1) {
        const error = likely[each]! - targets[example]![each]!;
        if (Math.abs(error) < settled) continue;
        for (let at = 0; at < vector.ids.length; at += 1) {
          const cell = vector.ids[at]! * classes + each;
          move(cell, error * vector.values[at]! + decay * weights[cell]!, rate);
        }
        move(marks * classes + each, error, rate / 10);
      }
    }
  }
  return weights;
}
