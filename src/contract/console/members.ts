import { z } from 'zod';
import { instant } from '../fields';
import { doneSchema, endpoint } from './endpoint';
import { roles } from './permissions';
import { newPassword } from './session';

const memberFields = {
  name: z.string().trim().min(1, '请输入姓名').max(32, '姓名最多 32 个字'),
  role: z.enum(roles),
  /** May approve what goes out to customers. */
  maySend: z.boolean(),
  repUserId: z.string().trim().min(1).max(64).nullable(),
  departmentIds: z.array(z.int().min(1)).max(100),
};

export const memberSchema = z.object({
  id: z.string(),
  login: z.string(),
  ...memberFields,
  name: z.string(),
  repName: z.string().nullable(),
  hasLeft: z.boolean(),
  hasPassword: z.boolean(),
  hasTotp: z.boolean(),
  disabledAt: instant.nullable(),
  openSessions: z.int(),
  lastSeenAt: instant.nullable(),
  /** To be sent back with an edit: whoever edited meanwhile is not overwritten. */
  updatedAt: z.int(),
});
export type MemberView = z.infer<typeof memberSchema>;

const bindableRepSchema = z.object({ repUserId: z.string(), name: z.string(), departmentIds: z.array(z.int()) });
export type BindableRep = z.infer<typeof bindableRepSchema>;

export const memberEndpoints = {
  listMembers: endpoint({
    method: 'GET',
    path: '/members',
    summary: 'Who may sign in, and the reps whom a member may be bound to',
    permission: 'members.read',
    answer: z.object({ members: z.array(memberSchema), reps: z.array(bindableRepSchema) }),
  }),
  addMember: endpoint({
    method: 'POST',
    path: '/members',
    summary: 'Let somebody sign in',
    permission: 'members.edit',
    freshProof: true,
    body: z.strictObject({
      login: z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/, '账号用 2 到 64 个小写字母、数字和 . _ - @'),
      ...memberFields,
      /** Null: signs in through WeCom only. */
      password: newPassword.nullable(),
    }),
    answer: z.object({ id: z.string() }),
  }),
  editMember: endpoint({
    method: 'PUT',
    path: '/members/:id',
    summary: 'Name, role, right to send, departments, and who they are in WeCom',
    permission: 'members.edit',
    freshProof: true,
    body: z.strictObject({ updatedAt: z.int(), ...memberFields }),
    answer: doneSchema,
  }),
  setMemberPassword: endpoint({
    method: 'PUT',
    path: '/members/:id/password',
    summary: 'A new password; null: none, they sign in through WeCom only. Ends their sessions',
    permission: 'members.edit',
    freshProof: true,
    body: z.strictObject({ password: newPassword.nullable() }),
    answer: doneSchema,
  }),
  disableMember: endpoint({
    method: 'PUT',
    path: '/members/:id/disabled',
    summary: 'May no longer sign in, or may again',
    permission: 'members.edit',
    freshProof: true,
    body: z.strictObject({ disabled: z.boolean() }),
    answer: doneSchema,
  }),
  removeMemberTotp: endpoint({
    method: 'DELETE',
    path: '/members/:id/totp',
    summary: 'Takes the second factor away from a member who lost it',
    permission: 'members.edit',
    freshProof: true,
    answer: doneSchema,
  }),
  endMemberSessions: endpoint({
    method: 'DELETE',
    path: '/members/:id/sessions',
    summary: 'Signs a member out everywhere',
    permission: 'members.edit',
    answer: doneSchema,
  }),
} as const;
