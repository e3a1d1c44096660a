import type { DataSource } from 'typeorm';
import type { LibraryEntry } from '../../model/library-entry';
import type { Member } from '../../model/member';
import { Rep } from '../../model/rep';

/** Whose library it is; a member who sees the whole shop has every department and rep. */
export type Viewer = 'all' | { repUserId: string | null; departmentIds: readonly number[] };

/** Who reads and writes in the library. */
export interface LibraryMember {
  viewer: Viewer;
  /** Departments whose scripts they write. */
  leads: readonly number[];
  repUserId: string | null;
}

type Owned = Pick<LibraryEntry, 'scope' | 'owner'>;

/** A rep finds their departments' and their own; a lead writes for the departments; others see and write all. */
export async function libraryMember(
  dataSource: DataSource,
  { role, repUserId, departmentIds }: Pick<Member, 'role' | 'repUserId' | 'departmentIds'>,
): Promise<LibraryMember> {
  if (role === 'lead') return { viewer: { repUserId, departmentIds }, leads: departmentIds, repUserId };
  if (role !== 'rep') return { viewer: 'all', leads: [], repUserId };
  const rep = repUserId === null ? null : await dataSource.getRepository(Rep).findOneBy({ repUserId });
  return { viewer: { repUserId, departmentIds: rep?.departmentIds ?? [] }, leads: [], repUserId };
}

/** Whether a viewer finds an entry: the shop's, their departments', their own. */
export function isVisible({ scope, owner }: Owned, viewer: Viewer): boolean {
  if (viewer === 'all' || scope === 'corp') return true;
  return scope === 'team' ? viewer.departmentIds.includes(Number(owner)) : owner === viewer.repUserId;
}

export function mayChange({ viewer, leads, repUserId }: LibraryMember, { scope, owner }: Owned): boolean {
  if (viewer === 'all') return true;
  if (scope === 'team') return leads.includes(Number(owner));
  return scope === 'personal' && repUserId !== null && owner === repUserId;
}
