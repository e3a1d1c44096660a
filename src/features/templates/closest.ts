import type { TemplateVariable } from './variables';

function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = row[j - 1]! + Number(one[i - 1] !== other[j - 1]); // rows are other.length + 1 long
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}

/** How far a written name is from a variable: by its whole path, by its last part alone, or by what people call it. */
function distance(written: string, variable: TemplateVariable): number {
  const wanted = written.toLowerCase();
  const leaf = wanted.split('.').at(-1) ?? '';
  if (variable.aliases.includes(wanted)) return 0;
  const byPath = editDistance(wanted, variable.path.toLowerCase());
  const byLeaf = leaf === '' ? Infinity : editDistance(leaf, variable.key.toLowerCase()) + 1;
  const head = wanted.split('.')[0] ?? '';
  const byNamespace = variable.aliases.includes(head) && variable.key === leaf ? 0.25 : Infinity;
  const byAlias = variable.aliases.includes(leaf) ? 0.5 : Infinity;
  return Math.min(byPath, byLeaf, byNamespace, byAlias);
}

/** The variable that was probably meant. */
export function closestVariable(written: string, known: readonly TemplateVariable[]): TemplateVariable | null {
  const name = written.slice(0, 60);
  const near = known.map((variable) => ({ variable, away: distance(name, variable) }));
  return (
    near.reduce<(typeof near)[number] | null>(
      (best, each) => (best === null || each.away < best.away ? each : best),
      null,
    )?.variable ?? null
  );
}
