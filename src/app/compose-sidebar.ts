import type { DataSource } from 'typeorm';
import type { Commerce } from '../features/commerce/commerce';
import type { Errands } from '../features/conversations/errands';
import type { Planner } from '../features/planning/planner';
import { nameOfDate } from '../features/profiles/date-rules';
import type { Profiles } from '../features/profiles/profiles';
import { Briefings } from '../features/sidebar/briefings';
import { Entries, type EntryBook } from '../features/sidebar/entries';
import { OwnCustomers } from '../features/sidebar/own-customers';
import { SuggestedReplies } from '../features/sidebar/suggested-replies';
import { PageSignatures } from '../features/sidebar/page-signatures';
import type { Clock, WecomPlatform } from '../kernel/ports';

const ordersShown = 5;

interface Parts {
  dataSource: DataSource;
  clock: Clock;
  zone: string;
  wecom: Pick<WecomPlatform, 'getCorpTicket' | 'getAgentTicket'>;
  profiles: Profiles;
  commerce: Commerce;
  planner: Planner;
  errands: Errands;
  suggest: ConstructorParameters<typeof SuggestedReplies>[0]['suggest'];
}

/** The chat sidebar: what a rep sees of a customer, and enters. */
export function sidebarOf(parts: Parts) {
  const { profiles, commerce, planner } = parts;
  const own = new OwnCustomers(parts);
  const sources = {
    profileOf: (externalUserId: string) => profiles.getProfile(externalUserId),
    ordersOf: async (externalUserId: string) => {
      const { orders } = await commerce.pageOrders(externalUserId, { limit: ordersShown });
      return orders.map(({ order, items }) => ({ ...order, items }));
    },
    comingCareOf: (externalUserId: string) => planner.comingCare(externalUserId),
  };
  return {
    briefings: new Briefings({ ...parts, own, sources }),
    entries: new Entries({ ...parts, own, book: bookOf(parts) }),
    suggestedReplies: new SuggestedReplies({ ...parts, own }),
    signatures: new PageSignatures(parts),
  };
}

function bookOf({ profiles, commerce, errands }: Parts): EntryBook {
  return {
    ...errands,
    addDate: async (externalUserId, { replace, ...date }) => {
      const end = await profiles.addDate(externalUserId, { ...date, replace, confirmed: true });
      if (end.kind === 'conflict') return clashOf(end.existing);
      return { kind: end.kind === 'unchanged' ? 'unchanged' : 'added' };
    },
    confirmDate: async (externalUserId, dateId, source) => {
      const end = await profiles.confirmDate(externalUserId, dateId, source);
      return end.kind === 'conflict' ? clashOf(end.existing) : { kind: 'confirmed' };
    },
    removeDate: async (externalUserId, dateId) => {
      await profiles.removeDate(externalUserId, dateId);
    },
    productName: async (sku) => (await commerce.listProducts()).find((each) => each.sku === sku)?.name ?? null,
  };
}

function clashOf<Row extends Parameters<typeof nameOfDate>[0]>(existing: Row) {
  return { kind: 'conflict' as const, existing: { ...existing, name: nameOfDate(existing) } };
}
