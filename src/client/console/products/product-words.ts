import type { ProductDraft } from '../../../contract/console/products';
import { moneyText } from '../../ui/money';

/** 4 条使用提醒 · 每 180 天换一次. */
export function rhythmText({ usageSteps, consumable }: Pick<ProductDraft, 'usageSteps' | 'consumable'>): string {
  const steps = usageSteps.length > 0 ? [`${usageSteps.length} 条使用提醒`] : [];
  const cycle = consumable ? [`耗材 ${consumable.cycleDays} 天`] : [];
  return [...steps, ...cycle].join(' · ') || '没有设置';
}

/** 第 7 天; the day of delivery has a name of its own. */
export function stepDayText(day: number): string {
  return day === 0 ? '签收当天' : `第 ${day} 天`;
}

/** What a person calls the fields of a product, where two versions are held against each other. */
export const fieldNames: Record<keyof ProductDraft, string> = {
  name: '名称',
  priceCents: '价格',
  category: '分类',
  tags: '标签',
  usageSteps: '使用步骤',
  consumable: '耗材',
  upgradeTo: '升级款',
  complements: '配套商品',
  rhythmOn: '节奏',
};

const texts: { [Name in keyof ProductDraft]: (value: ProductDraft[Name]) => string } = {
  name: (name) => name,
  priceCents: moneyText,
  category: (category) => category ?? '—',
  tags: (tags) => tags.join('、') || '—',
  usageSteps: (steps) => steps.map(({ day, title, text }) => `${stepDayText(day)} ${title}：${text}`).join('\n') || '—',
  consumable: (consumable) =>
    consumable
      ? `${consumable.sku ?? '商品本身'}，周期 ${consumable.cycleDays} 天，提前 ${consumable.leadDays} 天`
      : '—',
  upgradeTo: (skus) => skus.join('、') || '—',
  complements: (skus) => skus.join('、') || '—',
  rhythmOn: (isOn) => (isOn ? '启用' : '停用'),
};

export function fieldText<Name extends keyof ProductDraft>(name: Name, draft: ProductDraft): string {
  return texts[name](draft[name]);
}
