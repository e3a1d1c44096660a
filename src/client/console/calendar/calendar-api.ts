import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { calendarEndpoints, type OwnFestival, type TopicDraft } from '../../../contract/console/calendar';
import { call } from '../api';

export function useMonth(month: string) {
  return useQuery({
    queryKey: ['calendar', month],
    queryFn: () => call(calendarEndpoints.readMonth, { query: { month } }),
    placeholderData: keepPreviousData,
  });
}

export function useFestivals() {
  return useQuery({ queryKey: ['festivals'], queryFn: () => call(calendarEndpoints.readFestivals, {}) });
}

export function useDayDates(day: string) {
  return useInfiniteQuery({
    queryKey: ['calendar-dates', day],
    queryFn: ({ pageParam }) =>
      call(calendarEndpoints.pageDayDates, { query: { day, ...(pageParam === null ? {} : { after: pageParam }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextAfter }) => nextAfter,
  });
}

export function useDayTouches(day: string) {
  return useQuery({
    queryKey: ['calendar-touches', day],
    queryFn: () => call(calendarEndpoints.readDayTouches, { query: { day } }),
  });
}

/** What shows on the calendar is read again after every change. */
function useCalendarChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['calendar'] }),
        client.invalidateQueries({ queryKey: ['festivals'] }),
      ]),
  });
}

export function useSetFestival() {
  return useCalendarChange(
    ({ key, ...body }: { key: string; basedOn: number; on?: boolean; leadDays?: number | null }) =>
      call(calendarEndpoints.setFestival, { params: { key }, body }),
  );
}

export function useAddFestival() {
  return useCalendarChange((body: { basedOn: number; festival: OwnFestival }) =>
    call(calendarEndpoints.addFestival, { body }),
  );
}

export function useRemoveFestival() {
  return useCalendarChange(({ key, basedOn }: { key: string; basedOn: number }) =>
    call(calendarEndpoints.removeFestival, { params: { key }, body: { basedOn } }),
  );
}

/** @param at null: a new one */
export function useSaveTopic() {
  return useCalendarChange(({ topic, at }: { topic: TopicDraft; at: { id: string; revision: number } | null }) =>
    at === null
      ? call(calendarEndpoints.addTopic, { body: topic })
      : call(calendarEndpoints.saveTopic, { params: { id: at.id }, body: { revision: at.revision, topic } }),
  );
}

export function useRemoveTopic() {
  return useCalendarChange((id: string) => call(calendarEndpoints.removeTopic, { params: { id } }));
}
