import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  batchEndpoints,
  batchSchema,
  type BatchView,
  type ImportRows,
  mostImportMegabytes,
} from '../../../contract/console/batches';
import { consoleBase } from '../../../contract/console/endpoint';
import { ask } from '../../ui/ask';
import { call, csrfHeaders, download } from '../api';

const pollMs = 700;
const working: readonly BatchView['state'][] = ['checking', 'waiting', 'running'];

export function isWorking({ state }: BatchView): boolean {
  return working.includes(state);
}

/** Follows a batch while it is worked at. */
export function useBatch(id: string | null) {
  return useQuery({
    queryKey: ['batch', id],
    queryFn: () => call(batchEndpoints.readBatch, { params: { id: id ?? '' } }),
    enabled: id !== null,
    refetchInterval: ({ state: { data } }) => (data && isWorking(data) ? pollMs : false),
  });
}

/** An import of these rows that was begun earlier and is not over. */
export async function findOpenImport(rows: ImportRows): Promise<BatchView | null> {
  const { batches } = await call(batchEndpoints.listBatches, {});
  return batches.find((batch) => batch.rows === rows && (isWorking(batch) || batch.state === 'checked')) ?? null;
}

/** What a member says to a batch; its new state is shown at once. */
export function useBatchAct(act: 'startImport' | 'cancelBatch') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(batchEndpoints[act], { params: { id } }),
    onSuccess: (batch: BatchView) => client.setQueryData(['batch', batch.id], batch),
  });
}

export function useImportPreview(id: string) {
  return useQuery({
    queryKey: ['import-preview', id],
    queryFn: () => call(batchEndpoints.previewImport, { params: { id } }),
    staleTime: Infinity,
  });
}

/** @throws Error with words for the member, also for a file that the server would not take */
export async function uploadImport(rows: ImportRows, file: File): Promise<BatchView> {
  if (file.size > mostImportMegabytes * 1024 * 1024) {
    throw new Error(`文件太大：一次最多 ${mostImportMegabytes} MB，请拆成几个文件分别导入`);
  }
  const query = new URLSearchParams({ rows, name: file.name });
  const headers = { 'content-type': 'application/octet-stream', ...csrfHeaders() };
  const url = `${consoleBase}/imports?${query.toString()}`;
  return batchSchema.parse(await ask(url, { method: 'POST', headers, body: file }));
}

export function downloadRejects({ id, title }: BatchView): Promise<void> {
  return download(`/imports/${id}/rejects`, {}, `${title.replace(/^[^：]*：|\.\w+$/g, '')}-退回的行.csv`);
}
