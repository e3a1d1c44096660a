import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DateDraft, profileEndpoints, type ProfileView } from '../../../../contract/console/profile';
import { touchEndpoints } from '../../../../contract/console/touches';
import { call } from '../../api';

export function useProfile(externalUserId: string) {
  return useQuery({
    queryKey: ['profile', externalUserId],
    queryFn: () => call(profileEndpoints.readProfile, { params: { externalUserId } }),
  });
}

/** Changes the customer; the page shows the profile that comes back, and reads anew what stands beside it. */
export function useChange<Input>(externalUserId: string, change: (input: Input) => Promise<ProfileView>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (profile) => {
      client.setQueryData(['profile', externalUserId], profile);
      void client.invalidateQueries({ queryKey: ['profile-history', externalUserId] });
      void client.invalidateQueries({ queryKey: ['customers'] });
    },
  });
}

export function useTimeline(externalUserId: string) {
  return useInfiniteQuery({
    queryKey: ['profile-history', externalUserId, 'timeline'],
    queryFn: ({ pageParam }) =>
      call(profileEndpoints.pageCustomerTimeline, { params: { externalUserId }, query: { cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function useTouches(externalUserId: string) {
  return useInfiniteQuery({
    queryKey: ['profile-history', externalUserId, 'touches'],
    queryFn: ({ pageParam }) =>
      call(profileEndpoints.pageCustomerTouches, { params: { externalUserId }, query: { cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

export function useOrders(externalUserId: string) {
  return useInfiniteQuery({
    queryKey: ['profile-history', externalUserId, 'orders'],
    queryFn: ({ pageParam }) =>
      call(profileEndpoints.pageCustomerOrders, { params: { externalUserId }, query: { cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Why each play has, or has not, something for the customer on a day. */
export function useWhys(externalUserId: string, day: string) {
  return useQuery({
    queryKey: ['profile-history', externalUserId, 'whys', day],
    queryFn: () => call(touchEndpoints.explainDay, { query: { day, externalUserId } }),
  });
}

/** When the date that is being typed comes next. */
export function useDatePreview({ year, leapMonth, ...date }: DateDraft) {
  const query = { ...date, ...(year ? { year } : {}), leapMonth: leapMonth ? 'true' : 'false' } as const;
  return useQuery({
    queryKey: ['date-preview', query],
    queryFn: () => call(profileEndpoints.previewDate, { query }),
    gcTime: 0,
  });
}
