import { useQuery } from '@tanstack/react-query';
import { overviewEndpoints } from '../../../contract/console/overview';
import { call } from '../api';

const freshMs = 60_000;

export function useOverview() {
  return useQuery({
    queryKey: ['overview'],
    queryFn: () => call(overviewEndpoints.readOverview, {}),
    refetchInterval: freshMs,
  });
}

/** Counted at night; of a small shop every ten minutes. */
export function useFigures() {
  return useQuery({
    queryKey: ['overview-figures'],
    queryFn: () => call(overviewEndpoints.readFigures, {}),
    staleTime: 10 * freshMs,
  });
}

export function useHealth() {
  return useQuery({
    queryKey: ['overview-health'],
    queryFn: () => call(overviewEndpoints.readHealth, {}),
    refetchInterval: freshMs,
  });
}

export type Overview = NonNullable<ReturnType<typeof useOverview>['data']>;
export type Figures = NonNullable<NonNullable<ReturnType<typeof useFigures>['data']>['figures']>;
export type Health = NonNullable<NonNullable<ReturnType<typeof useHealth>['data']>['health']>;
