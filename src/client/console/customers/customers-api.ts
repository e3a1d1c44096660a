import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { customerEndpoints } from '../../../contract/console/customers';
import { call } from '../api';
import type { ListQuery } from './list-query';

/** Pages of the list, one behind the other. */
export function useCustomers(query: ListQuery) {
  return useInfiniteQuery({
    queryKey: ['customers', query],
    queryFn: ({ pageParam }) =>
      call(customerEndpoints.listCustomers, { query: pageParam === null ? query : { ...query, cursor: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** What the filter may be set to. */
export function useCustomerChoices() {
  return useQuery({
    queryKey: ['customer-choices'],
    queryFn: () => call(customerEndpoints.listCustomerChoices, {}),
    staleTime: 300_000,
  });
}
