/** How many were right, wrongly found, and missed. */
export interface Counts {
  right: number;
  wrong: number;
  missed: number;
}

export function noCounts(): Counts {
  return { right: 0, wrong: 0, missed: 0 };
}

/** Counts what was found against what was expected; what is optional counts neither way. */
export function countFound<E, F>(
  counts: Counts,
  { expected, optional = [], found }: { expected: readonly E[]; optional?: readonly E[]; found: readonly F[] },
  isSame: (expected: E, found: F) => boolean,
  isMaybeSame = isSame,
): { missed: E[]; wrong: F[] } {
  const left = [...found];
  const take = (each: E, isIt = isSame) => {
    const at = left.findIndex((one) => isIt(each, one));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  const missed = expected.filter((each) => !take(each));
  optional.forEach((each) => take(each, isMaybeSame));
  counts.right += expected.length - missed.length;
  counts.missed += missed.length;
  counts.wrong += left.length;
  return { missed, wrong: left };
}

export function f1({ right, wrong, missed }: Counts): number {
  return right + wrong + missed === 0 ? 1 : (2 * right) / (2 * right + wrong + missed);
}

export function recall({ right, missed }: Counts): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}

export function precision({ right, wrong }: Counts): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}
