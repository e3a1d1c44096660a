import { type ProductDraft, productDraftSchema, type ProductView } from '../../../contract/console/products';

/** A step under edit; its number stays while its day moves. */
export interface EditedStep {
  id: number;
  day: number;
  title: string;
  text: string;
}

/** A product under edit. */
export interface EditedProduct extends Omit<ProductDraft, 'usageSteps'> {
  sku: string;
  steps: EditedStep[];
}

export function editedOf(product: ProductView): EditedProduct {
  const { name, priceCents, category, tags, consumable, upgradeTo, complements, rhythmOn, sku } = product;
  const steps = product.usageSteps.map((step, index) => ({ id: index + 1, ...step }));
  return { sku, name, priceCents, category, tags, consumable, upgradeTo, complements, rhythmOn, steps };
}

export const emptyProduct: EditedProduct = {
  sku: '',
  name: '',
  priceCents: null,
  category: null,
  tags: [],
  steps: [],
  consumable: null,
  upgradeTo: [],
  complements: [],
  rhythmOn: true,
};

export function sortedSteps<Step extends { day: number }>(steps: readonly Step[]): Step[] {
  return [...steps].sort((one, other) => one.day - other.day);
}

export function draftOf({ sku: _sku, steps, ...rest }: EditedProduct): ProductDraft {
  return { ...rest, usageSteps: sortedSteps(steps).map(({ day, title, text }) => ({ day, title, text })) };
}

export function draftOfView(view: ProductView): ProductDraft {
  return draftOf(editedOf(view));
}

/** Faults by path, `usageSteps.0.day` by the step's own number: `step.3.day`. */
export type Faults = ReadonlyMap<string, string>;

/** Holds what is edited against the contract, as the server will. */
export function faultsOf(edited: EditedProduct): Faults {
  const faults = new Map<string, string>();
  if (edited.sku.trim() === '') faults.set('sku', '请填写商品编号');
  const parsed = productDraftSchema.safeParse(draftOf(edited));
  for (const { path, message } of parsed.error?.issues ?? []) faults.set(placeOfFault(path.join('.'), edited), message);
  return faults;
}

/** Where the editor shows a fault that the server or the contract names. */
export function placeOfFault(path: string, { steps }: EditedProduct): string {
  const [, index, field] = /^usageSteps\.(\d+)\.(\w+)$/.exec(path) ?? [];
  const step = index === undefined ? undefined : sortedSteps(steps)[Number(index)];
  return step ? `step.${step.id}.${field}` : path;
}
