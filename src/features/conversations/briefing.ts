import type { CivilDay } from '../../kernel/ports';
import type { Customer, Stage, Tier } from '../../model/customer';
import { yuan } from './texts';

const stageNames: Record<Stage, string> = {
  new: '新客',
  'first-purchase': '首购',
  repeat: '复购',
  loyal: '忠诚老客',
  partner: '伙伴',
  'at-risk': '有流失风险',
  dormant: '沉睡',
};
const tierNames: Record<Tier, string> = { none: '无等级', basic: '普通', premium: '高级', elite: '尊享' };

/** What the bot tells a rep of a customer. */
export interface BriefingFacts {
  customer: Pick<
    Customer,
    'stage' | 'tier' | 'orderCount' | 'totalCents' | 'deceased' | 'optedOutAt' | 'problemOpenedAt' | 'problem'
  >;
  note: string;
  tags: string[];
  dates: { name: string; text: string; nextOn: CivilDay; confirmed: boolean }[];
  products: { name: string; deliveredOn: CivilDay }[];
}

/** A customer in a few lines, for a chat on a phone. */
export function briefingText(name: string, facts: BriefingFacts): string {
  const { customer, note, tags, dates, products } = facts;
  const orders =
    customer.orderCount > 0 ? `${customer.orderCount} 单，共 ${yuan(customer.totalCents)} 元` : '还没有订单';
  const owned = [...new Set(products.map((product) => product.name))].slice(0, 5);
  const lines = [
    `【${name}】${stageNames[customer.stage]} · ${tierNames[customer.tier]} · ${orders}`,
    customer.deceased ? '已故：不做任何触达' : '',
    customer.optedOutAt === null ? '' : '已退订：不做任何主动触达',
    customer.problemOpenedAt === null ? '' : `未解决的问题：${customer.problem ?? ''}（期间不推荐商品）`,
    owned.length > 0 ? `买过：${owned.join('、')}` : '',
    ...dates
      .slice(0, 5)
      .map(({ name: label, text, nextOn, confirmed }) =>
        [label, `：${text}，下一次 ${nextOn}`, confirmed ? '' : '（待确认）'].join(''),
      ),
    tags.length > 0 ? `标签：${tags.slice(0, 8).join('、')}` : '',
    note ? `备注：${note.slice(0, 200)}` : '',
  ];
  return lines.filter(Boolean).join('\n');
}
