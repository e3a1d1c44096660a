import { z } from 'zod';
import { CareError, type Fault } from '../../kernel/errors';
import {
  type AdjustableRole,
  adjustableRoles,
  mostRights,
  readingOf,
  type Right,
  rights,
  type RoleRights,
} from '../../kernel/role-rights';
import { settingsTexts } from './texts';

const held = z.array(z.enum(rights));
const schema = z.strictObject({ operator: held, lead: held, rep: held, auditor: held });

/**
 * Reads the rights of the roles as an admin sends them.
 *
 * @throws CareError `bad_settings` naming every right that a role may not hold, or of no use without another
 */
export function checkRoles(value: unknown): RoleRights {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new CareError('bad_settings', settingsTexts.unknownRight, { status: 422 });
  const faults = adjustableRoles.flatMap((role) => faultsOf(role, parsed.data[role]));
  if (faults.length > 0) throw new CareError('bad_settings', settingsTexts.invalid, { status: 422, faults });
  return readRoles(parsed.data);
}

/** A stored value as it holds today, without rights that a later release dropped or no longer gives to a role. */
export function readRoles(value: unknown): RoleRights {
  const stored = z.record(z.string(), z.array(z.string())).parse(value);
  const keep = (role: AdjustableRole) => mostRights[role].filter((right) => stored[role]?.includes(right));
  return { operator: keep('operator'), lead: keep('lead'), rep: keep('rep'), auditor: keep('auditor') };
}

function faultsOf(role: AdjustableRole, given: Right[]): Fault[] {
  return given.flatMap((right) => {
    const path = `${role}.${right}`;
    if (!mostRights[role].includes(right)) return [{ path, message: settingsTexts.tooMuch }];
    const reading = readingOf(right);
    return reading && !given.includes(reading) ? [{ path, message: settingsTexts.unseen }] : [];
  });
}
