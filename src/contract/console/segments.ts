import { z } from 'zod';
import { instant } from '../fields';
import { countSchema, customerFilterSchema } from './customers';
import { doneSchema, endpoint } from './endpoint';

const segmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  filter: customerFilterSchema,
  /** Rises with each change; a save names the one that was read. */
  version: z.int(),
  /** Who saved it last. */
  memberName: z.string(),
  updatedAt: instant,
  /** Titles of the templates in use that are written for it. */
  usedBy: z.array(z.string()),
  /** Whether the member at the console may change it. */
  editable: z.boolean(),
});
export type SegmentView = z.infer<typeof segmentSchema>;

const edit = {
  name: z.string().trim().min(1, '请给客群起个名字').max(40, '名字最多 40 个字'),
  filter: customerFilterSchema.refine(
    (filter) => Object.values(filter).some((each) => each !== undefined && each !== ''),
    '请至少选一个条件',
  ),
};
const version = z.int().min(1);

export const segmentEndpoints = {
  listSegments: endpoint({
    method: 'GET',
    path: '/segments',
    summary: 'Saved filters of customers',
    permission: 'customers.read',
    answer: z.object({ segments: z.array(segmentSchema) }),
  }),
  countSegment: endpoint({
    method: 'GET',
    path: '/segments/:id/count',
    summary: 'How many customers are in it now, of those the member may see',
    permission: 'customers.read',
    answer: countSchema,
  }),
  addSegment: endpoint({
    method: 'POST',
    path: '/segments',
    summary: 'Save a filter under a name',
    permission: 'customers.edit',
    body: z.strictObject(edit),
    answer: segmentSchema,
  }),
  saveSegment: endpoint({
    method: 'PUT',
    path: '/segments/:id',
    summary: 'Change it; 409 when somebody did meanwhile, or for another name while templates name it',
    permission: 'customers.edit',
    body: z.strictObject({ ...edit, version }),
    answer: segmentSchema,
  }),
  removeSegment: endpoint({
    method: 'DELETE',
    path: '/segments/:id',
    summary: 'Delete it; 409 with the templates while some are written for it',
    permission: 'customers.edit',
    body: z.strictObject({ version }),
    answer: doneSchema,
  }),
} as const;
