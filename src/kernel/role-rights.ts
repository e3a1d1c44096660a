/** What a member may do at the console. Approving what is sent is not among it: that is given to a person, not to a role. */
export const rights = [
  'overview.read',
  'customers.read',
  'customers.edit',
  'customers.import',
  'customers.export',
  'customers.unmask',
  'customers.erase',
  'touches.read',
  'touches.act',
  'templates.read',
  'templates.edit',
  'library.read',
  'library.edit',
  'products.read',
  'products.edit',
  'calendar.read',
  'calendar.edit',
  'settings.read',
  'settings.edit',
  'members.read',
  'members.edit',
  'audit.read',
  'doctor.run',
] as const;
export type Right = (typeof rights)[number];

/** Roles whose rights a shop may set; an admin holds them all. */
export const adjustableRoles = ['operator', 'lead', 'rep', 'auditor'] as const;
export type AdjustableRole = (typeof adjustableRoles)[number];
export type RoleRights = Record<AdjustableRole, Right[]>;

const pages: readonly Right[] = [
  'overview.read',
  'customers.read',
  'touches.read',
  'templates.read',
  'library.read',
  'products.read',
  'calendar.read',
];

/** Always in the order of the list, so that two sets of rights can be compared. */
export function inOrder(held: readonly string[]): Right[] {
  return rights.filter((right) => held.includes(right));
}

export const shippedRights: Readonly<RoleRights> = {
  /** Texts, goods and the day's work; no settings, no members. */
  operator: inOrder([
    ...pages,
    'customers.edit',
    'customers.import',
    'touches.act',
    'templates.edit',
    'library.edit',
    'products.edit',
    'calendar.edit',
    'settings.read',
  ]),
  /** What concerns the reps of their own departments. */
  lead: inOrder([...pages, 'customers.edit', 'touches.act', 'library.edit']),
  /** Their own customers and scripts. */
  rep: inOrder(['customers.read', 'touches.read', 'library.read', 'library.edit']),
  /** Reads everything, changes nothing. */
  auditor: inOrder([...pages, 'settings.read', 'members.read', 'audit.read']),
};

/**
 * The most that each role may be given. Settings and members are an admin's; who sees a part of the shop changes
 * nothing that concerns all of it (of the library a lead edits what is the team's, a rep what is their own); an auditor
 * only reads.
 */
export const mostRights: Readonly<RoleRights> = {
  operator: rights.filter((right) => right !== 'settings.edit' && !right.startsWith('members.')),
  lead: inOrder([...pages, 'customers.edit', 'customers.export', 'customers.unmask', 'touches.act', 'library.edit']),
  rep: inOrder([
    'customers.read',
    'customers.edit',
    'customers.unmask',
    'touches.read',
    'touches.act',
    'library.read',
    'library.edit',
  ]),
  auditor: rights.filter((right) => right.endsWith('.read')),
};

/** The right without which another is of no use: nobody edits what they may not see. */
export function readingOf(right: Right): Right | null {
  const reading = `${right.split('.')[0]}.read`;
  return right === reading ? null : (rights.find((each) => each === reading) ?? null);
}
