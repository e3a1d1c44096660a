import { createHash } from 'node:crypto';

/**
 * 对照组: whether a customer belongs to the few whom the shop leaves alone to learn what its care is worth. Stable: the
 * same customer always falls the same way, and a larger percentage keeps all of a smaller one.
 */
export function isHeldOut(externalUserId: string, percent: number): boolean {
  if (percent <= 0) return false;
  const hash = createHash('sha256').update(`holdout:${externalUserId}`).digest();
  return hash.readUInt32BE(0) < (percent / 100) * 2 ** 32;
}

/** product.md rule 3: what was promised to a customer comes first, and to everybody, the holdout too. */
export const promisePriority = 1;
