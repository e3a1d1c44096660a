import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CustomerFilterInput } from '../../../contract/console/customers';
import { segmentEndpoints, type SegmentView } from '../../../contract/console/segments';
import { call } from '../api';

const queryKey = ['segments'];

export function useSegments() {
  return useQuery({ queryKey, queryFn: () => call(segmentEndpoints.listSegments, {}) });
}

/** How many are in it now. */
export function useSegmentCount({ id, version }: SegmentView) {
  return useQuery({
    queryKey: ['segment-count', id, version],
    queryFn: () => call(segmentEndpoints.countSegment, { params: { id } }),
    staleTime: 60_000,
  });
}

/** @param segment null: a new one */
export function useSaveSegment(segment: SegmentView | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; filter: CustomerFilterInput }) =>
      segment
        ? call(segmentEndpoints.saveSegment, {
            params: { id: segment.id },
            body: { ...body, version: segment.version },
          })
        : call(segmentEndpoints.addSegment, { body }),
    // After a refusal too: somebody else may have changed it.
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

export function useRemoveSegment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: SegmentView) =>
      call(segmentEndpoints.removeSegment, { params: { id }, body: { version } }),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}
