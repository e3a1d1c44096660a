import type { Commerce } from '../features/commerce/commerce';
import type { Errands } from '../features/conversations/errands';
import { briefingText } from '../features/conversations/briefing';
import type { RepDigests } from '../features/outreach/digest';
import type { TodayList } from '../features/outreach/today-list';
import type { TouchCards } from '../features/outreach/touch-card';
import type { Planner } from '../features/planning/planner';
import type { Profiles } from '../features/profiles/profiles';
import { civilDay } from '../kernel/calendar';
import { CareError } from '../kernel/errors';
import type { Clock } from '../kernel/ports';

/** Joins the rep's bot to the slices that do what it understood. */
export function errandsOf(deps: {
  profiles: Profiles;
  commerce: Commerce;
  today: TodayList;
  digests: RepDigests;
  cards: TouchCards;
  planner: Planner;
  clock: Clock;
  zone: string;
}): Errands {
  const { profiles, commerce, today, digests, cards, planner, clock, zone } = deps;
  const by = (repUserId: string) => `rep:${repUserId}`;
  return {
    findCustomers: (repUserId, words) => profiles.findCustomers(repUserId, words),
    briefing: async (name, externalUserId) => {
      const profile = await profiles.getProfile(externalUserId);
      return briefingText(name, { ...profile, tags: profile.tags.map((tag) => tag.name) });
    },
    today: (repUserId) => digests.answerToday(repUserId),
    cardsFor: async (repUserId, externalUserId) => {
      const { items } = await today.todayFor(repUserId);
      const open = items.filter(({ touch, state }) => {
        return touch.externalUserId === externalUserId && (state === 'planned' || state === 'offered');
      });
      return {
        count: open.length,
        offer: async (manager) => {
          for (const item of open) await cards.offerCard(manager, item, repUserId);
        },
      };
    },
    addDate: async (externalUserId, { source, consent, ...date }) => {
      const added = await profiles.addDate(externalUserId, { ...date, source, consent, confirmed: true });
      if (added.kind === 'conflict') return added;
      return { kind: added.kind === 'unchanged' ? 'unchanged' : 'added', nextOn: added.date.nextOn };
    },
    findProducts: (words) => commerce.findProducts(words),
    saveOrder: async ({ repUserId, sku, productName, quantity, totalCents, ...order }) => {
      const unitPriceCents = Math.round(totalCents / quantity);
      const items = [{ sku, name: productName, quantity, unitPriceCents }];
      const row = { ...order, items, totalCents, status: 'paid' as const };
      const [result] = await commerce.saveOrders([row], by(repUserId));
      const fault = result?.errors?.[0];
      if (fault) throw new CareError('order_refused', fault.message);
    },
    addNote: async (externalUserId, note, repUserId) => {
      await profiles.setNote(externalUserId, note, { by: by(repUserId), append: true });
    },
    optOut: async (externalUserId, reason, repUserId) => {
      const out = await profiles.optOut(externalUserId, { reason, by: by(repUserId) });
      return out.kind === 'unchanged' ? null : out.cancelled;
    },
    optIn: async (externalUserId, reason, repUserId) =>
      (await profiles.optIn(externalUserId, { reason, by: by(repUserId) })).kind === 'opted-in',
    openProblem: (externalUserId, problem, repUserId) =>
      profiles.openProblem(externalUserId, { problem, by: by(repUserId) }),
    closeProblem: async (externalUserId, repUserId) => {
      const { customer } = await profiles.getProfile(externalUserId);
      if (customer.problemOpenedAt === null) return false;
      await profiles.closeProblem(externalUserId, { by: by(repUserId) });
      return true;
    },
    markDeceased: (externalUserId, repUserId) => profiles.markDeceased(externalUserId, { by: by(repUserId) }),
    markAlive: (externalUserId, repUserId) => profiles.markAlive(externalUserId, { by: by(repUserId) }),
    birthdays: (repUserId, from, to) => profiles.birthdaysBetween(repUserId, from, to),
    lastOrders: async (externalUserId, limit) => {
      const { orders } = await commerce.pageOrders(externalUserId, { limit });
      return orders.map(({ order: { paidAt, totalCents, status }, items }) => {
        return { paidOn: civilDay(paidAt, zone), items, totalCents, refunded: status === 'refunded' };
      });
    },
    dates: async (externalUserId) => (await profiles.getProfile(externalUserId)).dates,
    wish: (externalUserId, about) => planner.wish(externalUserId, about),
    explainToday: async (externalUserId) => {
      const explanation = await planner.explain(externalUserId, civilDay(clock.now(), zone));
      return explanation?.plays ?? [];
    },
  };
}
