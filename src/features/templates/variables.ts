import { namespaces, type Namespace } from './template-plays';

type Maybe<T> = T | null | undefined;

/**
 * What a text may say of one customer and one occasion. A field that is null, blank or absent is missing: a template
 * that needs it cannot render for this customer, and another one is taken.
 */
export interface TemplateScope {
  customer?: {
    /** 称呼. */
    name?: Maybe<string>;
    /** 普通, 高级, 尊享. */
    tierName?: Maybe<string>;
    /** Whole years since the first order; absent in the first year. */
    years?: Maybe<number>;
  };
  rep?: { name?: Maybe<string> };
  shop?: { name?: Maybe<string>; promise?: Maybe<string> };
  product?: { name?: Maybe<string> };
  step?: { title?: Maybe<string>; text?: Maybe<string>; day?: Maybe<number> };
  consumable?: { name?: Maybe<string>; daysLeft?: Maybe<number> };
  festival?: { name?: Maybe<string>; wish?: Maybe<string>; daysLeft?: Maybe<number>; dayText?: Maybe<string> };
  date?: {
    label?: Maybe<string>;
    forWhom?: Maybe<string>;
    kindName?: Maybe<string>;
    years?: Maybe<number>;
    isLunar?: Maybe<boolean>;
    dayText?: Maybe<string>;
  };
  referral?: { link?: Maybe<string> };
  topic?: { title?: Maybe<string>; text?: Maybe<string>; isAsk?: Maybe<boolean> };
}

/**
 * About whom a text changes. `corp`: one text for all customers of an occasion; `rep`: one for each rep;
 * `customer`: one for each customer, and so one WeCom call and one tap of the rep for each.
 */
export const depths = ['corp', 'rep', 'customer'] as const;
export type Depth = (typeof depths)[number];

export interface TemplateVariable {
  /** `customer.name`, as written between `{{ }}`. */
  path: string;
  namespace: Namespace;
  key: string;
  /** For people. */
  title: string;
  description: string;
  depth: Depth;
  /** `flag` may only be asked (`{% if %}`), never printed. */
  kind: 'text' | 'number' | 'flag';
  /** May be missing for a customer. */
  optional: boolean;
  /** What people write when they mean it. */
  aliases: readonly string[];
}

type Row = [
  path: string,
  kind: TemplateVariable['kind'],
  need: 'always' | 'maybe',
  depth: Depth,
  title: string,
  description: string,
  aliases?: string[],
];

