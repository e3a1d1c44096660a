import { addDays, civilDay, civilMinutes, daysBetween } from '../../../src/kernel/calendar';
import type { Customer as CustomerRow } from '../../../src/model/customer';
import type { Order } from '../../../src/model/order';
import type { TimelineEvent } from '../../../src/model/timeline-event';
import { birthdaysIn2027, reps } from './cast';
import { type Chronicle, type Customer, zone } from './chronicle';
import { type Delivery, groupBy, type YearRecord } from './record';

/** What broke a rule, in words to find it by. */
export type Breaches = string[];

const told = ({ externalUserId, on, touch }: Delivery) => `${externalUserId} ${on} ${touch.play} ${touch.occasion}`;

/** Counted ones, by customer, oldest first. */
function countedByCustomer(deliveries: readonly Delivery[]): Delivery[][] {
  const counted = deliveries.filter(({ touch }) => !touch.exempt).sort((one, other) => one.at - other.at);
  return [...groupBy(counted, ({ externalUserId }) => externalUserId).values()];
}

/** One a day, a day free between two, 2 in 7 days, 3 once 尊享. */
export function overCap(deliveries: readonly Delivery[], eliteFrom: ReadonlyMap<string, string>): Breaches {
  const breaches: Breaches = [];
  for (const own of countedByCustomer(deliveries)) {
    own.forEach((delivery, index) => {
      const before = own[index - 1];
      if (before && daysBetween(before.on, delivery.on) < 2)
        breaches.push(`too close: ${told(before)} | ${told(delivery)}`);
      const isElite = (eliteFrom.get(delivery.externalUserId) ?? '9999') <= delivery.on;
      const most = isElite ? 3 : 2;
      const first = own[index - most];
      if (first && daysBetween(first.on, delivery.on) < 7)
        breaches.push(`${most} in 7 days: ${told(first)} | ${told(delivery)}`);
    });
  }
  return breaches;
}

/** 1 in 7 days, 4 in a calendar month. */
export function overCommercialCap(deliveries: readonly Delivery[]): Breaches {
  const breaches: Breaches = [];
  for (const own of countedByCustomer(deliveries.filter(({ touch }) => touch.commercial))) {
    own.forEach((delivery, index) => {
      const before = own[index - 1];
      if (before && daysBetween(before.on, delivery.on) < 7)
        breaches.push(`2 in 7 days: ${told(before)} | ${told(delivery)}`);
    });
    for (const [month, some] of groupBy(own, ({ on }) => on.slice(0, 7))) {
      if (some.length > 4) breaches.push(`${some.length} in ${month}: ${told(some[0]!)}`); // a group has one at least
    }
  }
  return breaches;
}

/** From the 4th touch in 30 days on, at most 30 % of them sell. */
export function overCommercialShare(deliveries: readonly Delivery[]): Breaches {
  return countedByCustomer(deliveries).flatMap((own) =>
    own
      .filter(({ touch }) => touch.commercial)
      .filter((last) => {
        const span = own.filter(({ on }) => on > addDays(last.on, -30) && on <= last.on);
        const selling = span.filter(({ touch }) => touch.commercial).length;
        return span.length >= 4 && selling > span.length * 0.3;
      })
      .map((last) => `more than 30 % in 30 days: ${told(last)}`),
  );
}

/**
 * Who was silent for more than 30 days hears once in 14.
 *
 * @param signs days on which a customer came, came back, bought or had something delivered
 */
export function overDormantCap(deliveries: readonly Delivery[], signs: ReadonlyMap<string, string[]>): Breaches {
  return countedByCustomer(deliveries).flatMap((own) =>
    own.flatMap((delivery, index) => {
      const before = own[index - 1];
      const newest = (signs.get(delivery.externalUserId) ?? [])
        .filter((on) => on <= delivery.on)
        .sort()
        .at(-1);
      const isDormant = newest !== undefined && daysBetween(newest, delivery.on) > 30;
      if (!before || !isDormant || daysBetween(before.on, delivery.on) >= 14) return [];
      return [`silent since ${newest}: ${told(before)} | ${told(delivery)}`];
    }),
  );
}

/** Signs of life, by customer: refunded orders too, as buying is one. */
export function signsOfLife(
  orders: readonly Order[],
  customers: readonly Pick<CustomerRow, 'externalUserId' | 'addedOn'>[],
  { partings }: Chronicle,
): Map<string, string[]> {
  const bought = orders.flatMap(({ externalUserId, paidAt, deliveredOn }) => {
    return [civilDay(paidAt, zone), deliveredOn].map((on) => ({ externalUserId, on }));
  });
  const came = customers.map(({ externalUserId, addedOn }) => ({ externalUserId, on: addedOn }));
  const returned = partings
    .filter(({ to }) => to !== Infinity)
    .map(({ externalUserId, to }) => ({ externalUserId, on: civilDay(to, zone) }));
  const signs = new Map<string, string[]>();
  for (const { externalUserId, on } of [...bought, ...came, ...returned]) {
    if (externalUserId === null || on === null) continue;
    signs.set(externalUserId, [...(signs.get(externalUserId) ?? []), on]);
  }
  return signs;
}

