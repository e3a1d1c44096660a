import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ConsoleTouch, mostAtOnce, touchEndpoints } from '../../../contract/console/touches';
import { call } from '../api';
import type { TouchFilters } from './touch-address';

const shownMs = 30_000;

/** How many touches each of the days has. */
export function useTouchDays(from: string, days: number) {
  return useQuery({
    queryKey: ['touches', 'days', from, days],
    queryFn: () => call(touchEndpoints.listTouchDays, { query: { from, days } }),
    refetchInterval: shownMs,
  });
}

export function useTouchCounts({ day, state, play, repUserId }: TouchFilters) {
  const query = { day, state, play, repUserId };
  return useQuery({
    queryKey: ['touches', 'counts', query],
    queryFn: () => call(touchEndpoints.countTouches, { query }),
    placeholderData: keepPreviousData,
    refetchInterval: shownMs,
  });
}

export function useTouchPages(filters: TouchFilters) {
  return useInfiniteQuery({
    queryKey: ['touches', 'pages', filters],
    queryFn: ({ pageParam }) =>
      call(touchEndpoints.pageTouches, { query: pageParam === null ? filters : { ...filters, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** All touches of a filter, or as many as may be decided on at once. */
export async function allTouches(filters: TouchFilters): Promise<ConsoleTouch[]> {
  const found: ConsoleTouch[] = [];
  for (let cursor: string | null = ''; cursor !== null && found.length < mostAtOnce;) {
    const query = { ...filters, limit: 200, cursor: cursor || undefined };
    const page: { touches: ConsoleTouch[]; nextCursor: string | null } = await call(touchEndpoints.pageTouches, {
      query,
    });
    found.push(...page.touches);
    cursor = page.nextCursor;
  }
  return found.slice(0, mostAtOnce);
}

export function useTouch(id: string | null) {
  return useQuery({
    queryKey: ['touches', 'one', id],
    queryFn: () => call(touchEndpoints.readTouch, { params: { id: id ?? '' } }),
    enabled: id !== null,
  });
}

/** Reps or customers whose name begins so. */
export function useTouchPeople(kind: 'rep' | 'customer', name: string) {
  return useQuery({
    queryKey: ['touch-people', kind, name],
    queryFn: () => call(touchEndpoints.findTouchPeople, { query: { kind, name } }),
    placeholderData: keepPreviousData,
  });
}

const verbs = {
  hold: touchEndpoints.holdTouches,
  cancel: touchEndpoints.cancelTouches,
  release: touchEndpoints.releaseTouches,
};
export type Verb = keyof typeof verbs;

/** What touches and tasks show is read again after every decision. */
function useTouchChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ['touches'] }),
  });
}

/** Each touch is decided in the state that it was seen in; one that changed meanwhile is told, not changed. */
export function useDecide() {
  return useTouchChange(({ verb, touches, reason }: { verb: Verb; touches: readonly ConsoleTouch[]; reason: string }) =>
    call(verbs[verb], { body: { touches: touches.map(({ id, state }) => ({ id, state })), reason } }),
  );
}

export function useMassSends(filters: { repUserId: string | undefined; open: boolean }) {
  const query = { repUserId: filters.repUserId, open: filters.open ? ('true' as const) : ('false' as const) };
  return useInfiniteQuery({
    queryKey: ['touches', 'mass-sends', query],
    queryFn: ({ pageParam }) =>
      call(touchEndpoints.pageMassSends, { query: pageParam === null ? query : { ...query, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: shownMs,
  });
}

export function useRemind() {
  return useTouchChange((id: string) => call(touchEndpoints.remindMassSend, { params: { id } }));
}

export function useCancelTask() {
  return useTouchChange(({ id, reason }: { id: string; reason: string }) =>
    call(touchEndpoints.cancelMassSend, { params: { id }, body: { reason } }),
  );
}

/** @param whose null: nothing is asked for yet */
export function useRehearsal(whose: { day: string; repUserId: string | undefined } | null) {
  return useQuery({
    queryKey: ['touch-rehearsal', whose],
    queryFn: () => call(touchEndpoints.rehearseDay, { query: whose ?? { day: '' } }),
    enabled: whose !== null,
    // Each run looks at all of these customers.
    staleTime: 60_000,
  });
}

export function useExplanation(day: string, externalUserId: string | undefined) {
  return useQuery({
    queryKey: ['touch-explanation', day, externalUserId],
    queryFn: () => call(touchEndpoints.explainDay, { query: { day, externalUserId: externalUserId ?? '' } }),
    enabled: externalUserId !== undefined,
  });
}
