import { profileEndpoints } from '../../contract/console/profile';
import type { Actor } from '../../features/access/audit-trail';
import { isInScope, type Principal } from '../../features/access/sessions';
import type { Commerce } from '../../features/commerce/commerce';
import type { MessageWords } from '../../features/conversations/message-words';
import { nameOfDate, textOfDate } from '../../features/profiles/date-rules';
import type { Asker } from '../../features/profiles/desk-changes';
import type { ProfileDesk } from '../../features/profiles/profile-desk';
import type { Profiles } from '../../features/profiles/profiles';
import type { RelationDesk } from '../../features/profiles/relation-desk';
import type { StopDesk } from '../../features/profiles/stop-desk';
import { civilDay, daysBetween } from '../../kernel/calendar';
import { CareError } from '../../kernel/errors';
import { isChildsDate } from '../../kernel/kinship';
import type { Clock } from '../../kernel/ports';
import type { TimelineEvent } from '../../model/timeline-event';
import { timelineEventView } from '../api/views';
import { may } from './guard';
import { customerTouchView, orderView, profileView } from './profile-views';
import { type ConsoleResource, resource } from './routes';

export interface ProfileRouteParts {
  clock: Clock;
  zone: string;
  profiles: Profiles;
  commerce: Pick<Commerce, 'pageOrders'>;
  profileDesk: ProfileDesk;
  stopDesk: StopDesk;
  relationDesk: RelationDesk;
  messageWords: MessageWords;
}

interface Request {
  params: { externalUserId: string };
  principal: Principal;
  actor: Actor;
}

/** 客户档案: all that is known of one customer, and what people change of it. */
export function profileRoutes(parts: ProfileRouteParts): ConsoleResource {
  const { clock, zone, profiles, commerce, profileDesk, stopDesk, relationDesk, messageWords } = parts;
  const today = () => civilDay(clock.now(), zone);
  const read = async ({ params, principal }: Pick<Request, 'params' | 'principal'>) => {
    const profile = await profileDesk.read(params.externalUserId, seesOf(principal));
    return profileView(profile, today(), mayReadNotes(principal));
  };
  /** Does it and answers the profile as it is then. */
  const change = async (request: Request, work: (asker: Asker, externalUserId: string) => Promise<void>) => {
    const { actor, principal, params } = request;
    await work({ actor, sees: seesOf(principal) }, params.externalUserId);
    return read(request);
  };

  return resource(profileEndpoints, {
    previewDate: async ({ query: { year, leapMonth, ...query } }) => {
      const date = {
        ...query,
        year: year ?? null,
        leapMonth: leapMonth === 'true',
        confirmed: true,
        source: 'preview',
      };
      return datePreview(() => profiles.previewDate(date, today()), today());
    },
    readProfile: read,
    pageCustomerTimeline: async ({ params: { externalUserId }, query, principal }) => {
      await profileDesk.look(externalUserId, seesOf(principal));
      const { items, nextCursor } = await profiles.pageTimeline(externalUserId, query);
      return { events: await timelineFor(principal, items, messageWords), nextCursor };
    },
    pageCustomerTouches: async ({ params: { externalUserId }, query, principal }) => {
      await profileDesk.look(externalUserId, seesOf(principal));
      const { items, nextCursor } = await profiles.pageTouches(externalUserId, query);
      return { touches: items.map(customerTouchView), nextCursor };
    },
    pageCustomerOrders: async ({ params: { externalUserId }, query, principal }) => {
      await profileDesk.look(externalUserId, seesOf(principal));
      const { orders, nextCursor } = await commerce.pageOrders(externalUserId, query);
      return { orders: orders.map(orderView), nextCursor };
    },
    unmaskMobiles: async ({ params, principal, actor }) => ({
      mobiles: await profileDesk.unmask({ actor, sees: seesOf(principal) }, params.externalUserId),
    }),
    saveNote: (request) => change(request, (asker, id) => profileDesk.saveNote(asker, id, request.body)),
    addDate: (request) => change(request, (asker, id) => profileDesk.addDate(asker, id, request.body)),
    saveDate: (request) =>
      change(request, (asker, id) => profileDesk.saveDate(asker, id, request.params.dateId, request.body)),
    confirmDate: (request) =>
      change(request, (asker, id) => profileDesk.confirmDate(asker, id, request.params.dateId, request.body.replace)),
    removeDate: (request) => change(request, (asker, id) => profileDesk.removeDate(asker, id, request.params.dateId)),
    tagCustomer: (request) => change(request, (asker, id) => relationDesk.tag(asker, id, request.body)),
    optOut: (request) => change(request, (asker, id) => stopDesk.optOut(asker, id, request.body.reason)),
    optIn: (request) => change(request, (asker, id) => stopDesk.optIn(asker, id, request.body.reason)),
    openProblem: (request) => change(request, (asker, id) => stopDesk.openProblem(asker, id, request.body.text)),
    closeProblem: (request) =>
      change(request, (asker, id) => stopDesk.closeProblem(asker, id, Date.parse(request.body.openedAt))),
    assignRep: (request) => change(request, (asker, id) => relationDesk.assign(asker, id, request.body)),
  });
}

/** Whose customers a member may see. */
export function seesOf({ scope }: Principal): Asker['sees'] {
  return (repUserId) => isInScope(scope, repUserId);
}

/** Without the words of the kf for who may not read them. */
export async function timelineFor(principal: Principal, events: TimelineEvent[], messageWords: MessageWords) {
  const words = mayReadNotes(principal) ? await messageWords.of(events) : new Map<unknown, string>();
  return events.map(timelineEventView(words));
}

/** What reps wrote of a customer, and what was said at the kf, is for those who look after them. */
export function mayReadNotes(principal: Principal): boolean {
  return may(principal, 'customers.edit') || principal.member.role === 'rep';
}

/** A day that cannot be is an answer here, not a refusal: it is being typed. */
function datePreview(preview: () => ReturnType<Profiles['previewDate']>, today: string) {
  try {
    const date = preview();
    const { nextOn } = date;
    const text = `${nameOfDate(date)} ${textOfDate(date)}`;
    return { nextOn, daysAway: daysBetween(today, nextOn), text, isChilds: isChildsDate(date) };
  } catch (error) {
    if (!(error instanceof CareError)) throw error;
    return { nextOn: null, daysAway: null, text: error.message, isChilds: false };
  }
}
