import { type Right, rights, type RoleRights } from '../../kernel/role-rights';
import type { Member } from '../../model/member';

/** Approving what goes out is given to a person, not to a role. */
const sending = 'send.approve';
export type Permission = Right | typeof sending;

/**
 * What a member may do.
 *
 * @param held what the roles hold now
 */
export function permissionsOf(member: Pick<Member, 'role' | 'maySend'>, held: Readonly<RoleRights>): Permission[] {
  const own = member.role === 'admin' ? rights : held[member.role];
  return maySend(member) ? [...own, sending] : [...own];
}

/** An auditor changes nothing, and a rep sends from the task list. */
export function maySend({ role, maySend: isGiven }: Pick<Member, 'role' | 'maySend'>): boolean {
  return isGiven && role !== 'auditor' && role !== 'rep';
}
