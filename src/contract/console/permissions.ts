/** What a member may be allowed to do at the console. */
export const permissions = [
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
  /** Approve what goes out to customers: apart from the right to edit it. */
  'send.approve',
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
export type Permission = (typeof permissions)[number];

export const roles = ['admin', 'operator', 'lead', 'rep', 'auditor'] as const;
export type Role = (typeof roles)[number];