const rows: Row[] = [
  [
    'customer.name',
    'text',
    'maybe',
    'customer',
    '客户称呼',
    '我们对客户的称呼，例如「王女士」',
    ['nick', 'nickname', 'name', 'user', 'username', '姓名', '昵称', '称呼', '客户'],
  ],
  [
    'customer.tierName',
    'text',
    'maybe',
    'customer',
    '权益等级',
    '普通、高级或尊享；没有等级时为空',
    ['tier', 'level', '等级'],
  ],
  [
    'customer.years',
    'number',
    'maybe',
    'customer',
    '相伴年数',
    '从第一次购买算起的整年数；不满一年为空',
    ['years', '年数'],
  ],
  [
    'rep.name',
    'text',
    'maybe',
    'rep',
    '跟进人姓名',
    '发出这条消息的跟进人',
    ['staff', 'seller', 'sales', '导购', '销售'],
  ],
  ['shop.name', 'text', 'always', 'corp', '店铺名称', '在设置里填写的店名', ['store', 'brand', '店名', '品牌']],
  ['shop.promise', 'text', 'always', 'corp', '服务承诺', '例如「提前备货、节前送达」', ['service', '承诺']],
  ['product.name', 'text', 'always', 'corp', '商品名称', '客户买的那件商品', ['product', 'goods', 'item', '商品']],
  ['step.title', 'text', 'always', 'corp', '步骤标题', '商品使用步骤的标题，例如「首次冲洗」', ['标题']],
  ['step.text', 'text', 'always', 'corp', '步骤内容', '商品使用步骤的正文', ['tip', 'content', '内容', '步骤']],
  ['step.day', 'number', 'always', 'corp', '签收后第几天', '0 为签收当天', ['day', '天数']],
  ['consumable.name', 'text', 'always', 'corp', '耗材名称', '快要用完的耗材', ['耗材', '滤芯']],
  [
    'consumable.daysLeft',
    'number',
    'always',
    'customer',
    '预计还能用几天',
    '按用量和周期估算；到期当天为 0',
    ['剩余天数'],
  ],
  ['festival.name', 'text', 'always', 'corp', '节日名称', '例如「中秋节」', ['holiday', '节日']],
  [
    'festival.wish',
    'text',
    'maybe',
    'corp',
    '节日祝词',
    '合乎习俗的祝词，例如「端午安康」；有的节日没有',
    ['wish', 'greeting', '祝福'],
  ],
  ['festival.daysLeft', 'number', 'always', 'corp', '距节日天数', '当天为 0', ['倒计时']],
  ['festival.dayText', 'text', 'always', 'corp', '节日日期', '例如「9月25日」', ['日期']],
  ['date.label', 'text', 'maybe', 'customer', '日期名称', '档案里记下的名称，例如「结婚纪念日」', ['label']],
  ['date.forWhom', 'text', 'maybe', 'customer', '为谁', '例如「女儿」「妈妈」；客户本人为空', ['who', '为谁']],
  [
    'date.kindName',
    'text',
    'always',
    'customer',
    '日期类别',
    '生日、结婚纪念日、孩子生日、父母生日、首购周年、重要日子',
    ['kind', '类别'],
  ],
  [
    'date.years',
    'number',
    'maybe',
    'customer',
    '第几年',
    '周年数或年龄；年份未知时为空，绝不猜测',
    ['age', '年龄', '周年'],
  ],
  ['date.isLunar', 'flag', 'always', 'customer', '是否农历', '只能用于判断，不能直接显示', ['lunar', '农历']],
  ['date.dayText', 'text', 'always', 'customer', '日期文字', '例如「9月25日」「农历八月十五」'],
  [
    'referral.link',
    'text',
    'maybe',
    'customer',
    '专属推荐链接',
    '这位客户自己的推荐链接；没有活动时为空',
    ['link', 'url', '链接'],
  ],
  ['topic.title', 'text', 'always', 'corp', '活动标题', '日历里主题活动的标题', ['活动', '主题']],
  ['topic.text', 'text', 'always', 'corp', '活动内容', '日历里主题活动的正文'],
  ['topic.isAsk', 'flag', 'always', 'corp', '是否征询意见', '只能用于判断，不能直接显示', ['征询']],
];

function variable([path, kind, need, depth, title, description, aliases = []]: Row): TemplateVariable {
  const [namespace, key] = path.split('.') as [Namespace, string]; // every row is written so
  return { path, namespace, key, title, description, depth, kind, optional: need === 'maybe', aliases };
}

/** Everything that a template may say, in the order of the console's palette. */
export const templateVariables: readonly TemplateVariable[] = rows.map(variable);

const byPath = new Map(templateVariables.map((each) => [each.path, each]));

export function findVariable(path: string): TemplateVariable | null {
  return byPath.get(path) ?? null;
}

/** The deepest of the variables: it decides how many calls a text costs. */
export function deepest(variables: readonly TemplateVariable[]): Depth {
  return depths[Math.max(0, ...variables.map((each) => depths.indexOf(each.depth)))]!; // an index of depths itself
}

export type ScopeValue = string | number | boolean;

/** One value of the scope, or null when it is missing for this customer. */
export function valueOf(scope: TemplateScope, { namespace, key }: TemplateVariable): ScopeValue | null {
  const values = scope[namespace] as Record<string, unknown> | null | undefined; // the catalogue names its own fields
  const value = values?.[key];
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'boolean' ? value : null;
}

/** Every namespace, empty, so that `{% if date.years %}` may ask for what is not there. */
export function emptyScope(): Record<Namespace, Record<string, ScopeValue>> {
  return Object.fromEntries(namespaces.map((namespace) => [namespace, {}])) as Record<
    Namespace,
    Record<string, ScopeValue>
  >; // one entry a namespace
}
