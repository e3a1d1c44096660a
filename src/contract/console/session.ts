import { z } from 'zod';
import { doneSchema, endpoint } from './endpoint';
import { permissions, roles } from './permissions';

/** A code of the authenticator app: six digits. */
export const totpCode = z.string().regex(/^\d{6}$/, '验证码是 6 位数字');
export const newPassword = z.string().min(10, '密码至少 10 个字符').max(200, '密码最多 200 个字符');
const password = z.string().min(1, '请输入密码').max(200);

export const sessionSchema = z.object({
  member: z.object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    role: z.enum(roles),
    repUserId: z.string().nullable(),
    hasPassword: z.boolean(),
    hasTotp: z.boolean(),
  }),
  permissions: z.array(z.enum(permissions)),
  /** To be sent back in the header `x-csrf-token`. */
  csrfToken: z.string(),
  shop: z.object({ name: z.string(), zone: z.string() }),
  /** The shop's civil day; in the sandbox the clock may be moved. */
  today: z.iso.date(),
  sandbox: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

export const sessionEndpoints = {
  signIn: endpoint({
    method: 'POST',
    path: '/session',
    summary: 'Sign in with login and password, and the code of the second factor where there is one',
    permission: 'anyone',
    body: z.strictObject({
      login: z.string().trim().min(1, '请输入账号').max(64),
      password,
      totp: totpCode.optional(),
    }),
    answer: sessionSchema,
  }),
  readSession: endpoint({
    method: 'GET',
    path: '/session',
    summary: 'Who is signed in and what they may do; null: nobody',
    permission: 'anyone',
    answer: sessionSchema.nullable(),
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out',
    permission: 'signed-in',
    answer: doneSchema,
  }),
  prove: endpoint({
    method: 'POST',
    path: '/session/proof',
    summary: 'Prove again who you are, before steps that cannot be taken back',
    permission: 'signed-in',
    body: z.strictObject({ password: password.optional(), totp: totpCode.optional() }),
    answer: doneSchema,
  }),
} as const;
