import {
  type CalendarDay,
  calendarEndpoints,
  type FestivalView,
  type TopicView,
} from '../../contract/console/calendar';
import { done } from '../../contract/console/endpoint';
import type { DayCounts } from '../../features/calendar/day-counts';
import type { FestivalDesk } from '../../features/calendar/festival-desk';
import { type GridDay, monthGrid } from '../../features/calendar/month-grid';
import { calendarTexts, ruleText } from '../../features/calendar/texts';
import type { TopicBook } from '../../features/calendar/topic-book';
import type { Scope } from '../../features/access/sessions';
import type { Planner } from '../../features/planning/planner';
import { civilDay, dayParts } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import { type Festival, solarTerms } from '../../kernel/festivals';
import type { Clock } from '../../kernel/ports';
import { isStatutoryYearKnown } from '../../kernel/statutory-days';
import type { Topic } from '../../model/topic';
import { type ConsoleResource, resource } from './routes';

export interface CalendarRouteDeps {
  festivalDesk: FestivalDesk;
  dayCounts: DayCounts;
  topicBook: TopicBook;
  planner: Pick<Planner, 'festivalLeads'>;
  liveSettings: { readonly festivals: readonly Festival[] };
  clock: Clock;
  zone: string;
}

/** 日历: what the days bring, for the shop and for its customers. */
export function calendarRoutes(deps: CalendarRouteDeps): ConsoleResource {
  const { festivalDesk, dayCounts, topicBook, clock, zone } = deps;
  const today = () => civilDay(clock.now(), zone);
  return resource(calendarEndpoints, {
    readMonth: async ({ query, principal }) => {
      return monthView(query.month ?? today().slice(0, 7), today(), principal.scope, deps);
    },
    pageDayDates: async ({ query: { day, after, limit }, principal }) => {
      const dates = await dayCounts.datesOf(day, principal.scope, { after, limit });
      return { dates, nextAfter: dates.length === limit ? (dates.at(-1)?.id ?? null) : null };
    },
    readDayTouches: async ({ query: { day }, principal }) => ({
      touches: await dayCounts.touchesOf(day, principal.scope),
    }),
    readFestivals: async () => {
      const { version, festivals } = await festivalDesk.list(today());
      return { version, festivals: festivals.map(festivalView), solarTerms };
    },
    setFestival: async ({ params, body, actor }) => ({ version: await festivalDesk.set(actor, params.key, body) }),
    addFestival: async ({ body: { basedOn, festival }, actor }) => festivalDesk.add(actor, basedOn, festival),
    removeFestival: async ({ params, body, actor }) => ({
      version: await festivalDesk.remove(actor, params.key, body.basedOn),
    }),
    addTopic: async ({ body, actor }) => topicView(await topicBook.add(actor, body)),
    saveTopic: async ({ params, body, actor }) => {
      const { topic, isStale } = await topicBook.save(actor, params.id, body.topic, body.revision);
      if (!isStale) return topicView(topic);
      const more = { current: topicView(topic) };
      throw new CareError('stale_edit', calendarTexts.staleTopic, { status: 409, more });
    },
    removeTopic: async ({ params, actor }) => {
      await topicBook.remove(actor, params.id);
      return done;
    },
  });
}

async function monthView(month: string, today: string, scope: Scope, deps: CalendarRouteDeps) {
  const { dayCounts, topicBook, planner } = deps;
  const grid = monthGrid(month, deps.liveSettings.festivals);
  const [from, to] = [grid[0]!.day, grid.at(-1)!.day]; // a month has days
  const [leads, dates, touches, topics] = await Promise.all([
    planner.festivalLeads(from, to),
    dayCounts.dates({ from, to, today }, scope),
    dayCounts.touches(from, to, scope),
    topicBook.between(from, to),
  ]);
  const none = { open: 0, held: 0, sent: 0 };
  const days = grid.map((day): CalendarDay => ({
    ...skyView(day),
    starts: [
      ...day.planned.map(({ key, festival, day: festivalOn }) => {
        return { kind: 'plan' as const, key, name: festival.name, festivalOn, lastOn: null, absorbed: [] };
      }),
      ...leads
        .filter(({ firstOn }) => firstOn === day.day)
        .map(({ key, festival, day: festivalOn, lastOn, absorbed }) => {
          const names = absorbed.map((each) => each.festival.name);
          return { kind: 'lead' as const, key, name: festival.name, festivalOn, lastOn, absorbed: names };
        }),
    ],
    dates: dates.get(day.day) ?? null,
    touches: touches.get(day.day) ?? none,
    topics: topics.filter(({ fromOn, toOn }) => fromOn <= day.day && day.day <= toOn).map(({ id }) => id),
  }));
  const years = [...new Set(grid.map(({ day }) => dayParts(day).year))];
  const undeclaredYears = years.filter((year) => !isStatutoryYearKnown(year));
  return { month, today, days, undeclaredYears, topics: topics.map(topicView) };
}

function skyView({ day, inMonth, lunar, solarTerm, statutory, festivals }: GridDay) {
  const named = festivals.map(({ key, festival: { name, class: festivalClass, on } }) => {
    return { key, name, class: festivalClass, on };
  });
  return { day, inMonth, lunar, solarTerm, statutory, festivals: named };
}

function festivalView(row: { festival: Festival; own: boolean; fixed: boolean; nextOn: string | null }): FestivalView {
  const { festival, own, fixed, nextOn } = row;
  const { key, name, leadDays, planDays, on, commercial, greeting, angle, rule } = festival;
  const isSimple = rule.kind !== 'dog-days' && rule.kind !== 'declared';
  return {
    key,
    name,
    class: festival.class,
    leadDays,
    planDays,
    on,
    commercial,
    greeting,
    angle,
    ruleText: ruleText(rule),
    rule: own && isSimple ? rule : null,
    nextOn,
    own,
    fixed,
  };
}

function topicView({ createdAt: _createdAt, updatedAt, ...topic }: Topic): TopicView {
  return { ...topic, revision: updatedAt, updatedAt: new Date(updatedAt).toISOString() };
}
