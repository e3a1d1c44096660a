import { z } from 'zod';
import { instant } from '../fields';
import { endpoint } from './endpoint';

const whole = (name: string, from: number, to: number) =>
  z.int(`${name}须为整数`).min(from, `${name}不能小于 ${from}`).max(to, `${name}不能大于 ${to}`);
const words = (name: string, longest: number) =>
  z.string(`请填写${name}`).trim().min(1, `请填写${name}`).max(longest, `${name}最多 ${longest} 个字`);
const sku = words('商品编号', 64);
const list = (name: string, each: z.ZodString) => z.array(each).max(50, `${name}最多 50 个`);

/** Days from delivery, as far ahead as a rhythm may reach. */
export const longestDay = 3650;

const usageStepSchema = z.strictObject({
  day: whole('天数', 0, longestDay),
  title: words('标题', 128),
  text: words('内容', 2000),
});
export type UsageStepBody = z.infer<typeof usageStepSchema>;

const consumableSchema = z
  .strictObject({
    /** What is bought again; null: the product itself. */
    sku: sku.nullable(),
    cycleDays: whole('周期', 1, longestDay),
    leadDays: whole('提前天数', 0, longestDay),
  })
  .refine(({ cycleDays, leadDays }) => leadDays < cycleDays, { path: ['leadDays'], message: '提前天数须小于周期' });

const stepsOnDaysApart = (steps: UsageStepBody[], ctx: z.RefinementCtx) => {
  steps.forEach(({ day }, index) => {
    if (steps.findIndex((other) => other.day === day) === index) return;
    ctx.addIssue({ code: 'custom', path: [index, 'day'], message: `第 ${day} 天已有一条，同一天只能有一条` });
  });
};

/** A product as it is edited: what it does not say, the product does not have. */
export const productDraftSchema = z.strictObject({
  name: words('名称', 128),
  /** Integer fen. */
  priceCents: whole('价格', 0, 2_000_000_000).nullable(),
  category: words('分类', 64).nullable(),
  tags: list('标签', words('标签', 64)),
  usageSteps: z.array(usageStepSchema).max(50, '使用步骤最多 50 条').superRefine(stepsOnDaysApart),
  consumable: consumableSchema.nullable(),
  upgradeTo: list('升级款', sku),
  complements: list('配套商品', sku),
  /** Off: nobody hears of its steps and its consumable, until it is on again. */
  rhythmOn: z.boolean(),
});
export type ProductDraft = z.infer<typeof productDraftSchema>;

const productViewSchema = productDraftSchema.extend({
  sku: z.string(),
  usageSteps: z.array(z.object({ day: z.int(), title: z.string(), text: z.string() })),
  consumable: z.object({ sku: z.string().nullable(), cycleDays: z.int(), leadDays: z.int() }).nullable(),
  /** Rises with every change; sent back when saving. */
  revision: z.number(),
  updatedAt: instant,
  /** Names of the products that it points at; null: there is no such product. */
  linked: z.record(z.string(), z.string().nullable()),
});
export type ProductView = z.infer<typeof productViewSchema>;

export const rhythmFilters = ['any', 'on', 'off', 'none'] as const;

const comingCareSchema = z.object({
  /** First and last day on which it may go out. */
  firstOn: z.iso.date(),
  lastOn: z.iso.date(),
  daysFromDelivery: z.int(),
  play: z.string(),
  playTitle: z.string(),
  why: z.string(),
  /** As a customer named 李女士 would read it; null: no template fits, and nothing would be sent. */
  text: z.string().nullable(),
  /** Why there is no text. */
  missing: z.string().nullable(),
});
export type ComingCare = z.infer<typeof comingCareSchema>;

export const productEndpoints = {
  pageProducts: endpoint({
    method: 'GET',
    path: '/products',
    summary: 'Products by name, a page at a time',
    permission: 'products.read',
    query: z.strictObject({
      /** Part of the name or of the number. */
      q: z.string().trim().max(64).optional(),
      category: z.string().max(64).optional(),
      tag: z.string().max(64).optional(),
      /** `on`, `off`: has one, in use or not; `none`: has none. */
      rhythm: z.enum(rhythmFilters).default('any'),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      size: z.coerce.number().int().min(1).max(100).default(20),
    }),
    answer: z.object({
      products: z.array(productViewSchema),
      /** That fit the filter. */
      total: z.int(),
      categories: z.array(z.string()),
      tags: z.array(z.string()),
    }),
  }),
  countOwners: endpoint({
    method: 'GET',
    path: '/product-owners',
    summary:
      'How many customers, of those that the member may see, bought each product; counted within the last minute',
    permission: 'products.read',
    query: z.strictObject({
      sku: z.preprocess((value) => [value].flat(), z.array(z.string().min(1).max(64)).max(100)),
    }),
    answer: z.object({ owners: z.record(z.string(), z.int()), countedAt: instant }),
  }),
  readProduct: endpoint({
    method: 'GET',
    path: '/products/:sku',
    summary: 'One product with its rhythm',
    permission: 'products.read',
    answer: productViewSchema,
  }),
  createProduct: endpoint({
    method: 'POST',
    path: '/products',
    summary: 'A new product',
    permission: 'products.edit',
    body: productDraftSchema.extend({ sku }),
    answer: productViewSchema,
  }),
  saveProduct: endpoint({
    method: 'PUT',
    path: '/products/:sku',
    summary: 'The product as it shall be; 409 with `current` where somebody saved it meanwhile',
    permission: 'products.edit',
    body: productDraftSchema.extend({ revision: z.number('缺少版本') }),
    answer: productViewSchema,
  }),
  previewRhythm: endpoint({
    method: 'POST',
    path: '/product-previews',
    summary: 'What a customer who buys this would hear, and when; nothing is kept',
    permission: 'products.read',
    body: z.strictObject({
      sku,
      draft: productDraftSchema,
      /** Default: today. */
      deliveredOn: z.iso.date('日期格式为 YYYY-MM-DD').optional(),
      quantity: whole('数量', 1, 99).default(1),
    }),
    answer: z.object({ deliveredOn: z.iso.date(), coming: z.array(comingCareSchema) }),
  }),
} as const;
