import { z } from 'zod';
import { batchSchema } from './batches';
import { customerFilterSchema } from './customers';
import { endpoint } from './endpoint';

/** Beyond so many customers the member proves who they are. */
export const proofBeyondCustomers = 50;
/** At once. */
export const mostCustomers = 10_000;

const ids = z.array(z.string().min(1).max(64)).max(500, '一次最多选 500 位');
/** Which customers: those chosen one by one, or all of a filter. */
const selectionSchema = z.union([
  z.strictObject({ externalUserIds: ids.min(1, '没有选中任何客户') }),
  z.strictObject({ filter: customerFilterSchema }),
]);
export type CustomerSelection = z.input<typeof selectionSchema>;

const tagIds = z.array(z.string().min(1).max(64)).max(20, '一次最多 20 个标签').default([]);
/** As many as the member saw before they said so; when it has changed, they are asked again. */
const seen = z.int().min(1);

export const customerBatchEndpoints = {
  countSelection: endpoint({
    method: 'POST',
    path: '/customer-batches/count',
    summary: 'How many customers a change would concern',
    permission: 'customers.edit',
    body: z.strictObject({ selection: selectionSchema }),
    answer: z.object({
      customers: z.int(),
      /** There are more than can be changed at once; `customers` is that limit. */
      more: z.boolean(),
      /** Whom nobody follows: they can be given neither a tag nor a rep. */
      withoutRep: z.int(),
    }),
  }),
  tagCustomers: endpoint({
    method: 'POST',
    path: '/customer-batches/tag',
    summary: 'Mark and unmark corp tags on many customers, through WeCom',
    permission: 'customers.edit',
    body: z
      .strictObject({ selection: selectionSchema, seen, add: tagIds, remove: tagIds })
      .refine(({ add, remove }) => add.length + remove.length > 0, '请选择标签')
      .refine(({ add, remove }) => !add.some((each) => remove.includes(each)), '同一个标签不能又打又去掉'),
    answer: batchSchema,
  }),
  assignCustomers: endpoint({
    method: 'POST',
    path: '/customer-batches/assign',
    summary: 'Give many customers another assigned rep among those who follow them; null: the earliest again',
    permission: 'customers.edit',
    body: z.strictObject({ selection: selectionSchema, seen, repUserId: z.string().min(1).max(64).nullable() }),
    answer: batchSchema,
  }),
} as const;
