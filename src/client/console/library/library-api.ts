import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type LibraryDraft,
  libraryDocumentSchema,
  type LibraryDocumentView,
  libraryEndpoints,
  type LibraryIntent,
} from '../../../contract/console/library';
import { consoleBase } from '../../../contract/console/endpoint';
import { refusalOf } from '../../ui/ask';
import { call, csrfHeaders } from '../api';

/** What the page goes by: folders, variables, plays, and for whom the member may write. */
export type Guide = z.output<typeof libraryEndpoints.readLibraryGuide.answer>;
export type LibraryQuery = z.input<typeof libraryEndpoints.pageLibrary.query>;

export function useGuide() {
  return useQuery({ queryKey: ['library', 'guide'], queryFn: () => call(libraryEndpoints.readLibraryGuide, {}) });
}

export function useEntries(query: LibraryQuery, isOn: boolean) {
  return useQuery({
    queryKey: ['library', 'entries', query],
    queryFn: () => call(libraryEndpoints.pageLibrary, { query }),
    placeholderData: keepPreviousData,
    enabled: isOn,
  });
}

export function useSearch(q: string) {
  return useQuery({
    queryKey: ['library', 'search', q],
    queryFn: () => call(libraryEndpoints.searchLibrary, { query: { q } }),
    placeholderData: keepPreviousData,
    enabled: q !== '',
  });
}

export function useEntry(id: string | null) {
  return useQuery({
    queryKey: ['library-entry', id],
    queryFn: () => call(libraryEndpoints.readLibraryEntry, { params: { id: id ?? '' } }),
    enabled: id !== null,
    // What is being edited is not changed under the editor's hands.
    staleTime: Infinity,
    gcTime: 0,
  });
}

export function useFaults(text: string, play: string | null, intents: LibraryIntent[]) {
  return useQuery({
    queryKey: ['library-check', text, play, intents],
    queryFn: () => call(libraryEndpoints.checkLibraryText, { body: { text, play, intents } }),
    placeholderData: keepPreviousData,
    enabled: text.trim() !== '',
  });
}

export function useDocuments() {
  return useQuery({
    queryKey: ['library', 'documents'],
    queryFn: () => call(libraryEndpoints.listLibraryDocuments, {}),
  });
}

/** What shows of the library is read again after every change. */
function useLibraryChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ['library'] }),
  });
}

/** @param at null: a new one */
export function useSaveEntry() {
  return useLibraryChange(
    ({
      kind,
      entry,
      at,
    }: {
      kind: 'script' | 'answer';
      entry: LibraryDraft;
      at: { id: string; revision: number } | null;
    }) =>
      at === null
        ? call(libraryEndpoints.createLibraryEntry, { body: { kind, entry } })
        : call(libraryEndpoints.saveLibraryEntry, { params: { id: at.id }, body: { revision: at.revision, entry } }),
  );
}

export function useRemoveEntry() {
  return useLibraryChange(({ id, revision }: { id: string; revision: number }) =>
    call(libraryEndpoints.removeLibraryEntry, { params: { id }, body: { revision } }),
  );
}

export function useRemoveDocument() {
  return useLibraryChange((id: string) => call(libraryEndpoints.removeLibraryDocument, { params: { id } }));
}

/** @param onProgress share of the file that has gone out, 0..1; at 1 the server reads it */
export function useUpload(onProgress: (share: number) => void) {
  return useLibraryChange((file: File) => send(file, onProgress));
}

/** `fetch` does not tell how far an upload is. */
function send(file: File, onProgress: (share: number) => void): Promise<LibraryDocumentView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${consoleBase}/library/documents?name=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries(csrfHeaders())) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error('上传中断了：请检查网络后再试'));
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status === 200) resolve(libraryDocumentSchema.parse(answer));
      else reject(refusalOf(request.status, answer));
    };
    request.send(file);
  });
}

/** Errors are problem+json; a proxy's may be none. */
function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
