import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { templatePreviewEndpoints } from '../../../contract/console/template-preview';
import { consoleBase } from '../../../contract/console/endpoint';
import { templateAssetSchema, templateEndpoints } from '../../../contract/console/templates';
import { ask } from '../../ui/ask';
import { call, csrfHeaders } from '../api';

/** `birthday/warm` as the names in a path. */
export function paramsOf(name: string): { play: string; name: string } {
  const [play = '', own = ''] = name.split('/');
  return { play, name: own };
}

export function useTemplates() {
  return useQuery({ queryKey: ['templates'], queryFn: () => call(templateEndpoints.listTemplates, {}) });
}

export function useCatalogue() {
  return useQuery({
    queryKey: ['template-catalogue'],
    queryFn: () => call(templateEndpoints.templateCatalogue, {}),
    staleTime: Infinity,
  });
}
export type Catalogue = NonNullable<ReturnType<typeof useCatalogue>['data']>;
export type CataloguePlay = Catalogue['plays'][number];

export function useTemplate(name: string) {
  return useQuery({
    queryKey: ['template', name],
    queryFn: () => call(templateEndpoints.readTemplate, { params: paramsOf(name) }),
    // What is being edited does not change under the writer's hands.
    refetchOnWindowFocus: false,
  });
}

export function useVersion(name: string, version: number | null) {
  return useQuery({
    queryKey: ['template-version', name, version],
    queryFn: () =>
      call(templateEndpoints.readTemplateVersion, { params: { ...paramsOf(name), version: String(version) } }),
    enabled: version !== null,
    staleTime: Infinity,
  });
}

export function useLint(name: string, source: string) {
  return useQuery({
    queryKey: ['template-lint', name, source],
    queryFn: () => call(templateEndpoints.lintTemplate, { body: { name, source } }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 30_000,
  });
}

export interface PreviewFor {
  name: string;
  source: string;
  externalUserId: string | null;
  occasion: string | null;
}

export function usePreview(written: PreviewFor) {
  return useQuery({
    queryKey: ['template-preview', written],
    queryFn: () => call(templatePreviewEndpoints.previewTemplate, { body: written }),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
}

export function useForecast(name: string, source: string) {
  return useQuery({
    queryKey: ['template-forecast', name, source],
    queryFn: () => call(templatePreviewEndpoints.forecastTemplate, { body: { name, source } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 30_000,
  });
}

export function useReach(name: string, source: string) {
  return useQuery({
    queryKey: ['template-reach', name, source],
    queryFn: () => call(templatePreviewEndpoints.templateReach, { body: { name, source } }),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
}

export function useCustomerChoice(search: string) {
  return useQuery({
    queryKey: ['template-customers', search],
    queryFn: () => call(templatePreviewEndpoints.chooseTemplateCustomer, { query: { search } }),
    placeholderData: keepPreviousData,
  });
}

/** @throws Refused with the server's words */
export async function uploadImage(file: File): Promise<{ id: string }> {
  const url = `${consoleBase}/template-assets?name=${encodeURIComponent(file.name)}`;
  const headers = { 'content-type': 'application/octet-stream', ...csrfHeaders() };
  return templateAssetSchema.parse(await ask(url, { method: 'POST', headers, body: file }));
}

/** The value, once it has stood still for a moment. */
export function useSettled<T>(value: T, ms = 350): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
