import { z } from 'zod';
import { endpoint } from './endpoint';
import { permissions, roles } from './permissions';
import { settingVersionOf, versionNote, versionNumber, versionPage } from './settings';

/** Roles whose rights a shop may set; an admin holds them all. */
export const adjustableRoles = ['operator', 'lead', 'rep', 'auditor'] as const;
export type AdjustableRole = (typeof adjustableRoles)[number];

const held = z.array(z.enum(permissions));
const roleRightsSchema = z.strictObject({ operator: held, lead: held, rep: held, auditor: held });
export type RoleRightsView = z.infer<typeof roleRightsSchema>;

const roleVersionSchema = settingVersionOf(roleRightsSchema);
export type RoleVersionView = z.infer<typeof roleVersionSchema>;

export const roleSettingsEndpoints = {
  readRoles: endpoint({
    method: 'GET',
    path: '/settings/roles',
    summary: 'What each role may do now, as shipped, and at most',
    permission: 'settings.read',
    answer: roleVersionSchema.extend({
      shipped: roleRightsSchema,
      most: roleRightsSchema,
      /** How many who may sign in have the role. */
      members: z.record(z.enum(roles), z.int()),
    }),
  }),
  pageRoleVersions: endpoint({
    method: 'GET',
    path: '/settings/roles/versions',
    summary: 'Every change of what the roles may do, newest first',
    permission: 'settings.read',
    query: versionPage,
    answer: z.object({ versions: z.array(roleVersionSchema), nextBefore: z.int().nullable() }),
  }),
  changeRoles: endpoint({
    method: 'POST',
    path: '/settings/roles/versions',
    summary:
      'Other rights of the roles; they hold at once. 409 with `current` where somebody else changed them meanwhile',
    permission: 'members.edit',
    freshProof: true,
    body: z.strictObject({ basedOn: versionNumber, value: roleRightsSchema, note: versionNote }),
    answer: z.object({ version: versionNumber }),
  }),
  restoreRoles: endpoint({
    method: 'POST',
    path: '/settings/roles/restorations',
    summary: 'An old version of what the roles may do, 0 for the shipped one, as a new one',
    permission: 'members.edit',
    freshProof: true,
    body: z.strictObject({ basedOn: versionNumber, version: versionNumber, note: versionNote }),
    answer: z.object({ version: versionNumber }),
  }),
} as const;