/** From the timeline: the day since which a customer is 尊享. */
export function eliteSince(events: readonly TimelineEvent[]): Map<string, string> {
  const rises = events.filter(({ kind, details }) => kind === 'tier.changed' && details.to === 'elite');
  return new Map(rises.map(({ externalUserId, at }) => [externalUserId, civilDay(at, zone)]));
}

/** A customer's phone and our books agree: each touch that is sent arrived once, and nothing else arrived. */
export function booksAgree({ touches, deliveries, unaccounted }: YearRecord): Breaches {
  const arrived = groupBy(deliveries, ({ touch }) => touch.id);
  const occasions = groupBy(deliveries, ({ externalUserId, touch }) => `${externalUserId} ${touch.occasion}`);
  return [
    ...unaccounted.map(({ externalUserId, at, via }) => `no touch: ${externalUserId} ${civilDay(at, zone)} ${via}`),
    ...[...occasions].filter(([, some]) => some.length > 1).map(([key]) => `twice: ${key}`),
    ...touches
      .filter(({ id, state }) => (state === 'sent') !== arrived.has(id))
      .map(
        ({ id, state, play, dueOn }) => `${state}, arrived ${arrived.get(id)?.length ?? 0}: ${play} of ${dueOn}, ${id}`,
      ),
  ];
}

/** Instants outside the hours of a day, in minutes past midnight. */
export function outsideHours(
  instants: readonly { at: number; what: string }[],
  hours: { from: number; to: number },
): Breaches {
  return instants
    .filter(({ at }) => civilMinutes(at, zone) < hours.from || civilMinutes(at, zone) >= hours.to)
    .map(({ at, what }) => `${new Date(at).toISOString()} ${what}`);
}

/** 清明, 中元, 九一八 and 国家公祭日 of 2027. */
const solemnDays = new Set(['2027-04-05', '2027-08-16', '2027-09-18', '2027-12-13']);
const noContactDay = '2027-08-16';

export function onSolemnDays(deliveries: readonly Delivery[]): Breaches {
  return deliveries
    .filter(({ on, touch }) => {
      const greeting = touch.play === 'birthday' || touch.play === 'anniversary' || touch.play === 'welcome';
      return (solemnDays.has(on) && touch.commercial) || (on === noContactDay && !greeting);
    })
    .map(told);
}

/** Own birthdays of a customer that may be greeted, by the tests' own calendar. */
export function confirmedBirthdays({ birthday }: Pick<Customer, 'birthday'>): string[] {
  return birthday && birthday.confirmed !== false ? birthdaysIn2027(birthday) : [];
}

export function commercialNearBirthday(deliveries: readonly Delivery[], customers: readonly Customer[]): Breaches {
  const days = new Map(customers.map((customer) => [customer.externalUserId, confirmedBirthdays(customer)]));
  const isNear = (on: string, birthday: string) => Math.abs(daysBetween(on, birthday)) <= 1;
  return deliveries
    .filter(({ touch, on, externalUserId }) => {
      return touch.commercial && days.get(externalUserId)?.some((birthday) => isNear(on, birthday));
    })
    .map(told);
}

export function afterOptOut(deliveries: readonly Delivery[], { optedOutAt }: Chronicle): Breaches {
  return deliveries.filter(({ at, externalUserId }) => at >= (optedOutAt.get(externalUserId) ?? Infinity)).map(told);
}

export function duringProblem(deliveries: readonly Delivery[], { problems }: Chronicle): Breaches {
  return deliveries
    .filter(({ at, externalUserId, touch }) => {
      const unfit = touch.commercial || touch.play === 'birthday' || touch.play === 'anniversary';
      return unfit && problems.some((one) => one.externalUserId === externalUserId && one.from <= at && at < one.to);
    })
    .map(told);
}

export interface Greetings {
  /** Birthdays of the oracle that came in the year, of reps who act. */
  due: number;
  sent: number;
  lunarSent: number;
  /** Due and not excused, and yet not sent. */
  missed: Breaches;
  /** On another day than the birthday, or of an unconfirmed one. */
  wrong: Breaches;
}

