import type { Lexicon } from './lexicon';

export type LifeFactKind = 'interest' | 'household' | 'scene';

/** What the customer's life is like, in words of the message. */
export interface LifeFact {
  kind: LifeFactKind;
  /** As written. */
  value: string;
}

/** What evened text tells of the writer's interests, household and places of use. */
export function findLifeFacts(even: string, written: string, facts: Lexicon['facts']): LifeFact[] {
  const found: LifeFact[] = [];
  const add = (kind: LifeFactKind, value: string | undefined) => {
    const at = value === undefined ? -1 : even.indexOf(value);
    if (value !== undefined && at >= 0) found.push({ kind, value: written.slice(at, at + value.length) });
  };
  const likes = facts.likes.exec(even);
  if (likes) add('interest', facts.interests.exec(even.slice(likes.index))?.[0]);
  for (const kind of ['household', 'scene'] as const) {
    for (const pattern of facts[kind]) add(kind, pattern.exec(even)?.groups?.value);
  }
  return found;
}
