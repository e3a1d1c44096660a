import type { BriefingView } from '../../contract/sidebar';
import { cameByWords } from '../../features/contacts/add-ways';
import type { TodayItem } from '../../features/outreach/today-list';
import type { Briefing, OrderFacts } from '../../features/sidebar/briefings';
import { civilDay, daysBetween } from '../../kernel/calendar';
import { asTask } from '../tasks/task-view';

export function briefingView(briefing: Briefing, waiting: TodayItem[], zone: string): BriefingView {
  const { customer, name, isMine, repName, note, tags, dates, owned, orders, today } = briefing;
  const { externalUserId, avatarUrl, stage, tier, addedOn, interests, deceased } = customer;
  const { optedOutAt, problemOpenedAt } = customer;
  return {
    ...{ externalUserId, avatarUrl, stage, tier, addedOn, interests, deceased, name, isMine, repName, note, today },
    nickname: customer.name,
    cameBy: cameByWords(customer.addWay, customer.channel),
    tags: tags.map((tag) => tag.name),
    optedOut: optedOutAt === null ? null : { at: iso(optedOutAt), reason: customer.optOutReason ?? '' },
    problem: problemOpenedAt === null ? null : { text: customer.problem ?? '', openedAt: iso(problemOpenedAt) },
    dates: dates.map(({ id, name: of, text, nextOn, confirmed }) => {
      return { id, name: of, text, nextOn, confirmed, daysAway: daysBetween(today, nextOn) };
    }),
    owned: owned.map(({ coming, ...product }) => ({
      ...product,
      coming: coming.map(({ on, why }) => ({ on, why })),
    })),
    orders: {
      count: customer.orderCount,
      totalCents: customer.totalCents,
      latest: orders.map((order) => orderView(order, zone)),
    },
    touches: waiting.flatMap((item) => asTask(item) ?? []),
  };
}

function orderView({ orderNo, paidAt, status, totalCents, items }: OrderFacts, zone: string) {
  const lines = items.map(({ name, quantity }) => ({ name, quantity }));
  return { orderNo, status, totalCents, paidOn: civilDay(paidAt, zone), items: lines };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
