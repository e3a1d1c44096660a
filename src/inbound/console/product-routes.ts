import { type ProductDraft, productEndpoints, type ProductView } from '../../contract/console/products';
import type { LinkedProduct, ProductDesk, ProductEdit } from '../../features/commerce/product-desk';
import type { ProductOwners } from '../../features/commerce/product-owners';
import { commerceTexts } from '../../features/commerce/texts';
import type { Planner } from '../../features/planning/planner';
import { civilDay } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import type { Clock } from '../../kernel/ports';
import { type ConsoleResource, resource } from './routes';

export interface ProductRouteDeps {
  productDesk: ProductDesk;
  productOwners: ProductOwners;
  planner: Pick<Planner, 'previewRhythm'>;
  clock: Clock;
  zone: string;
}

/** 商品: what is sold, and the care that each piece of it sets off. */
export function productRoutes({ productDesk, productOwners, planner, clock, zone }: ProductRouteDeps): ConsoleResource {
  return resource(productEndpoints, {
    pageProducts: async ({ query }) => {
      const { products, total } = await productDesk.page(query);
      return { products: products.map(productView), total, ...(await productDesk.facets()) };
    },
    countOwners: async ({ query, principal }) => {
      const { owners, countedAt } = await productOwners.count(query.sku, principal.scope);
      return { owners, countedAt: new Date(countedAt).toISOString() };
    },
    readProduct: async ({ params }) => productView(await productDesk.read(params.sku)),
    createProduct: async ({ body: { sku, ...draft }, actor }) => {
      return productView(await productDesk.create(actor, editOf(sku, draft)));
    },
    saveProduct: async ({ params, body: { revision, ...draft }, actor }) => {
      const { isStale, ...saved } = await productDesk.save(actor, editOf(params.sku, draft), revision);
      if (!isStale) return productView(saved);
      const more = { current: productView(saved) };
      throw new CareError('stale_edit', commerceTexts.staleProduct, { status: 409, more });
    },
    previewRhythm: async ({ body: { sku, draft, quantity, ...body } }) => {
      const deliveredOn = body.deliveredOn ?? civilDay(clock.now(), zone);
      const { usageSteps, consumable } = draft.rhythmOn ? draft : { usageSteps: [], consumable: null };
      const product = { sku, name: draft.name, usageSteps, consumable: consumable && consumableOf(consumable) };
      const others = await productDesk.rhythmsOf(consumable?.sku && consumable.sku !== sku ? [consumable.sku] : []);
      return { deliveredOn, coming: await planner.previewRhythm({ product, others, quantity, deliveredOn }) };
    },
  });
}

function editOf(sku: string, { priceCents, category, consumable, ...draft }: ProductDraft): ProductEdit {
  return {
    ...draft,
    sku,
    ...(priceCents === null ? {} : { priceCents }),
    ...(category === null ? {} : { category }),
    ...(consumable === null ? {} : { consumable: consumableOf(consumable) }),
  };
}

function consumableOf({ sku, ...rhythm }: NonNullable<ProductDraft['consumable']>) {
  return sku === null ? rhythm : { sku, ...rhythm };
}

function productView({ product, linked }: LinkedProduct): ProductView {
  const { sku, name, priceCents, category, tags, usageSteps, consumable, upgradeTo, complements } = product;
  return {
    sku,
    name,
    priceCents,
    category,
    tags,
    usageSteps,
    consumable: consumable && { ...consumable, sku: consumable.sku ?? null },
    upgradeTo,
    complements,
    rhythmOn: !product.rhythmOff,
    revision: product.updatedAt,
    updatedAt: new Date(product.updatedAt).toISOString(),
    linked,
  };
}
