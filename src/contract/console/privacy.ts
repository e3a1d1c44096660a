import { z } from 'zod';
import { doneSchema, endpoint } from './endpoint';

/** What a customer may ask for of their own data; all of it as a file is `POST /customers/:externalUserId/personal-data`. */
export const privacyEndpoints = {
  eraseCustomer: endpoint({
    method: 'POST',
    path: '/customers/:externalUserId/erasure',
    summary: 'Erase a customer’s data at their wish, for good; orders stay for the books, without the person',
    permission: 'customers.erase',
    freshProof: true,
    body: z.strictObject({
      /** A rep's remark for the customer, their nickname, or the id. */
      name: z.string().trim().min(1, '请输入客户的名字').max(128),
    }),
    answer: doneSchema,
  }),
} as const;
