import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type ProductDraft,
  productDraftSchema,
  productEndpoints,
  type ProductView,
} from '../../../contract/console/products';
import { call } from '../api';

export type ProductQuery = z.input<typeof productEndpoints.pageProducts.query>;

export function useProducts(query: ProductQuery) {
  return useQuery({
    queryKey: ['products', query],
    queryFn: () => call(productEndpoints.pageProducts, { query }),
    placeholderData: keepPreviousData,
  });
}

export function useOwners(sku: string[]) {
  return useQuery({
    queryKey: ['product-owners', sku],
    queryFn: () => call(productEndpoints.countOwners, { query: { sku } }),
    enabled: sku.length > 0,
    staleTime: 60_000,
  });
}

export function useProduct(sku: string | null) {
  return useQuery({
    queryKey: ['product', sku],
    queryFn: () => call(productEndpoints.readProduct, { params: { sku: sku ?? '' } }),
    enabled: sku !== null,
    // What is being edited is not changed under the editor's hands.
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** @param revision null: a new product */
export function useSaveProduct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ sku, draft, revision }: { sku: string; draft: ProductDraft; revision: number | null }) =>
      revision === null
        ? call(productEndpoints.createProduct, { body: { sku, ...draft } })
        : call(productEndpoints.saveProduct, { params: { sku }, body: { ...draft, revision } }),
    onSuccess: (saved: ProductView) => {
      client.setQueryData(['product', saved.sku], saved);
      return client.invalidateQueries({ queryKey: ['products'] });
    },
  });
}

/** What a purchase would set off; asked only of a draft that could be saved. */
export function usePreview(sku: string, draft: ProductDraft, purchase: { deliveredOn?: string; quantity: number }) {
  const isWhole = productDraftSchema.safeParse(draft).success;
  return useQuery({
    queryKey: ['product-preview', sku, draft, purchase],
    queryFn: () => call(productEndpoints.previewRhythm, { body: { sku: sku || '新商品', draft, ...purchase } }),
    placeholderData: keepPreviousData,
    enabled: isWhole,
    gcTime: 0,
  });
}
