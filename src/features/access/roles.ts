import type { Member, MemberRole } from '../../model/member';

const reading = [
  'overview.read',
  'customers.read',
  'touches.read',
  'templates.read',
  'products.read',
  'calendar.read',
] as const;

const rights = {
  admin: [
    ...reading,
    'customers.edit',
    'customers.import',
    'customers.export',
    'customers.unmask',
    'touches.act',
    'templates.edit',
    'products.edit',
    'calendar.edit',
    'settings.read',
    'settings.edit',
    'members.read',
    'members.edit',
    'audit.read',
    'doctor.run',
  ],
  /** Texts, goods and the day's work; no settings, no members. */
  operator: [
    ...reading,
    'customers.edit',
    'customers.import',
    'touches.act',
    'templates.edit',
    'products.edit',
    'calendar.edit',
    'settings.read',
  ],
  /** What concerns the reps of their own departments. */
  lead: [...reading, 'customers.edit', 'touches.act'],
  /** Their own customers. */
  rep: ['customers.read', 'touches.read'],
  /** Reads everything, changes nothing. */
  auditor: [...reading, 'settings.read', 'members.read', 'audit.read'],
} as const satisfies Record<MemberRole, readonly string[]>;

/** Approving what goes out is given to a person, not to a role. */
const sending = 'send.approve';
export type Permission = (typeof rights)[MemberRole][number] | typeof sending;

/** What a member may do. */
export function permissionsOf({ role, maySend }: Pick<Member, 'role' | 'maySend'>): Permission[] {
  return maySend && role !== 'auditor' && role !== 'rep' ? [...rights[role], sending] : [...rights[role]];
}
