import { z } from 'zod';
import { id } from './fields';

export const libraryIntents = [
  'usage-question',
  'order-delivery',
  'after-sale',
  'complaint',
  'purchase-interest',
  'praise',
  'personal-fact',
  'opt-out',
  'human-wanted',
  'life-worry',
  'small-talk',
] as const;
export const libraryReplyKinds = ['answer', 'ask', 'care'] as const;

/** `=1+1`, `@SUM(A1)`, `+cmd(…)`: what a spreadsheet would reckon instead of showing it. */
const formula = /^\s*(?:=|@[A-Za-z]|[+-]\s*[A-Za-z]+\s*\()/;

export const libraryWords = (name: string, longest: number) =>
  z
    .string(`请填写${name}`)
    .trim()
    .min(1, `请填写${name}`)
    .max(longest, `${name}最多 ${longest} 个字`)
    .refine((text) => !formula.test(text), `${name}像是表格公式：请改成普通文字，开头不要用 =、@、+`);

const list = <Each extends z.ZodType>(name: string, each: Each) =>
  z.array(each).max(30, `${name}最多 30 个`).default([]);

/** What a script (话术) or an answer (问答) says, wherever it is written. */
export const libraryText = {
  title: libraryWords('标题', 100),
  text: libraryWords('内容', 2000),
  /** Other ways in which customers ask. */
  questions: list('客户问法', libraryWords('客户问法', 200)),
  intents: list('意图', z.enum(libraryIntents, '没有这种意图')),
  /** Numbers of products. */
  products: list('商品', id),
  replyKind: z.enum(libraryReplyKinds, '回复方式为 answer、ask 或 care').default('answer'),
  folder: libraryWords('文件夹', 40).default('未分类'),
};

/** An entry of an imported file; upsert by `id`, and without one by title and folder. */
export const libraryRowSchema = z.strictObject({
  ...libraryText,
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9/_-]{0,63}$/, '编号只用小写字母、数字、/、-、_')
    .optional(),
  play: z.string().trim().min(1).max(32).optional(),
  /** Of a team's. */
  departmentId: z.int().min(1).optional(),
  /** Of a rep's own. */
  repUserId: id.optional(),
});
export type LibraryRow = z.infer<typeof libraryRowSchema>;