/** Every confirmed birthday whose rep acts is greeted on its day, and no other day and no other customer is. */
export function judgeGreetings(
  deliveries: readonly Delivery[],
  customers: readonly Customer[],
  chronicle: Chronicle,
): Greetings {
  const greeted = deliveries.filter(({ touch }) => touch.play === 'birthday');
  const days = new Map(customers.map((customer) => [customer.externalUserId, confirmedBirthdays(customer)]));
  const wrong = greeted
    .filter(({ externalUserId, on }) => on >= '2027' && !days.get(externalUserId)?.includes(on))
    .map(told);
  const received = new Set(greeted.map(({ externalUserId, on }) => `${externalUserId} ${on}`));
  const result: Greetings = { due: 0, sent: greeted.length, lunarSent: 0, missed: [], wrong };
  for (const customer of customers) {
    for (const on of days.get(customer.externalUserId) ?? []) {
      const wasGreeted = received.has(`${customer.externalUserId} ${on}`);
      if (wasGreeted && customer.birthday?.calendar === 'lunar') result.lunarSent += 1;
      if (isExcused(customer, on, chronicle)) continue;
      result.due += 1;
      if (!wasGreeted) result.missed.push(`${customer.externalUserId} ${customer.name} of ${customer.rep} on ${on}`);
    }
  }
  return result;
}

/** Days of somebody dear that were kept on another day than theirs, or unconfirmed. */
export function wrongAnniversaries(deliveries: readonly Delivery[], customers: readonly Customer[]): Breaches {
  const days = new Map(
    customers.map(({ externalUserId, otherDates }) => {
      const confirmed = otherDates.filter((date) => date.confirmed !== false);
      return [externalUserId, confirmed.flatMap(birthdaysIn2027)];
    }),
  );
  return deliveries
    .filter(({ touch }) => touch.play === 'anniversary' && !touch.occasion.startsWith('anniversary:first-purchase'))
    .filter(({ externalUserId, on }) => on >= '2027' && !days.get(externalUserId)?.includes(on))
    .map(told);
}

/** Whether no greeting could be asked for on that day. */
function isExcused({ externalUserId, rep, secondRep, joinsOn }: Customer, on: string, chronicle: Chronicle): boolean {
  const { optedOutAt, problems, partings, outageDays } = chronicle;
  const during = ({ from, to, externalUserId: whose }: { from: number; to: number; externalUserId: string }) =>
    whose === externalUserId && civilDay(from, zone) <= on && (to === Infinity || on <= civilDay(to, zone));
  const optedOut = optedOutAt.get(externalUserId);
  const { leavesOn, everyDays } = reps[rep]!.habit; // every rep is in the table
  return (
    (joinsOn !== null && on <= addDays(joinsOn, 1)) ||
    (optedOut !== undefined && civilDay(optedOut, zone) <= on) ||
    problems.some(during) ||
    partings.some(during) ||
    outageDays.has(on) ||
    everyDays > 1 ||
    (leavesOn !== undefined && on >= leavesOn && secondRep === null)
  );
}

/** Suggestions put into each rep's hands on each day; thanks of the delivery day come on top. */
export function suggestionsByRepDay({ touches }: YearRecord): Map<string, number> {
  const offered = touches.flatMap(({ repUserId, offeredAt, path, exempt }) => {
    return path === 'suggestion' && offeredAt !== null && !exempt ? [`${repUserId} ${civilDay(offeredAt, zone)}`] : [];
  });
  return new Map([...groupBy(offered, (key) => key)].map(([key, some]) => [key, some.length]));
}

/** At most 20 suggestions offered and 5 tasks of the system's own a rep and day. */
export function overRepDay(record: YearRecord): Breaches {
  const { touches, massSends } = record;
  const breaches: Breaches = [];
  for (const [key, count] of suggestionsByRepDay(record)) {
    if (count > 20) breaches.push(`${count} suggestions: ${key}`);
  }
  const together = new Set(touches.filter(({ path }) => path === 'mass-send').map(({ massSendId }) => massSendId));
  const tasks = massSends.filter(({ id, calledAt }) => together.has(id) && calledAt !== null);
  for (const [key, some] of groupBy(tasks, ({ repUserId, calledAt }) => `${repUserId} ${civilDay(calledAt!, zone)}`)) {
    if (new Set(some.map(({ contentHash }) => contentHash)).size > 5) breaches.push(`${some.length} tasks: ${key}`);
  }
  return breaches;
}

export function badTexts(texts: readonly string[]): Breaches {
  return texts.filter(
    (text) => text.trim() === '' || /\{\{|\{%|\[object|(?<![\w-])(?:undefined|null|NaN)(?![\w-])/.test(text),
  );
}

/** Touches by state and play, as a table's rows. */
export function countsOf({ touches }: YearRecord): Record<string, number> {
  const groups = groupBy(touches, ({ play, state, reason }) => `${play} ${state} ${state === 'sent' ? '' : reason}`);
  return Object.fromEntries([...groups].map(([key, some]) => [key.trim(), some.length] as const).sort());
}
