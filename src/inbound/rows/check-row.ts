import { z } from 'zod';
import type { Fault } from '../../kernel/errors';
import { faultText, unknownField } from './fault-texts';

export type Checked<T> = { ok: true; row: T } | { ok: false; errors: Fault[] };

/** Holds a row against the contract; unknown fields are named one by one. */
export function checkRow<T>(schema: z.ZodType<T>, row: unknown): Checked<T> {
  const parsed = schema.safeParse(row, { reportInput: true });
  if (parsed.success) return { ok: true, row: parsed.data };
  const errors = parsed.error.issues.flatMap((issue): Fault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path.join('.'), message: faultText(issue) }];
    const known = schema instanceof z.ZodObject && issue.path.length === 0 ? Object.keys(schema.shape) : [];
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: unknownField(key, known) }));
  });
  return { ok: false, errors };
}
