import { z } from 'zod';
import { doneSchema, endpoint } from './endpoint';
import { newPassword, totpCode } from './session';

export const accountEndpoints = {
  changePassword: endpoint({
    method: 'PUT',
    path: '/account/password',
    summary: 'One’s own password; ends the other sessions',
    permission: 'signed-in',
    freshProof: true,
    body: z.strictObject({ current: z.string().max(200), next: newPassword }),
    answer: doneSchema,
  }),
  startTotp: endpoint({
    method: 'POST',
    path: '/account/totp',
    summary: 'A secret for the authenticator app; it holds once a code of it is confirmed',
    permission: 'signed-in',
    freshProof: true,
    answer: z.object({ secret: z.string(), uri: z.string(), pending: z.string() }),
  }),
  confirmTotp: endpoint({
    method: 'PUT',
    path: '/account/totp',
    summary: 'Turns the second factor on',
    permission: 'signed-in',
    freshProof: true,
    body: z.strictObject({ pending: z.string().max(500), code: totpCode }),
    answer: doneSchema,
  }),
  removeTotp: endpoint({
    method: 'DELETE',
    path: '/account/totp',
    summary: 'Turns the second factor off',
    permission: 'signed-in',
    freshProof: true,
    answer: doneSchema,
  }),
} as const;
